import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getOperationAST,
  isAbstractType,
  isInputObjectType,
  isObjectType,
  Kind,
  type SelectionNode,
  typeFromAST,
} from 'graphql';

/**
 * The most selections of a document that is compiled, those under an interface or union counted for each type that can stand there. Compiling
 * takes about 0.2 ms for each (measured), and nothing else is answered meanwhile: four levels of `claims { nodes { from … } }` took 45 s.
 */
const mostSelections = 300;

/** The most fields of the inputs that its variables take, those of inputs in inputs counted: `ReliefTypeWhere` took 20 s. */
const mostInputFields = 50;

/** Whether an operation can be compiled in little time. */
export function isCompilable(schema: GraphQLSchema, document: DocumentNode, operationName: string | null): boolean {
  const operation = getOperationAST(document, operationName);
  const root = schema.getQueryType();
  if (operation == null || root == null) return false;
  const inputs = (operation.variableDefinitions ?? []).map(({ type }) => getNamedType(typeFromAST(schema, type as never)));
  if (inputFields(inputs) > mostInputFields) return false;
  return selectionsIn(operation.selectionSet.selections, root, { schema, fragments: fragmentsOf(document) }) <= mostSelections;
}

function inputFields(types: readonly (GraphQLNamedType | undefined)[]): number {
  const seen = new Set<GraphQLNamedType | undefined>(types);
  let fields = 0;
  for (const type of seen) {
    if (!isInputObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      fields++;
      seen.add(getNamedType(field.type));
    }
  }
  return fields;
}

interface Where {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

const fragmentsOf = ({ definitions }: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> =>
  new Map(definitions.flatMap((each) => (each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each]] : [])));

/** Counts until it is past the limit: fragments in fragments can stand for more than anybody can count. */
function selectionsIn(selections: readonly SelectionNode[], type: GraphQLObjectType, where: Where, before = 0): number {
  let count = before;
  for (const selection of selections) {
    if (++count > mostSelections) return count;
    const [inner, types] = within(selection, type, where);
    for (const each of types) count = selectionsIn(inner, each, where, count);
  }
  return count;
}

/** What a selection selects, and the types that can stand there; none where a fragment does not apply. */
function within(
  selection: SelectionNode,
  type: GraphQLObjectType,
  { schema, fragments }: Where,
): readonly [readonly SelectionNode[], readonly GraphQLObjectType[]] {
  if (selection.kind === Kind.FIELD) {
    const field = type.getFields()[selection.name.value];
    const named = field && getNamedType(field.type);
    const types = isAbstractType(named) ? schema.getPossibleTypes(named) : isObjectType(named) ? [named] : [];
    return [selection.selectionSet?.selections ?? [], types];
  }
  const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
  const on = fragment?.typeCondition && schema.getType(fragment.typeCondition.name.value);
  const applies = on === undefined || on === type || (isAbstractType(on) && schema.isSubType(on, type));
  return [fragment?.selectionSet.selections ?? [], applies ? [type] : []];
}

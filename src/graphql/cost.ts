import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  getNamedType,
  getOperationAST,
  getVariableValues,
  isCompositeType,
  isListType,
  isNonNullType,
  Kind,
  visit,
} from 'graphql';
import { type ComplexityEstimatorArgs, getComplexity } from 'graphql-query-complexity';
import { LRUCache } from 'lru-cache';
import type { Dataset } from '../graph/records.ts';
import { relationshipNames, relationships } from '../graph/relationships.ts';

/** Arguments of a field, as far as they say how long its list can be. */
type Sizes = Readonly<Record<string, unknown>>;

const defaultPage = 50;
const number = (value: unknown, otherwise: number): number => (typeof value === 'number' && value >= 0 ? value : otherwise);
const length = (value: unknown): number => (Array.isArray(value) ? value.length : 0);

const kindCount = ({ entities }: Dataset, ...kinds: (keyof Dataset['entities'])[]): number =>
  kinds.reduce((sum, kind) => sum + entities[kind], 0);
const remedies = (dataset: Dataset): number => kindCount(dataset, 'RELIEF_TYPE', 'MOTION');

/** How many claims can share an element. */
const claimsOfElement = 6;

/**
 * The most items of each list that is no connection and no list of claims by relationship. Lists of records (`sources`, `unless`) have the
 * length that the longest in the first dataset had, rounded up.
 */
export const bounds: Readonly<Record<string, (dataset: Dataset, args: Sizes) => number>> = {
  'Query.nodes': (_, { ids }) => length(ids),
  'Query._entities': (_, { representations }) => length(representations),
  'Query.relationships': () => relationshipNames.length,
  'Query.paths': (_, { first }) => number(first, 10),
  'Query.suggest': (_, { first }) => number(first, 10),
  'Query.resolve': (_, { first }) => number(first, 10),
  'Query.policyTimeline': (dataset) => kindCount(dataset, 'POLICY_ERA'),
  'Query.nextSteps': ({ most }) => most.LEADS_TO.OUT,
  'AfterDenial.options': remedies,
  'AfterDenial.warnings': ({ most }) => 2 * most.RISKS.OUT,
  'Option.because': ({ most }) => most.REQUIRES.OUT,
  'Option.alternative': () => 3,
  'Option.sameGround': () => 3,
  'Option.availability': () => 3,
  'Option.deadlines': ({ most }) => most.LIMITS.IN,
  'Assessment.because': ({ most }) => most.REQUIRES.OUT,
  'Assessment.requirements': ({ most }) => most.REQUIRES.OUT,
  'Assessment.bars': ({ most }) => most.BARRED_BY.OUT,
  'Assessment.discretion': ({ most }) => most.WEIGHED_FOR.OUT + most.WEIGHED_AGAINST.OUT,
  'Assessment.missing': ({ most }) => most.REQUIRES.OUT + most.BARRED_BY.OUT,
  'Assessment.policy': ({ most }) => most.EXPANDS.IN,
  'Assessment.barringGrounds': ({ most }) => most.BARS.IN,
  'ElementFinding.claims': () => claimsOfElement,
  'ElementFinding.liftedBy': ({ most }) => most.EXCEPTION_TO.IN,
  'ElementFinding.waivers': () => 2,
  'Screening.assessments': remedies,
  'Path.steps': () => 6,
  'Subgraph.nodes': () => 1,
  'Subgraph.claims': () => 4,
  'Subgraph.hidden': () => 10,
  'PolicySnapshot.instruments': (dataset) => kindCount(dataset, 'POLICY_INSTRUMENT'),
  'PolicySnapshot.tracks': (dataset) => kindCount(dataset, 'POLICY_TRACK'),
  'PolicyComparison.instruments': (dataset) => kindCount(dataset, 'POLICY_INSTRUMENT'),
  'PolicyComparison.tracks': (dataset) => kindCount(dataset, 'POLICY_TRACK'),
  'TrackOnDate.governing': () => 3,
  'TrackInterval.governing': () => 3,
  'PolicyTrack.intervals': () => 15,
  'PolicyInstrument.status': () => 8,
  'Motion.filedWith': () => 4,
  'Motion.ifGranted': () => 4,
  'Motion.ifDenied': () => 4,
  'ProceedingStage.rights': () => 10,
  'Topic.statements': () => 60,
  'Statement.entities': () => 5,
  'Statement.claims': () => 5,
  'Statement.sources': () => 5,
  'Bar.unless': () => 3,
  'Bar.waivedBy': () => 2,
  'Alternative.stages': () => 11,
  'SearchConnection.facets': () => 14,
  'SearchResult.highlights': () => 3,
  'Highlight.ranges': () => 5,
  'Dataset.entities': () => 14,
  'Dataset.claims': () => relationshipNames.length,
  'Dataset.support': () => 3,
  'Coverage.kinds': () => 14,
  'Coverage.relationships': () => relationshipNames.length,
};

const byField = new Map(relationshipNames.map((name) => [relationships[name].key as string, name]));

/** The most claims that a list named after a relationship can hold; null for any other field. */
export function claimsBound(field: string, { most }: Dataset): number | null {
  const name = byField.get(field);
  return name === undefined ? null : most[name].OUT;
}

/** The most sources that a claim has. */
const sourcesOfClaim = 7;

/** How many objects a field can give: the size of its page, the bound of its list, or one. */
function sizeOf({ type, field, args, context }: ComplexityEstimatorArgs): number {
  const dataset = context as unknown as Dataset;
  const named = getNamedType(field.type);
  if (named.name.endsWith('Connection')) return number(args.first ?? args.last, defaultPage);
  if (named.name === 'Subgraph') return number(args.limit, 100);
  const bare = isNonNullType(field.type) ? field.type.ofType : field.type;
  if (!isListType(bare) || type.name.endsWith('Connection')) return 1;
  const bound = bounds[`${type.name}.${field.name}`]?.(dataset, args) ?? claimsBound(field.name, dataset);
  return bound ?? sourcesOfClaim;
}

/** Every object counts one, at its list's bound; a leaf costs nothing. A search reads its index, and a walk of the graph its claims. */
const estimator = (ask: ComplexityEstimatorArgs): number =>
  isCompositeType(getNamedType(ask.field.type))
    ? (own[`${ask.type.name}.${ask.field.name}`] ?? 0) + sizeOf(ask) * (1 + ask.childComplexity)
    : 0;

/** What questions cost beside the objects that they give. */
const own: Readonly<Record<string, number>> = {
  'Query.afterDenial': 200,
  'Query.screen': 500,
  'Query.search': 200,
  'Query.suggest': 100,
  'Query.resolve': 200,
  'Query.paths': 1000,
  'Query.neighborhood': 500,
  'Query.lawChanges': 500,
  'Query.policyOn': 100,
  'Query.comparePolicy': 200,
  'Query._service': 2000,
};

/** Past this many selections, fragments counted where they are spread, a document is not looked at further. */
const mostSelections = 5000;

export interface Priced {
  readonly document: DocumentNode;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * Estimates what an operation costs before it runs, in objects: each counts one, and every list is taken as long as it can be, from the
 * sizes of its pages and the bounds of the dataset.
 *
 * @returns 0 where nothing can be run: there is no such operation, or its variables do not fit; but what it would cost where it ran before
 * @throws GraphQLError when the document has too many selections to be looked at, or an argument that does not fit
 */
export function costIn(schema: GraphQLSchema): (operation: Priced, dataset: Dataset) => number {
  const known = new LRUCache<string, number>({ max: 2000 });
  const numbers = new WeakMap<DocumentNode, number>();
  let documents = 0;
  return (operation, dataset) => {
    const { document, operationName, variables } = operation;
    const id = numbers.get(document) ?? documents++;
    numbers.set(document, id);
    const sizes = sizeVariables(document).map((name) => variables[name]);
    const key = JSON.stringify([id, operationName, dataset.version, sizes]);
    const before = known.get(key);
    if (before !== undefined) return before;
    if (!canRun(schema, operation)) return 0;
    const cost = estimate(schema, operation, dataset);
    known.set(key, cost);
    return cost;
  };
}

/** Where there is no such operation, or its variables do not fit, nothing is read, and the execution says what is wrong. */
function canRun(schema: GraphQLSchema, { document, operationName, variables }: Priced): boolean {
  const operation = getOperationAST(document, operationName);
  if (operation == null) return false;
  return getVariableValues(schema, operation.variableDefinitions ?? [], variables, { maxErrors: 1 }).errors === undefined;
}

/** @throws GraphQLError also where an argument does not fit: what cannot be priced is not run */
function estimate(schema: GraphQLSchema, { document, operationName, variables }: Priced, dataset: Dataset): number {
  try {
    return getComplexity({
      schema,
      query: document,
      operationName,
      variables: { ...variables },
      estimators: [estimator],
      maxQueryNodes: mostSelections,
      context: dataset as never,
    });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    if (!error.message.includes('number of nodes')) {
      throw new GraphQLError(error.message, { nodes: error.nodes, extensions: { code: 'BAD_USER_INPUT' } });
    }
    const message = `Selections must be at most ${mostSelections}, those of fragments counted where they are spread, but are more.`;
    throw new GraphQLError(message, { extensions: { code: 'COST_LIMIT_EXCEEDED' } });
  }
}

const sizeArguments = new Set(['first', 'last', 'limit', 'if', 'ids', 'representations']);
const sizeVariablesOf = new WeakMap<DocumentNode, readonly string[]>();

/** Variables that a cost depends on: those that size a page or leave a part out. A fact is never among them. */
function sizeVariables(document: DocumentNode): readonly string[] {
  const known = sizeVariablesOf.get(document);
  if (known !== undefined) return known;
  const names = new Set<string>();
  visit(document, {
    [Kind.ARGUMENT]: ({ name, value }) => {
      if (!sizeArguments.has(name.value)) return;
      if (value.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  const found = [...names];
  sizeVariablesOf.set(document, found);
  return found;
}

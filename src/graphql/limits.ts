import { maxAliasesRule } from '@escape.tech/graphql-armor-max-aliases';
import { maxDepthRule } from '@escape.tech/graphql-armor-max-depth';
import { maxDirectivesRule } from '@escape.tech/graphql-armor-max-directives';
import {
  type ASTVisitor,
  GraphQLError,
  Kind,
  MaxIntrospectionDepthRule,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';

/** What a document may hold, before anything of it is run. */
export interface DocumentLimits {
  /** Tokens, counted before anything else is looked at. */
  readonly tokens: number;
  /** Levels of fields in fields. */
  readonly depth: number;
  readonly aliases: number;
  readonly rootFields: number;
  readonly directives: number;
}

/** What one operation may be and may cost. */
export interface OperationLimits extends DocumentLimits {
  /** Objects that it can give at most, estimated before it runs. */
  readonly cost: number;
}

/** The rules that keep a document within its limits. Each error says the limit and what came. */
export const limitRules = ({ depth, aliases, rootFields, directives }: DocumentLimits): ValidationRule[] => [
  onlyQueriesRule,
  rootFieldsRule(rootFields),
  maxDepthRule({ n: depth, flattenFragments: true, ...reported }) as unknown as ValidationRule,
  maxAliasesRule({ n: aliases, ...reported }) as unknown as ValidationRule,
  maxDirectivesRule({ n: directives, ...reported }) as unknown as ValidationRule,
  MaxIntrospectionDepthRule,
];

/** The rules throw unless they are told to report, and call what they find an error of syntax. */
const reported = {
  propagateOnRejection: false,
  onReject: [
    (context: ValidationContext | null, { message }: GraphQLError) =>
      context?.reportError(new GraphQLError(message.replace('Syntax Error: ', ''))),
  ],
};

const onlyQueriesRule: ValidationRule = (context) => ({
  [Kind.OPERATION_DEFINITION]: (definition) => {
    if (definition.operation === 'query') return;
    context.reportError(
      new GraphQLError(`Only queries are run, but got a ${definition.operation}: the graph is read-only.`, {
        nodes: [definition],
      }),
    );
  },
});

/** Where the schema is not to be known, it is not given for a supergraph either. */
export const noServiceRule: ValidationRule = (context) => ({
  [Kind.FIELD]: (field) => {
    if (field.name.value !== '_service') return;
    context.reportError(new GraphQLError('The schema is not given here: INTROSPECTION is off.', { nodes: [field] }));
  },
});

const rootFieldsRule =
  (most: number): ValidationRule =>
  (context: ValidationContext): ASTVisitor => ({
    [Kind.OPERATION_DEFINITION]: (operation) => {
      const came = operation.selectionSet.selections.length;
      if (came > most) {
        context.reportError(new GraphQLError(`Root fields must be at most ${most}, but got ${came}.`, { nodes: [operation] }));
      }
    },
  });

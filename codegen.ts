import type { CodegenConfig } from '@graphql-codegen/cli';

/** Object types of the kinds: what a resolver is given for one is the entity's record. */
const kinds = ['ReliefType', 'Motion', 'ProceedingStage', 'EligibilityFactor', 'PolicyEra', 'PolicyInstrument', 'PolicyTrack'];
const moreKinds = ['Deadline', 'Ground', 'Consequence', 'Authority', 'Adjudicator', 'Form', 'Topic'];
const kindOf = (type: string) => type.replace(/(?<!^)([A-Z])/g, '_$1').toUpperCase();
const entities = [...kinds, ...moreKinds].map((type) => [type, `../graph/records.ts#EntityOf<'${kindOf(type)}'>`]);

/** Object types of claims, and the relationships each serves. */
const claims = {
  Requirement: ['REQUIRES'],
  Bar: ['BARRED_BY'],
  Availability: ['AVAILABLE_AT'],
  Unavailability: ['UNAVAILABLE_AT'],
  Alternative: ['ALTERNATIVE_TO'],
  Conferral: ['CONFERS', 'DOES_NOT_CONFER'],
  Risk: ['RISKS'],
  Suspension: ['SUSPENDS', 'TERMINATES'],
  LeadsTo: ['LEADS_TO'],
  Governance: ['GOVERNED_BY'],
  TopicLink: ['COVERS', 'RELATED_TO', 'SUBTOPIC_OF'],
};
const claimMappers = Object.entries(claims).map(([type, names]) => [
  type,
  `../graph/records.ts#ClaimOf<${names.map((name) => `'${name}'`).join(' | ')}>`,
]);

const config: CodegenConfig = {
  schema: 'schema/*.graphql',
  generates: {
    /** What the explorer asks, typed, with the hash by which the server knows each document. */
    'src/generated/explorer/': {
      preset: 'client',
      documents: 'src/explorer/operations/*.graphql',
      presetConfig: {
        fragmentMasking: false,
        persistedDocuments: { mode: 'embedHashInDocument', hashAlgorithm: 'sha256' },
      },
      config: {
        documentMode: 'string',
        useTypeImports: true,
        enumsAsTypes: true,
        immutableTypes: true,
        scalars: { Date: 'string', Duration: 'string' },
      },
    },
    'src/generated/schema.ts': {
      plugins: ['typescript', 'typescript-resolvers'],
      config: {
        useTypeImports: true,
        enumsAsTypes: true,
        immutableTypes: true,
        scalars: { Date: 'string', Duration: 'string' },
        contextType: '../kind/context.ts#Context',
        mapperTypeSuffix: 'Record',
        resolversNonOptionalTypename: false,
        mappers: {
          ...Object.fromEntries([...entities, ...claimMappers]),
          Entity: '../graph/records.ts#Entity',
          _Entity: '../graph/records.ts#Entity',
          Remedy: '../graph/records.ts#Remedy',
          Claim: '../graph/records.ts#Claim',
          Link: '../graph/records.ts#Claim',
          Source: '../graph/records.ts#SourceReference',
          Test: '../graph/records.ts#Test',
          Statement: '../kind/topic.ts#StatementValue',
          InstrumentEnd: '../kind/instrument.ts#EndValue',
          TrackInterval: '../kind/track.ts#IntervalValue',
          AfterDenial: '../graphql/question/after-denial.ts#AfterDenialAnswer',
          Option: '../graphql/question/after-denial.ts#OptionAnswer',
          Assessment: '../law/assess.ts#Assessment',
          ElementFinding: '../law/assess.ts#Element',
          Question: '../law/assess.ts#NextFact',
          PolicySnapshot: '../law/policy.ts#Snapshot',
          PolicyComparison: '../law/policy.ts#Comparison',
          InstrumentOnDate: '../law/policy.ts#InstrumentOnDate',
          TrackOnDate: '../law/policy.ts#TrackOnDate',
          LawChange: '../law/changes.ts#Change',
          LawChangeConnection: '../graphql/question/policy.ts#ChangesPage',
          NextStep: "../graph/records.ts#ClaimOf<'LEADS_TO'>",
          Path: '../graphql/question/paths.ts#PathAnswer',
          PathStep: '../graphql/question/paths.ts#StepAnswer',
          SearchConnection: '../graphql/question/search.ts#SearchPage',
          SearchResult: '../search/rank.ts#Hit',
          Suggestion: '../search/suggest.ts#Completion',
          Resolution: '../graphql/question/search.ts#ResolutionAnswer',
          Screening: '../graphql/question/screen.ts#ScreeningAnswer',
          Subgraph: '../law/neighborhood.ts#Neighborhood',
          DueDate: '../graphql/question/due-date.ts#DueDateAnswer',
        },
      },
    },
  },
};

export default config;

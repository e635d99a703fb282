import type { Api, Data } from '../../engines.ts';

/** Facts of a case by factor id: true or false, a count, a duration such as `P3Y`, or a day. */
export type Facts = Readonly<Record<string, boolean | number | string>>;

/** What a question is asked about: the day of the law, the stage, and what the case tells. */
export interface Matter {
  readonly asOf: string;
  readonly stage?: string;
  readonly facts?: Facts;
}

const assessQuery = `query ($remedy: ID!, $facts: [FactInput!], $stage: ID, $asOf: Date) {
  assess(remedy: $remedy, facts: $facts, stage: $stage, asOf: $asOf) {
    status sentence because { id } missing { id } policy { id note }
    requirements { group finding claims { id note } } bars { finding claims { id note } liftedBy { id } waivers { id } } } }`;

const remainingQuery = `query ($relief: ID!, $because: [ID!], $facts: [FactInput!], $stage: ID, $asOf: Date) {
  afterDenial(relief: $relief, because: $because, facts: $facts, stage: $stage, asOf: $asOf, scope: ALL_AT_STAGE) {
    options { remedy { id } status availability { note } deadlines { id length unit startsOn } } } }`;

const screenQuery = `query ($facts: [FactInput!], $stage: ID, $asOf: Date) {
  screen(facts: $facts, stage: $stage, asOf: $asOf) { options: assessments { remedy { id } status } } }`;

/** How one remedy stands. */
export const assess = async (api: Api, remedy: string, matter: Matter): Promise<Data> =>
  (await api.ask(assessQuery, { remedy, ...given(matter) })).assess;

/** What remains of everything that can be asked for at the stage, after a denial for the factors named. */
export const remaining = async (api: Api, relief: string, because: readonly string[], matter: Matter): Promise<Data> =>
  (await api.ask(remainingQuery, { relief, because, ...given(matter) })).afterDenial;

/** How every remedy stands. */
export const screen = async (api: Api, matter: Matter): Promise<Data> => (await api.ask(screenQuery, given(matter))).screen;

/** Ids of the remedies that an answer shows as open or worth checking. */
export const offered = ({ options }: Data): string[] =>
  options.filter(({ status }: Data) => status !== 'BLOCKED').map(({ remedy }: Data) => remedy.id);

/** One remedy of an answer. */
export const option = ({ options }: Data, id: string): Data => options.find(({ remedy }: Data) => remedy.id === id);

/** The element of an assessment to which a claim belongs. */
export const element = ({ requirements, bars }: Data, claim: string): Data =>
  [...requirements, ...bars].find(({ claims }: Data) => idsOf(claims).includes(claim));

/** Claims that stand against a remedy on the facts: elements not met, bars that apply. A case calls a remedy open when there is none. */
export const against = ({ requirements, bars }: Data): string[] =>
  [
    ...requirements.filter(({ finding }: Data) => finding === 'NOT_MET'),
    ...bars.filter(({ finding }: Data) => finding === 'MET'),
  ].flatMap(({ claims }: Data) => idsOf(claims));

/** A claim, whenever it was in force; null when there is none. */
export const claim = async (api: Api, id: string): Promise<Data | null> =>
  (await api.ask('query ($id: ID!) { claim(id: $id) { id note validFrom validTo } }', { id })).claim;

export const idsOf = (things: readonly Data[]): string[] => things.map(({ id }) => id);

function given({ facts = {}, ...place }: Matter): Data {
  return { ...place, facts: Object.entries(facts).map(([factor, value]) => ({ factor, value: factValue(value) })) };
}

function factValue(value: boolean | number | string): Data {
  if (typeof value === 'boolean') return { boolean: value };
  if (typeof value === 'number') return { count: value };
  return value.startsWith('P') ? { duration: value } : { date: value };
}

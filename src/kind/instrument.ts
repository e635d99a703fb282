import type { InstrumentEndResolvers, PolicyInstrumentResolvers } from '../generated/schema.ts';
import type { EntityOf } from '../graph/records.ts';
import { entityAt } from './claim-fields.ts';

export type EndValue = NonNullable<EntityOf<'POLICY_INSTRUMENT'>['end']>;

/** Fields of an instrument that point at other entities. */
export const instrument: PolicyInstrumentResolvers = {
  partOf: ({ partOf }, _, context) => (partOf === null ? null : entityAt(partOf, ['POLICY_INSTRUMENT'], context)),
};

export const instrumentEnd: InstrumentEndResolvers = {
  by: ({ by }, _, context) => (by === null ? null : entityAt(by, null, context)),
};

import type { TrackIntervalResolvers } from '../generated/schema.ts';
import type { EntityOf } from '../graph/records.ts';
import { entitiesAt } from './claim-fields.ts';

export type IntervalValue = EntityOf<'POLICY_TRACK'>['intervals'][number];

export const trackInterval: TrackIntervalResolvers = {
  governing: ({ governing }, _, context) => entitiesAt(governing, ['POLICY_INSTRUMENT'], context),
};

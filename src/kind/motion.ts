import type { MotionResolvers } from '../generated/schema.ts';
import { entitiesAt } from './claim-fields.ts';

/** Fields of a motion that point at other entities. */
export const motion: MotionResolvers = {
  filedWith: ({ filedWith }, _, context) => entitiesAt(filedWith, ['ADJUDICATOR'], context),
  ifGranted: ({ ifGranted }, _, context) => entitiesAt(ifGranted, ['PROCEEDING_STAGE'], context),
  ifDenied: ({ ifDenied }, _, context) => entitiesAt(ifDenied, ['PROCEEDING_STAGE'], context),
};

import type { EntityKind, Resolvers } from '../generated/schema.ts';
import { kindNames, kinds } from '../graph/kinds.ts';
import type { Entity } from '../graph/records.ts';
import { relationships } from '../graph/relationships.ts';
import { andThen } from '../graph/soon.ts';
import { inForce } from '../law/in-force.ts';
import { claimTypes } from './claim.ts';
import { claimFields, type MomentArguments, momentOf } from './claim-fields.ts';
import { counted, entityConnection, type PageArguments } from './connection.ts';
import type { Context } from './context.ts';
import { instrument, instrumentEnd } from './instrument.ts';
import { motion } from './motion.ts';
import { stage } from './stage.ts';
import { statement } from './topic.ts';
import { trackInterval } from './track.ts';
import { entityFilter, orderFrom } from './where.ts';

/** Fields that need more than the record: what a kind keeps as ids or as maps. */
const ownFields: { readonly [Kind in EntityKind]?: object } = {
  MOTION: motion,
  PROCEEDING_STAGE: stage,
  POLICY_INSTRUMENT: instrument,
};

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** Name of the field that looks up one entity of a kind: `reliefType`. */
export const singular = (kind: EntityKind): string => lowerFirst(kinds[kind].label);

/** Name of the field that lists a kind: `reliefTypes`, `authorities`. */
export const plural = (kind: EntityKind): string => `${singular(kind)}s`.replace(/ys$/, 'ies');

const lookup =
  (kind: EntityKind) =>
  (_: unknown, { id }: { id: string }, { entity }: Context) =>
    andThen(entity.load(id), (found) => (found?.kind === kind ? found : null));

interface ListArguments extends PageArguments, MomentArguments {
  readonly where?: object | null;
  readonly orderBy?: readonly string[] | null;
}

const list = (kind: EntityKind) => (_: unknown, args: ListArguments, context: Context) => {
  const filter = entityFilter(kind, { ...args.where }, inForce(momentOf(args, context)));
  return entityConnection(kind, { filter, order: orderFrom(args.orderBy) }, args, context);
};

const typeName = ({ kind }: Entity) => kinds[kind].label;

/** Object types of claims, whose pages are connections. */
const claimTypeNames = new Set(['Claim', ...Object.values(relationships).map(({ type }) => type)]);

const connectionTypes = Object.fromEntries(
  [...claimTypeNames, ...kindNames.map((kind) => kinds[kind].label)].map((type) => [`${type}Connection`, counted]),
);

/** Resolvers of every kind: its lookup and list, its own fields, and its claims from both ends. */
export const kindTypes: Resolvers = {
  ...claimTypes,
  ...connectionTypes,
  ...Object.fromEntries(kindNames.map((kind) => [kinds[kind].label, { ...claimFields(kind), ...ownFields[kind] }])),
  Entity: { __resolveType: typeName },
  Remedy: { __resolveType: ({ kind }) => (kind === 'MOTION' ? 'Motion' : 'ReliefType') },
  InstrumentEnd: instrumentEnd,
  TrackInterval: trackInterval,
  Statement: statement,
};

/** The root fields that look up and list each kind. */
export const kindFields = Object.fromEntries(
  kindNames.flatMap((kind) => [
    [singular(kind), lookup(kind)],
    [plural(kind), list(kind)],
  ]),
);

import type { Circuit, Direction, EntityKind, Relationship } from '../generated/schema.ts';
import { BrokenData } from '../graph/errors.ts';
import type { Filter } from '../graph/filter.ts';
import type { Claim, Entity, EntityOf, Way } from '../graph/records.ts';
import { relationshipNames, relationships, relationshipsFrom, relationshipsTo } from '../graph/relationships.ts';
import { allOf, andThen, type Soon } from '../graph/soon.ts';
import { holdsIn, inForce, type Moment } from '../law/in-force.ts';
import { allClaims, type Connection, claimConnection, type PageArguments } from './connection.ts';
import type { Context } from './context.ts';

export interface MomentArguments {
  readonly asOf?: string | null;
  readonly circuit?: Circuit | null;
}

/** The day and place that a field is asked about: today and anywhere unless the arguments say otherwise. */
export const momentOf = ({ asOf, circuit }: MomentArguments, { today }: Context): Moment => ({
  asOf: asOf ?? today,
  circuit: circuit ?? null,
});

type ListResolver = (entity: { readonly id: string }, args: MomentArguments, context: Context) => Soon<readonly Claim[]>;
type PageResolver = (
  entity: { readonly id: string },
  args: MomentArguments & PageArguments,
  context: Context,
) => Soon<Connection<Claim>>;

/** The complete list of claims of one relationship that start at an entity and are in force, by claim id. */
const outgoing =
  (relationship: Relationship): ListResolver =>
  (entity, args, context) =>
    allClaims({ id: entity.id, ways: ['OUT'], relationships: [relationship], filter: inForce(momentOf(args, context)) }, context);

/** A page of the claims of one relationship that end at an entity and are in force, by claim id. */
const incoming =
  (relationship: Relationship): PageResolver =>
  (entity, args, context) =>
    claimConnection(
      { id: entity.id, ways: ['IN'], relationships: [relationship], filter: inForce(momentOf(args, context)) },
      args,
      context,
    );

/** The fields by which a kind shows its claims, from both of their ends: read from the table of relationships. */
export function claimFields(kind: EntityKind): Record<string, ListResolver | PageResolver> {
  return Object.fromEntries([
    ...relationshipsFrom(kind).map((name) => [relationships[name].key, outgoing(name)]),
    ...relationshipsTo(kind).map((name) => [relationships[name].inverse, incoming(name)]),
    ['claims', everyClaim],
  ]);
}

interface EveryClaimArguments extends MomentArguments, PageArguments {
  readonly direction: Direction;
  readonly relationships?: readonly Relationship[] | null;
}

/**
 * A page of all claims that start or end at an entity, by claim id. Without a day it is their whole history: what an instrument that has
 * ended did say must not read as nothing.
 */
function everyClaim(entity: Entity, args: EveryClaimArguments, context: Context): Soon<Connection<Claim>> {
  const ways: readonly Way[] = args.direction === 'BOTH' ? ['OUT', 'IN'] : [args.direction];
  const asked = args.relationships ?? relationshipNames;
  const moment = momentOf(args, context);
  const filter: Filter = args.asOf == null ? { op: 'and', of: holdsIn(moment.circuit) } : inForce(moment);
  return claimConnection({ id: entity.id, ways, relationships: asked, filter }, args, context);
}

/**
 * The entity that a record points at.
 *
 * @throws BrokenData when there is none, or it is of another kind: the seed check forbids both
 */
export const entityAt = <Kind extends EntityKind>(
  id: string,
  kinds: readonly Kind[] | null,
  { entity }: Context,
): Soon<EntityOf<Kind>> => andThen(entity.load(id), (found) => checked(id, found, kinds));

function checked<Kind extends EntityKind>(id: string, found: Entity | null, kinds: readonly Kind[] | null): EntityOf<Kind> {
  if (found === null || (kinds !== null && !(kinds as readonly EntityKind[]).includes(found.kind))) {
    throw new BrokenData(`Expected ${kinds?.join(' or ') ?? 'an entity'} with id "${id}", but got ${found?.kind ?? 'none'}.`);
  }
  return found as unknown as EntityOf<Kind>;
}

/** The entities that a record points at, in the order of the ids. */
export const entitiesAt = <Kind extends EntityKind>(
  ids: readonly string[],
  kinds: readonly Kind[] | null,
  context: Context,
): Soon<EntityOf<Kind>[]> => allOf(ids.map((id) => entityAt(id, kinds, context)));

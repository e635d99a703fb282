import { LRUCache } from 'lru-cache';
import type { Relationship } from '../../generated/schema.ts';
import type { Claim, ClaimOf, Dataset, Remedy } from '../../graph/records.ts';
import { entitiesAt, entityAt } from '../../kind/claim-fields.ts';
import { allClaims } from '../../kind/connection.ts';
import type { Context } from '../../kind/context.ts';
import type { PolicyClaim, RemedyLaw } from '../../law/assess.ts';
import { holdsAt, inForce, type Moment } from '../../law/in-force.ts';
import { instrumentOn } from '../../law/policy.ts';

/** Claims of some relationships at an entity that are in force, by claim id. */
export async function claimsInForce<Name extends Relationship>(
  id: string,
  way: 'OUT' | 'IN',
  relationships: readonly Name[],
  moment: Moment,
  context: Context,
): Promise<ClaimOf<Name>[]> {
  const known = await context.claimsOf.load({ id, way, relationships });
  const claims: readonly Claim[] =
    known?.filter((claim) => holdsAt(claim, moment)) ??
    (await allClaims({ id, ways: [way], relationships, filter: inForce(moment) }, context));
  return claims as Claim[] as ClaimOf<Name>[];
}

const policyNames = ['ESTABLISHES', 'EXPANDS', 'RESTRICTS', 'SUSPENDS', 'TERMINATES'] as const;
const ownNames = [
  'REQUIRES',
  'BARRED_BY',
  'WEIGHED_FOR',
  'WEIGHED_AGAINST',
  'UNAVAILABLE_AT',
  'AVAILABLE_AT',
  'CONFERS',
] as const;
const barTargets = (claims: readonly ClaimOf<'BARRED_BY'>[]): string[] => [...new Set(claims.map(({ to }) => to))];

/** The law of the remedies asked about last, by dataset, which never changes once loaded. It holds no fact. */
const laws = new WeakMap<Dataset, LRUCache<string, RemedyLaw>>();
const mostLaws = 5000;

/**
 * What the law says of a remedy on a day. Called for many remedies at once, it reads each level for all of them together.
 *
 * @param stage id of the stage the case is at; null for any
 */
export async function lawOf(remedy: Remedy, stage: string | null, moment: Moment, context: Context): Promise<RemedyLaw> {
  const known = lawsOf(context.reading.dataset);
  const place = `${remedy.id} ${moment.asOf} ${moment.circuit}`;
  const key = `${place} ${stage}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const anyStage = known.get(place) ?? (await readLaw(remedy, moment, context));
  const law = {
    ...anyStage,
    unavailableAt: anyStage.unavailableAt.filter(({ to }) => to === stage),
    availableAt: anyStage.availableAt.filter(({ to }) => stage === null || to === stage),
  };
  known.set(place, anyStage);
  known.set(key, law);
  return law;
}

function lawsOf(dataset: Dataset): LRUCache<string, RemedyLaw> {
  const known = laws.get(dataset);
  if (known !== undefined) return known;
  const none = new LRUCache<string, RemedyLaw>({ max: mostLaws });
  laws.set(dataset, none);
  return none;
}

async function readLaw(remedy: Remedy, moment: Moment, context: Context): Promise<RemedyLaw> {
  const [own, touching] = await Promise.all([
    claimsInForce(remedy.id, 'OUT', ownNames, moment, context),
    claimsInForce(remedy.id, 'IN', ['BARS', 'LIMITS', ...policyNames], moment, context),
  ]);
  const requires = own.filter((claim) => claim.relationship === 'REQUIRES');
  const barredBy = own.filter((claim) => claim.relationship === 'BARRED_BY');
  const weighed = own.filter((claim) => claim.relationship === 'WEIGHED_FOR' || claim.relationship === 'WEIGHED_AGAINST');
  const barringGrounds = touching.filter((claim) => claim.relationship === 'BARS');
  const limits = touching.filter((claim) => claim.relationship === 'LIMITS');
  const policy = touching.filter((claim) => claim.relationship !== 'BARS' && claim.relationship !== 'LIMITS');
  const conferred = own.filter((claim) => claim.relationship === 'CONFERS').map(({ to }) => to);
  const limiting = [...new Set(limits.map(({ from }) => from))];
  const [confers, deadlines, grounds, exceptions, states] = await Promise.all([
    entitiesAt(conferred, ['CONSEQUENCE'], context),
    entitiesAt(limiting, ['DEADLINE'], context),
    Promise.all(barTargets(barredBy).map((id) => context.entity.load(id))),
    Promise.all(barTargets(barredBy).map((factor) => claimsInForce(factor, 'IN', ['EXCEPTION_TO'], moment, context))),
    Promise.all(policy.map((claim) => withState(claim, moment, context))),
  ]);
  return {
    remedy,
    requires,
    barredBy,
    weighed,
    exceptions: exceptions.flat(),
    grounds: new Set(grounds.flatMap((entity) => (entity?.kind === 'GROUND' ? [entity.id] : []))),
    barringGrounds,
    policy: states.filter(({ state }) => state === 'IN_FORCE' || state === 'PARTIAL' || state === 'UNKNOWN'),
    unavailableAt: own.filter((claim) => claim.relationship === 'UNAVAILABLE_AT'),
    availableAt: own.filter((claim) => claim.relationship === 'AVAILABLE_AT'),
    confers,
    deadlines,
  };
}

async function withState(claim: PolicyClaim['claim'], { asOf }: Moment, context: Context): Promise<PolicyClaim> {
  const instrument = await entityAt(claim.from, ['POLICY_INSTRUMENT'], context);
  return { claim, state: instrumentOn(instrument, asOf).state };
}

/** An entity and everything that claims of one relationship lead to from it on the day, nearest first. */
export async function closure(id: string, relationship: Relationship, moment: Moment, context: Context): Promise<Set<string>> {
  const found = new Set([id]);
  for (let level = [id]; level.length > 0; ) {
    const claims = await Promise.all(level.map((one) => claimsInForce(one, 'OUT', [relationship], moment, context)));
    level = [...new Set(claims.flat().map(({ to }) => to))].filter((to) => !found.has(to));
    for (const to of level) found.add(to);
  }
  return found;
}

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Direction, Relationship } from '../../src/generated/schema.ts';
import { relationshipNames } from '../../src/graph/relationships.ts';
import type { Data } from '../engines.ts';
import { onRandomGraphs, patience, randomApi } from './api.ts';
import { type PathAnswer, type PathsQuestion, paths } from './reference.ts';
import { anyCircuit, anyDay, anySnapshot, choose, dice } from './snapshot.ts';

const api = randomApi();

const document = `query (
  $from: ID!, $to: ID, $toKind: EntityKind, $via: [Relationship!], $direction: Direction, $maxLength: Int, $asOf: Date,
  $circuit: Circuit, $includeExpired: Boolean, $first: Int
) {
  paths(from: $from, to: $to, toKind: $toKind, via: $via, direction: $direction, maxLength: $maxLength, asOf: $asOf,
    circuit: $circuit, includeExpired: $includeExpired, first: $first) {
    cost length inForce steps { claim { id } direction from { id } to { id } inForce }
  }
}`;

/** Relationships that make cycles, so that many ways lead from one entity to another. */
const mix: readonly Relationship[] = [
  ...relationshipNames,
  'ALTERNATIVE_TO',
  'ALTERNATIVE_TO',
  'ALTERNATIVE_TO',
  'ALTERNATIVE_TO',
  'AVAILABLE_AT',
  'AVAILABLE_AT',
  'AVAILABLE_AT',
  'LEADS_TO',
  'LEADS_TO',
  'CONFERS',
  'REQUIRES',
  'COUNTS_AS',
];

/** More ways than this are too many to try: the API may say so too. */
const tooMany = 3000;

const goalKinds = ['RELIEF_TYPE', 'PROCEEDING_STAGE', 'CONSEQUENCE', 'POLICY_INSTRUMENT'] as const;
const cyclic = [...new Set(mix.slice(-12)), 'GOVERNED_BY' as const];

const anyQuestion = fc
  .record({
    snapshot: anySnapshot(mix, 70),
    ends: dice,
    via: fc.constantFrom(null, null, cyclic),
    direction: fc.constantFrom<Direction[]>('OUT', 'IN', 'BOTH'),
    maxLength: fc.constantFrom(1, 2, 3, 4, 5, 6),
    asOf: anyDay,
    circuit: anyCircuit,
    includeExpired: fc.boolean(),
    first: fc.constantFrom(1, 2, 3, 10, 100),
  })
  .map(({ snapshot, ends: [a = 0, b = 0, c], ...rest }) => {
    const linked = [...new Set(snapshot.claims.flatMap((claim) => [claim.from, claim.to]))];
    const ids = linked.length > 1 ? linked : snapshot.entities.map(({ id }) => id);
    const from = choose(ids, a);
    const to = choose(
      ids.filter((id) => id !== from),
      b,
    );
    const goal = choose<Pick<PathsQuestion, 'to' | 'toKind'>>(
      [
        { to, toKind: null },
        { to: null, toKind: choose(goalKinds, b) },
      ],
      c,
    );
    return { snapshot, question: { from, ...goal, ...rest } };
  });

test('finds the cheapest of all simple paths in order', { timeout: patience }, () =>
  onRandomGraphs(450, anyQuestion, async ({ snapshot, question }) => {
    const { data, errors } = await api.answer(snapshot, document, question);
    const { answer, tried } = paths(snapshot, question);
    if (tried > tooMany && errors.length > 0) return;
    expect(errors).toEqual([]);
    const found = (data as Data).paths.map(
      ({ cost, length, inForce, steps }: Data): PathAnswer => ({
        cost,
        length,
        inForce,
        steps: steps.map(({ claim, direction, from, to, inForce: holds }: Data) => ({
          claim: claim.id,
          direction,
          from: from.id,
          to: to.id,
          inForce: holds,
        })),
      }),
    );
    expect(found).toEqual(answer);
  }),
);

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { entityFields, kinds } from '../../src/graph/kinds.ts';
import type { Claim, Entity, Snapshot } from '../../src/graph/records.ts';
import { relationshipNames, relationships } from '../../src/graph/relationships.ts';
import { anySnapshot } from './snapshot.ts';

/** What breaks a promise of the seed check: a field that does not fit, an end of a kind that is not allowed, an id that comes twice. */
function faultsOf({ entities, claims }: Snapshot): string[] {
  const kindOf = new Map(entities.map(({ id, kind }) => [id, kind]));
  const all = [...entities, ...claims].map(({ id }) => id);
  const entityFaults = entities.flatMap(({ kind, ...fields }: Entity) => {
    const { error } = z.strictObject({ ...entityFields, ...kinds[kind].fields }).safeParse(fields);
    return error ? [`${fields.id}: ${error.message}`] : [];
  });
  const claimFaults = claims.flatMap((claim: Claim) => {
    const { from, to, fields } = relationships[claim.relationship];
    const { error } = z.object(fields).safeParse(claim);
    const ends = [
      ...from.filter((kind) => kind === kindOf.get(claim.from)),
      ...to.filter((kind) => kind === kindOf.get(claim.to)),
    ];
    return [...(error ? [`${claim.id}: ${error.message}`] : []), ...(ends.length === 2 ? [] : [`${claim.id} has a wrong end`])];
  });
  return [...entityFaults, ...claimFaults, ...all.filter((id, index) => all.indexOf(id) !== index)];
}

test('makes graphs that the seed check would accept', () => {
  fc.assert(
    fc.property(anySnapshot(relationshipNames, 80), (snapshot) => {
      expect(faultsOf(snapshot)).toEqual([]);
      expect(snapshot.entities.length).toBeLessThanOrEqual(40);
    }),
    { numRuns: 50, seed: 20_240_301 },
  );
});

import { expect, test } from 'vitest';
import type { Data } from '../engines.ts';
import { onRandomGraphs, patience, randomApi } from './api.ts';
import { anyPathsQuestion, pathsDocument } from './cases.ts';
import { type PathAnswer, paths } from './reference.ts';

const api = randomApi();

/** More ways than this are too many to try: the API may say so too. */
const tooMany = 3000;

test('finds the cheapest of all simple paths in order', { timeout: patience }, () =>
  onRandomGraphs(450, anyPathsQuestion, async ({ snapshot, question }) => {
    const { data, errors } = await api.answer(snapshot, pathsDocument, question);
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

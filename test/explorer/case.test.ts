import { describe, expect, test } from 'vitest';
import { type Case, factFrom, factInWords, questionAfter, type Remains } from '../../src/explorer/part/case.ts';

describe('facts', () => {
  test.each([
    [{ boolean: false }, 'No'],
    [{ duration: 'P1Y' }, '1 year'],
    [{ duration: 'P0Y' }, '0 days'],
    [{ duration: 'P90D' }, '90 days'],
    [{ date: '2014-03-03' }, 'March 3, 2014'],
    [{ count: 2 }, '2'],
    [{ money: 150_050 }, '$1,500.50'],
    [{ choice: 'spouse' }, 'spouse'],
  ] as const)('says the fact %o as a person would', (value, words) => {
    expect(factInWords(value as Parameters<typeof factInWords>[0])).toBe(words);
  });

  test.each([
    ['DATE', '2014-03-03', { date: '2014-03-03' }],
    ['COUNT', '2', { count: 2 }],
    ['MONEY', '1500.5', { money: 150_050 }],
    ['MONEY', '19.99', { money: 1999 }],
  ] as const)('reads the %s %s', (valueType, typed, value) => {
    expect(factFrom(valueType, typed)).toEqual(value);
  });
});

describe('the next question', () => {
  const factor = (id: string) => ({ id, title: id, question: `${id}?`, valueType: 'BOOLEAN' as const, choices: [] });
  const option = (status: string, ...ids: string[]) => ({ status, assessment: { missing: ids.map(factor) } });
  const remains = {
    nextQuestion: { factor: factor('next'), settles: 2 },
    options: [option('NEEDS_FACTS', 'next', 'second'), option('NEEDS_FACTS', 'third'), option('BLOCKED', 'never')],
  } as unknown as Remains;
  const known = (given: string[], skipped: string[]): Case => ({
    relief: null,
    because: [],
    given: given.map((id) => ({ factor: factor(id), value: { boolean: true } })),
    skipped: skipped.map(factor),
  });

  test.each([
    [[], [], 'next'],
    [[], ['next'], 'second'],
    [['second'], ['next'], 'third'],
    [[], ['next', 'second', 'third'], undefined],
  ] as const)('after %o, with %o left open, is %s', (given, skipped, id) => {
    expect(questionAfter(remains, known([...given], [...skipped]))?.id).toBe(id);
  });
});

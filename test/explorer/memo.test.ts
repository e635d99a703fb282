import { describe, expect, test } from 'vitest';
import { type Memo, markdown, memoOf } from '../../src/explorer/part/memo.ts';
import { withoutSubject } from '../../src/explorer/part/option-parts.ts';

const relief = (id: string, title: string) => ({ id, kind: 'RELIEF_TYPE' as const, title });
const asylum = relief('asylum', 'Asylum');
const closure = relief('administrative-closure', 'Administrative closure');

const claim = (sentence: string, sources: readonly { citation: string; url: string | null }[]) => ({
  id: sentence,
  relationship: 'REQUIRES' as const,
  sentence,
  note: null,
  validFrom: null,
  validTo: null,
  circuits: [],
  support: 'PAGE_READ' as const,
  verified: null,
  from: asylum,
  to: closure,
  sources: sources.map((source) => ({ ...source, document: { id: 'ina-208', title: 'INA 208' } })),
});

const cited = claim('“Asylum” requires “Fear”.', [{ citation: 'INA 208(b)', url: 'https://example.org/208' }]);
const factor = {
  id: 'continuous-physical-presence',
  title: 'Presence',
  question: 'How long have you lived here?',
  valueType: 'DURATION' as const,
  choices: [],
};

const memo = {
  remains: {
    denied: relief('prosecutorial-discretion', 'Discretion'),
    stage: null,
    asOf: '2026-03-01',
    options: [
      {
        remedy: asylum,
        status: 'NEEDS_FACTS',
        sentence: '“Asylum” needs facts.',
        alternative: [],
        sameGround: [],
        availability: [],
        deadlines: [],
        assessment: { missing: [] },
      },
      {
        remedy: closure,
        status: 'BLOCKED',
        sentence: '“Administrative closure” is blocked.',
        alternative: [],
        sameGround: [],
        availability: [],
        deadlines: [],
        assessment: { missing: [] },
      },
    ],
    warnings: [claim('“Discretion” carries a risk: Notice_to_Appear.', [])],
    nextQuestion: null,
  },
  details: new Map([
    [
      'asylum',
      {
        assess: {
          requirements: [{ group: null, finding: 'UNKNOWN', sentence: '“Asylum” requires “Fear”: not known.', claims: [cited] }],
          bars: [
            {
              finding: 'MET',
              sentence: '“Asylum” is barred by “One year”: applies.',
              claims: [cited],
              liftedBy: [relief('changed', 'Changed circumstances')],
              waivers: [],
            },
          ],
          discretion: [],
          policy: [],
          barringGrounds: [],
        },
        node: {
          summary: 'Protection.',
          caveat: null,
          unavailableAt: [],
          filedOn: [],
          confers: [],
          doesNotConfer: [],
          risks: [],
          deadlines: {
            totalCount: 1,
            nodes: [
              {
                ...cited,
                sentence: 'The deadline “One year” applies to “Asylum”.',
                from: {
                  id: 'one-year',
                  kind: 'DEADLINE' as const,
                  title: 'One year',
                  length: 1,
                  unit: 'YEARS' as const,
                  startsOn: 'the last arrival',
                  tolling: null,
                  ifMissed: 'barred',
                },
              },
            ],
          },
        },
      },
    ],
  ]),
  known: { relief: null, because: [], given: [{ factor, value: { duration: 'P12Y3M' } }], skipped: [] },
  circuit: 'CA9',
  dataset: { version: '2026-1', law: '2026-02-28', unverified: 7 },
  isAll: false,
} as unknown as Memo;

describe('the memo of a denial', () => {
  test('tells what was asked, the facts, the law of the day and who says so', () => {
    const text = markdown(memoOf(memo));
    for (const part of [
      '# After a denial: what may remain',
      'General legal information, never legal advice.',
      'The law of March 1, 2026. ReliefGraph dataset 2026-1, law read up to February 28, 2026.',
      '- Denied: Discretion',
      '- Court of appeals: 9th Circuit',
      '- How long have you lived here? 12 years, 3 months',
      '## Needs facts (1)',
      '### Asylum',
      '- Not known yet: Requires “Fear”: not known.\n  - Source read: [INA 208(b)](<https://example.org/208>)',
      '- Applies: Is barred by “One year”: applies.\n  - Lifted by: Changed circumstances',
      '  - Deadline: 1 year\n  - Counted from: the last arrival\n  - If it is missed: barred',
      '#### What it gives\n\nThe sources state none.',
      '## Blocked (1)\n',
      '- INA 208(b)\n  - https://example.org/208',
    ])
      expect(text).toContain(part);
  });

  test('says where no source is recorded, and leaves no sign to Markdown', () => {
    const text = markdown(memoOf(memo));
    expect(text).toContain(`${String.raw`Carries a risk: Notice\_to\_Appear.`}\n  - No source is recorded.`);
  });

  test('is not made when the details of an option that is not blocked are missing', () => {
    expect(() => memoOf({ ...memo, details: new Map() })).toThrow('The details of asylum are not there.');
  });

  test('names the remedy once, and leaves other sentences whole', () => {
    expect(withoutSubject('“Asylum” is barred by “Fear”.', 'Asylum')).toBe('Is barred by “Fear”.');
    expect(withoutSubject('The deadline applies to “Asylum”.', 'Asylum')).toBe('The deadline applies to “Asylum”.');
  });
});

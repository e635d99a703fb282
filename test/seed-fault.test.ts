import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { type Fault, faultText, SeedFault, type SeedFile } from '../seed/faults.ts';
import { readSeed } from '../seed/read.ts';
import { checkSeed } from '../seed/shape.ts';

/** Reading YAML takes its time on a busy machine. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const paths = [
  'authority/public-law.yaml',
  'era/eras.yaml',
  'factor/conduct.yaml',
  'factor/security.yaml',
  'factor/time.yaml',
  'ground/gmc.yaml',
  'instrument/dapa-rescission-2017.yaml',
  'motion/motion-to-advance.yaml',
  'relief/registry.yaml',
  'stage/administrative-removal.yaml',
  'topic/group-3.yaml',
  'track/track-daca.yaml',
];

/** One change of the sample: in a file, the first place of a text becomes another. */
type Edit = readonly [path: string, find: string, replacement: string];

/** A fault that must be there: file, a text that begins on its line, and the rest of its line. */
type Expected = readonly [path: string, marker: string, text: string];

let sample: readonly SeedFile[];
/** The sample lacks most of the law it points at; those faults are no news. */
let usual: ReadonlySet<string>;

const withoutLine = ({ file, message }: Fault) => `${file}: ${message}`;

beforeAll(async () => {
  sample = await Promise.all(paths.map(async (path) => ({ path, text: await readFile(join('seed', path), 'utf8') })));
  usual = new Set(checkSeed(sample).faults.map(withoutLine));
});

function edited(edits: readonly Edit[]): SeedFile[] {
  return sample.map(({ path, text }) => {
    const own = edits.filter(([at]) => at === path);
    for (const [, find] of own)
      if (!text.includes(find)) throw new Error(`${path} must have ${JSON.stringify(find)}, but has not`);
    return { path, text: own.reduce((now, [, find, replacement]) => now.replace(find, () => replacement), text) };
  });
}

function lineOf(files: readonly SeedFile[], path: string, marker: string): number {
  const text = files.find((file) => file.path === path)?.text ?? '';
  if (!text.includes(marker)) throw new Error(`${path} must have ${JSON.stringify(marker)}, but has not`);
  return text.slice(0, text.indexOf(marker)).split('\n').length;
}

/** Checks that the edits make just these faults. */
async function expectFaults(edits: readonly Edit[], expected: readonly Expected[]): Promise<void> {
  const files = edited(edits);
  const { faults } = checkSeed(files);
  const news = faults.filter((fault) => !usual.has(withoutLine(fault)));
  const lines = expected.map(([path, marker, text]) => `seed/${path}:${lineOf(files, path, marker)} ${text}`);
  expect(news.map(faultText)).toEqual(lines);
}

const registry = 'relief/registry.yaml';
const dapa = 'instrument/dapa-rescission-2017.yaml';
const daca = 'track/track-daca.yaml';
const eras = 'era/eras.yaml';

describe('the values of a file', () => {
  test('names the date that is no day of the calendar', () =>
    expectFaults(
      [[registry, 'from: 1986-11-06', 'from: 2020-02-30']],
      [
        [
          registry,
          'from: 2020-02-30',
          'registry.requires.continuous-residence-since: from must be a date YYYY-MM-DD or null, but got "2020-02-30"',
        ],
      ],
    ));

  test('names a key that is missing, at the map that lacks it', () =>
    expectFaults(
      [[registry, 'burden: applicant\n', '']],
      [[registry, 'id: registry', 'registry: burden must be words or null, but the key is missing']],
    ));

  test('names a key that no node of the kind has, and the nearest', () =>
    expectFaults(
      [[registry, 'burden: applicant\n', 'burden: applicant\nburdn: none\n']],
      [[registry, 'burdn: none', 'registry: must have only the keys of relief, but has burdn (the nearest key is burden)']],
    ));

  test('names a value outside its list', () =>
    expectFaults(
      [[registry, 'mode: DIRECT', 'mode: INDIRECT']],
      [
        [
          registry,
          'mode: INDIRECT',
          'registry.available-at.no-proceedings: mode must be one of DIRECT, PARALLEL, CONDITIONAL, VIA_REOPENING, AUTOMATIC, ' +
            'but got "INDIRECT"',
        ],
      ],
    ));

  test('takes circuits in lower case only', () =>
    expectFaults(
      [[registry, 'circuits: []', 'circuits: [ca5, CA9]']],
      [
        [
          registry,
          'circuits: [ca5, CA9]',
          'registry.available-at.no-proceedings: circuits[1] must be one of ca1, ca2, ca3, ca4, ca5, ca6, ca7, ca8, ca9, ca10, ca11, ' +
            'cadc, but got "CA9"',
        ],
      ],
    ));

  test('refuses a duration that is not ISO 8601', () =>
    expectFaults(
      [[registry, 'test: {op: LESS_THAN, value: P10Y}', 'test: {op: LESS_THAN, value: 10 years}']],
      [
        [
          registry,
          'test: {op: LESS_THAN, value: 10 years}',
          'registry.barred-by.time-since-in-absentia-order: test must be a test {op, value}: IS true or false; AT_LEAST, AT_MOST, ' +
            'MORE_THAN, LESS_THAN a duration or a whole number; BEFORE, AFTER a date; ONE_OF a list of words or null, ' +
            'but got {"op":"LESS_THAN","value":"10 years"}',
        ],
      ],
    ));

  test('refuses words that are blank', () =>
    expectFaults(
      [[registry, 'cap: none', 'cap: " "']],
      [[registry, 'cap: " "', 'registry: cap must be words or null, but got " "']],
    ));
});

describe('the form of a file', () => {
  test('names a key that stands twice, and goes on checking', () =>
    expectFaults(
      [
        [registry, 'cap: none', 'cap: none\ncap: 4,000 a year'],
        [registry, 'discretion: DISCRETIONARY', 'discretion: SOME'],
      ],
      [
        [registry, 'discretion: SOME', 'registry: discretion must be one of DISCRETIONARY, MANDATORY, MIXED, but got "SOME"'],
        [registry, 'cap: 4,000', 'must be YAML, but: Map keys must be unique'],
      ],
    ));

  test('names the line of an error of syntax, and blames no one who points there', () =>
    expectFaults(
      [[eras, '  posture: MODERATE', '  posture: [MODERATE']],
      [
        [
          eras,
          '  whyStart: Lennon',
          'must be YAML, but: Flow sequence in block collection must be sufficiently indented and end with a ]',
        ],
      ],
    ));

  test('refuses anchors and aliases', () =>
    expectFaults(
      [
        [daca, 'reviewed: null', 'reviewed: &none null'],
        [daca, 'caveat: Last seen 2026-09-01.', 'caveat: *none'],
      ],
      [
        [daca, 'reviewed: &none', 'must be without anchors and aliases, but has one'],
        [daca, 'caveat: *none', 'must be without anchors and aliases, but has one'],
      ],
    ));

  test('refuses a file that holds no map', async () => {
    const { faults } = checkSeed([{ path: 'form/form.yaml', text: '# nothing yet\n' }]);
    expect(faults.map(faultText)).toEqual(['seed/form/form.yaml:1 must hold a map or a list of maps, but has null']);
  });

  test('refuses a file in a folder of no kind', async () => {
    const { faults } = checkSeed([{ path: 'reliefs/asylum.yaml', text: 'id: asylum\n' }]);
    expect(faults.map(faultText)).toEqual([
      'seed/reliefs/asylum.yaml:1 must be a .yaml file in one of the folders relief, motion, stage, factor, era, instrument, track, ' +
        'deadline, ground, consequence, authority, adjudicator, form, topic, but is reliefs/asylum.yaml',
    ]);
  });
});

describe('claims', () => {
  test('demands of every relief its bars, though there be none', () =>
    expectFaults(
      [[registry, 'barredBy:\n', 'barred:\n']],
      [
        [registry, 'id: registry', 'registry: barredBy must be a list, but the key is missing ([] says that nothing is stated)'],
        [registry, 'barred:\n', 'registry: must have only the keys of relief, but has barred (the nearest key is barredBy)'],
      ],
    ));

  test('keeps a relationship to the kinds from which it may start', () =>
    expectFaults(
      [['stage/administrative-removal.yaml', 'decidedBy:', 'requires: []\ndecidedBy:']],
      [
        [
          'stage/administrative-removal.yaml',
          'requires: []',
          'administrative-removal: requires must start at relief or motion, but starts at stage',
        ],
      ],
    ));

  test('reads limits of a motion as words, though limits is a relationship of deadlines', () =>
    expectFaults(
      [['motion/motion-to-advance.yaml', 'limits: "Time: no time limit. Number and other limits: none."', 'limits: []']],
      [['motion/motion-to-advance.yaml', 'limits: []', 'motion-to-advance: limits must be words or null, but got []']],
    ));

  test('keeps a relationship to the kinds at which it may end', () =>
    expectFaults(
      [[registry, 'stage: no-proceedings', 'form: no-proceedings']],
      [
        [
          registry,
          '- id: registry.available-at.no-proceedings',
          'registry.available-at.no-proceedings: must name its target under one of stage, but names none',
        ],
        [
          registry,
          'form: no-proceedings',
          'registry.available-at.no-proceedings: availableAt must end at stage, but ends at form',
        ],
      ],
    ));

  test('names a target that is not there', () =>
    expectFaults(
      [
        [registry, 'registry.requires.good-moral-character', 'registry.requires.good-character'],
        [registry, 'factor: good-moral-character', 'factor: good-character'],
      ],
      [
        [
          registry,
          'factor: good-character',
          'registry.requires.good-character: factor must be an id in factor/, but got "good-character": there is none',
        ],
      ],
    ));

  test('names a source that is of another kind', () =>
    expectFaults(
      [[dapa, 'sources: [{authority: ina-103,', 'sources: [{authority: good-moral-character,']],
      [
        [
          dapa,
          'sources: [{authority: good-moral-character,',
          'dapa-rescission-2017.governed-by.ina-103: sources[0].authority must be an id in authority/ or instrument/, ' +
            'but got "good-moral-character": it is in factor/',
        ],
      ],
    ));

  test('names a reference in a field that is not there', () =>
    expectFaults(
      [[registry, 'unless: []', 'unless: [good-moral-character, no-such-exception]']],
      [
        [
          registry,
          'unless: [good-moral-character, no-such-exception]',
          'registry.barred-by.terrorism-or-security-ground: unless[1] must be an id in factor/, but got "no-such-exception": there is none',
        ],
      ],
    ));

  test('holds a claim id to its node, relationship and target', () =>
    expectFaults(
      [[registry, 'id: registry.requires.good-moral-character', 'id: registry.needs.good-moral-character']],
      [
        [
          registry,
          'id: registry.needs',
          'registry.needs.good-moral-character: id must be registry.requires.good-moral-character or ' +
            'registry.requires.good-moral-character.<number>, but got "registry.needs.good-moral-character"',
        ],
      ],
    ));

  test('refuses a claim that ends before it begins', () =>
    expectFaults(
      [[registry, 'from: 1986-11-06\n  to: null', 'from: 1986-11-06\n  to: 1986-11-06']],
      [
        [
          registry,
          'to: 1986-11-06',
          'registry.requires.continuous-residence-since: to must be after from (1986-11-06), but got 1986-11-06',
        ],
      ],
    ));

  test('refuses support that is at odds with the sources', () =>
    expectFaults(
      [[registry, 'sources: [{authority: ina-249, pinpoint: null}]', 'sources: []']],
      [
        [
          registry,
          'support: CITED',
          'registry.available-at.no-proceedings: support must fit sources, but is CITED with 0 of them',
        ],
      ],
    ));
});

describe('tests of a factor', () => {
  test('takes only IS of a factor that is so or not', () =>
    expectFaults(
      [
        [
          registry,
          'factor: good-moral-character\n  test: {op: IS, value: true}',
          'factor: good-moral-character\n  test: {op: AT_LEAST, value: 1}',
        ],
      ],
      [
        [
          registry,
          'test: {op: AT_LEAST, value: 1}',
          'registry.requires.good-moral-character: test must be IS, as good-moral-character is BOOLEAN, but got {"op":"AT_LEAST","value":1}',
        ],
      ],
    ));

  test('takes only BEFORE or AFTER of a factor that is a date', () =>
    expectFaults(
      [[registry, '{op: BEFORE, value: 1972-01-01}', '{op: AT_LEAST, value: P50Y}']],
      [
        [
          registry,
          'test: {op: AT_LEAST, value: P50Y}',
          'registry.requires.continuous-residence-since: test must be BEFORE or AFTER, as continuous-residence-since is DATE, ' +
            'but got {"op":"AT_LEAST","value":"P50Y"}',
        ],
      ],
    ));

  test('takes only choices that the factor has', () =>
    expectFaults(
      [
        ['factor/conduct.yaml', 'valueType: BOOLEAN\n  choices: []', 'valueType: CHOICE\n  choices: [good, bad]'],
        [
          registry,
          'factor: good-moral-character\n  test: {op: IS, value: true}',
          'factor: good-moral-character\n  test: {op: ONE_OF, value: [good, fair]}',
        ],
      ],
      [
        [
          registry,
          'test: {op: ONE_OF',
          'registry.requires.good-moral-character: test must be ONE_OF its choices, as good-moral-character is CHOICE, ' +
            'but got {"op":"ONE_OF","value":["good","fair"]}',
        ],
      ],
    ));

  test('takes only IS of a ground', () =>
    expectFaults(
      [
        [
          registry,
          'registry.barred-by.alien-smuggling\n  factor: alien-smuggling\n  test: {op: IS, value: true}',
          'registry.barred-by.gmc-habitual-drunkard\n  ground: gmc-habitual-drunkard\n  test: {op: AT_LEAST, value: P180D}',
        ],
      ],
      [
        [
          registry,
          'test: {op: AT_LEAST, value: P180D}',
          'registry.barred-by.gmc-habitual-drunkard: test must be IS, as gmc-habitual-drunkard is a ground, ' +
            'but got {"op":"AT_LEAST","value":"P180D"}',
        ],
      ],
    ));
});

describe('ids', () => {
  test('keeps ids unique over all kinds', () =>
    expectFaults(
      [['factor/conduct.yaml', '- id: means-and-intent-to-depart', '- id: track-daca']],
      [
        [
          'factor/conduct.yaml',
          '  - id: means-and-intent-to-depart.governed-by.ina-240b',
          'means-and-intent-to-depart.governed-by.ina-240b: id must be track-daca.governed-by.ina-240b or ' +
            'track-daca.governed-by.ina-240b.<number>, but got "means-and-intent-to-depart.governed-by.ina-240b"',
        ],
        [daca, 'id: track-daca', 'track-daca: id must be unique, but is also in seed/factor/conduct.yaml'],
      ],
    ));

  test('keeps claim ids unique', () =>
    expectFaults(
      [
        [
          dapa,
          '- id: dapa-rescission-2017.terminates.daca-expanded\n  relief: daca-expanded',
          '- relief: dapa\n  id: dapa-rescission-2017.terminates.dapa',
        ],
      ],
      [
        [
          dapa,
          '  id: dapa-rescission-2017.terminates.dapa',
          'dapa-rescission-2017.terminates.dapa: id must be unique, but is also in seed/instrument/dapa-rescission-2017.yaml',
        ],
      ],
    ));

  test('takes only kebab-case ids', () =>
    expectFaults(
      [[daca, 'id: track-daca', 'id: Track_DACA']],
      [[daca, 'id: Track_DACA', 'Track_DACA: id must be a kebab-case ASCII id, but got "Track_DACA"']],
    ));

  test('holds a statement id to its topic, and its carriers to what exists', () =>
    expectFaults(
      [
        ['topic/group-3.yaml', 'id: topic-related-areas.statement.1', 'id: related.statement.1'],
        ['topic/group-3.yaml', 'juvenile-court-predicate-order]', 'no-such-thing]'],
      ],
      [
        [
          'topic/group-3.yaml',
          '  - id: related.statement.1',
          'related.statement.1: id must begin with topic-related-areas., but got "related.statement.1"',
        ],
        [
          'topic/group-3.yaml',
          '    carriedBy: [',
          'related.statement.1: carriedBy[1] must be the id of an entity or a claim, but got "no-such-thing": there is none',
        ],
      ],
    ));
});

describe('intervals', () => {
  test('leaves no gap between eras', () =>
    expectFaults(
      [[eras, '  from: 1987-10-21', '  from: 1987-10-22']],
      [
        [
          eras,
          '  from: 1987-10-22',
          'era-02-family-fairness: from must be the day on which era-01-nonpriority ends (1987-10-21), but got 1987-10-22',
        ],
      ],
    ));

  test('leaves only the last era open', () =>
    expectFaults(
      [[eras, '  to: 1987-10-21', '  to: null']],
      [[eras, '  to: null', 'era-01-nonpriority: to must be a date, as only the last era is open, but got null']],
    ));

  test('refuses intervals of a track that overlap', () =>
    expectFaults(
      [[daca, '{from: 2012-08-15,', '{from: 2012-08-14,']],
      [
        [
          daca,
          '- {from: 2012-08-14,',
          'track-daca: intervals[1] must not overlap another interval, but 2012-08-14 to 2017-09-05 overlaps 2012-06-15 to 2012-08-15',
        ],
      ],
    ));

  test('refuses states of an instrument that overlap', () =>
    expectFaults(
      [
        [
          dapa,
          'status: [{from: 2017-06-15, to: null, state: IN_FORCE, note: null}]',
          'status:\n- {from: 2017-06-15, to: null, state: IN_FORCE, note: null}\n- {from: 2018-01-01, to: null, state: PARTIAL, note: null}',
        ],
      ],
      [
        [
          dapa,
          '- {from: 2018-01-01',
          'dapa-rescission-2017: status[1] must not overlap another interval, but 2018-01-01 to … overlaps 2017-06-15 to …',
        ],
      ],
    ));
});

test('lists every fault of every file at once, by file and line', () =>
  expectFaults(
    [
      [registry, 'mode: DIRECT', 'mode: INDIRECT'],
      [registry, 'cap: none\n', ''],
      [eras, '  posture: CATEGORICAL', '  posture: HARSH'],
      [daca, 'governing: [daca-memo-2012], note: announced', 'governing: [good-moral-character], note: announced'],
    ],
    [
      [
        eras,
        '  posture: HARSH',
        'era-02-family-fairness: posture must be one of BROAD, CATEGORICAL, MODERATE, LIMITED, MINIMAL, but got "HARSH"',
      ],
      [registry, 'id: registry', 'registry: cap must be words or null, but the key is missing'],
      [
        registry,
        '  mode: INDIRECT',
        'registry.available-at.no-proceedings: mode must be one of DIRECT, PARALLEL, CONDITIONAL, VIA_REOPENING, AUTOMATIC, ' +
          'but got "INDIRECT"',
      ],
      [
        daca,
        '- {from: 2012-06-15',
        'track-daca: intervals[0].governing[0] must be an id in instrument/, but got "good-moral-character": it is in factor/',
      ],
    ],
  ));

test('throws an error that lists the faults of a folder', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'seed-'));
  for (const { path, text } of edited([[registry, 'cap: none\n', '']])) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  const error: unknown = await readSeed(folder).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(SeedFault);
  const { faults, message } = error as SeedFault;
  expect(faults).toHaveLength(checkSeed(sample).faults.length + 1);
  expect(message).toContain('\nseed/relief/registry.yaml:1 registry: cap must be words or null, but the key is missing');
});

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { onEachEngine } from './engines.ts';

const texts = JSON.parse(readFileSync('src/generated/explorer/persisted-documents.json', 'utf8')) as Readonly<
  Record<string, string>
>;
const nameOf = (text: string): string => text.match(/\bquery (\w+)/)?.[1] ?? '';

const day = '2026-06-01';
const facts = [{ factor: 'continuous-physical-presence', value: { duration: 'P12Y' } }];
const states = ['IN_FORCE', 'PARTIAL', 'SUSPENDED'];

/** What each view asks with, where it asks for much. */
const variables: Readonly<Record<string, object>> = {
  About: {},
  AfterDenial: { relief: 'prosecutorial-discretion', stage: 'master-calendar-hearing', facts, asOf: day, scope: 'ALL_AT_STAGE' },
  Around: { id: 'prosecutorial-discretion', asOf: day },
  Changes: { from: '2016-06-01', to: '2018-06-01', first: 50 },
  ClaimById: { id: 'asylum.requires.well-founded-fear' },
  Claims: { id: 'prosecutorial-discretion', relationships: ['ALTERNATIVE_TO', 'CONFERS'] },
  Complete: { prefix: 'canc' },
  DenialChoices: { ids: ['asylum', 'cancellation-nonlpr', 'prosecutorial-discretion'] },
  DenialFactors: {},
  DenialGrounds: {},
  DenialOption: { remedy: 'asylum', facts, stage: 'master-calendar-hearing', asOf: day },
  DenialRemedy: { id: 'prosecutorial-discretion', asOf: day },
  EntityName: { id: 'asylum' },
  EntityPage: { id: 'asylum' },
  Find: { text: 'green card' },
  PolicyCompare: { from: '2016-06-01', to: '2018-06-01' },
  PolicyDay: { date: '2018-06-01', dayBefore: '2018-05-31', states },
  PolicyEras: {},
  PolicyInstruments: { date: '2018-06-01', states },
  PolicyStates: { ids: ['texas-v-us-pi-2015', 'ead-rule-c14-1987'] },
  Routes: {
    from: 'prosecutorial-discretion',
    to: 'work-permit-eligible',
    via: ['ALTERNATIVE_TO', 'CONFERS'],
    direction: 'OUT',
    maxLength: 2,
    asOf: day,
    first: 10,
  },
};

onEachEngine((api) => {
  test.each(Object.values(texts).map((text) => [nameOf(text), text]))(
    'what the explorer asks is answered: %s',
    async (name, text) => {
      expect(variables, `variables for ${name}`).toHaveProperty(name);
      const data = await api.ask(text, variables[name]);
      expect(Object.values(data).filter((value) => value === null || value?.length === 0)).toEqual([]);
    },
  );
});

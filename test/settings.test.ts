import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { InvalidSetting, readSettings, settingNames } from '../src/settings.ts';

test('serves from memory on port 4000 when nothing is set', () => {
  expect(readSettings({})).toMatchObject({ port: 4000, host: 'localhost', logLevel: 'info', budgetMs: 5000, neo4j: null });
});

test('are the ones of the README, each with the default that it names', () => {
  const rows = readFileSync('README.md', 'utf8').matchAll(/^\| `([A-Z0-9_]+)` \| (?:`(.*?)`)? ?\|/gm);
  const documented = Object.fromEntries([...rows].map(([, name, value]) => [name, value]));
  expect(Object.keys(documented).sort()).toEqual([...settingNames].sort());
  expect(readSettings(documented)).toEqual(readSettings({}));
});

test('counts an empty variable as not set', () => {
  expect(readSettings({ NEO4J_URI: '', PORT: '' })).toEqual(readSettings({}));
});

test('reads a Neo4j server and how to reach it', () => {
  const { neo4j } = readSettings({
    NEO4J_URI: 'neo4j+s://example.org',
    NEO4J_USER: 'reader',
    NEO4J_PASSWORD: 'secret',
    READ_BUDGET_MS: '900',
  });
  expect(neo4j).toMatchObject({
    uri: 'neo4j+s://example.org',
    user: 'reader',
    password: 'secret',
    database: 'neo4j',
    budgetMs: 900,
  });
});

test('names every variable that breaks its rule, what came, and an example', () => {
  const read = () => readSettings({ PORT: 'many', NEO4J_URI: 'http://localhost', LOG_LEVEL: 'loud' });
  expect(read).toThrow(InvalidSetting);
  for (const part of [
    'PORT: ',
    'but got "many"',
    'PORT=4000',
    'but got "http://localhost"',
    'NEO4J_URI=neo4j://localhost:7687',
    'LOG_LEVEL',
  ]) {
    expect(read).toThrow(part);
  }
});

test('cannot be changed once read', () => {
  expect(Object.isFrozen(readSettings({}))).toBe(true);
});

import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import {
  ChangesDocument,
  type InstrumentState,
  PolicyCompareDocument,
  PolicyDayDocument,
} from '../../src/generated/explorer/graphql.ts';
import { askApi, savedRows } from './api.ts';
import { faultsInEachLook, inBrowser, violations } from './browser.ts';

const states: InstrumentState[] = ['IN_FORCE', 'PARTIAL', 'SUSPENDED', 'PENDING', 'UNKNOWN'];
const [first, second] = ['2016-06-01', '2018-06-01'];
const comparison = `/time?on=${second}&with=${first}`;

const dayInHead = (page: Page) => page.getByLabel('Law of').inputValue();
const era = (page: Page, title: string) => page.getByRole('radio', { name: title });

inBrowser('policy over time', (explorer) => {
  const policyOn = async (date: string) => {
    const before = new Date(Date.parse(date) - 86_400_000).toISOString().slice(0, 10);
    return askApi(explorer.url, PolicyDayDocument, { date, dayBefore: before, states });
  };

  test('has no fault for axe and fits in light, in dark and on a phone, two days compared', async () => {
    const page = await explorer.open(comparison);
    await page.getByRole('heading', { name: 'Policy on June 1, 2018' }).waitFor();
    await page.locator('.changes li').first().waitFor();
    expect(await faultsInEachLook(page)).toEqual([]);
  });

  test('goes to an era: its first day is the day of every view, and its policy is shown as the API tells it', async () => {
    const page = await explorer.open('/time?on=2018-01-01');
    await era(page, 'Mayorkas guidelines, first period').click();
    await page.getByRole('heading', { name: 'Policy on November 29, 2021' }).waitFor();
    expect(await dayInHead(page)).toBe('2021-11-29');
    expect(await era(page, 'Mayorkas guidelines, first period').getAttribute('aria-checked')).toBe('true');
    const { policyOn: told } = await policyOn('2021-11-29');
    expect(await page.locator('.era-of-day h3').textContent()).toBe(told.era?.title);
    expect(await page.locator('.era-of-day').getByText('Discretion: used widely').count()).toBe(1);
    const tracks = await page
      .locator('.tracks > li')
      .evaluateAll((all) =>
        all.map((each) => [
          each.querySelector('h4')?.textContent,
          [...each.querySelectorAll('li')].map(({ textContent }) => textContent),
        ]),
      );
    expect(tracks).toEqual(told.tracks.map(({ track, governing }) => [track.title, governing.map(({ title }) => title)]));
    for (const state of states) {
      const count = told.instruments.filter((each) => each.state === state).length;
      const group = page.locator(`.by-state[data-state="${state}"]`);
      expect(await group.count()).toBe(count === 0 ? 0 : 1);
      if (count > 0) expect(await group.locator('h4 .quiet').textContent()).toBe(String(count));
    }
    await page.getByRole('link', { name: 'Connections' }).click();
    expect(await dayInHead(page)).toBe('2021-11-29');
  });

  test('walks along the eras and to the next changes by keyboard, and back again', async () => {
    const page = await explorer.open('/time?on=2017-02-20');
    const { before, policyOn: told } = await policyOn('2017-02-20');
    await era(page, 'No class exempt (first Trump term').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Policy on May 17, 2018' }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { name: 'Policy on February 20, 2017' }).waitFor();
    await page.getByRole('button', { name: 'Next change:' }).press('Enter');
    await page.waitForURL(`**/time?on=${told.nextChange}`);
    await page.getByRole('button', { name: 'Earlier change: February 20, 2017' }).press('Enter');
    await page.getByRole('heading', { name: 'Policy on February 20, 2017' }).waitFor();
    await page.getByRole('button', { name: 'Earlier change:' }).press('Enter');
    await page.waitForURL(`**/time?on=${before.lastChange}`);
    expect(before.lastChange && before.lastChange < '2017-02-20').toBe(true);
  });

  test('shows a dozen of a long list and all on demand, and those out of force when asked', async () => {
    const page = await explorer.open('/time?on=2018-06-01');
    const inForce = page.locator('.by-state[data-state="IN_FORCE"]');
    await inForce.waitFor();
    expect(await inForce.locator('li').count()).toBe(12);
    const { policyOn: told } = await policyOn('2018-06-01');
    const count = told.instruments.filter(({ state }) => state === 'IN_FORCE').length;
    await inForce.getByRole('button', { name: `Show all ${count}` }).click();
    expect(await inForce.locator('li').count()).toBe(count);
    expect(await page.locator('.by-state[data-state="ENDED"]').count()).toBe(0);
    await page.getByRole('button', { name: 'Show also those out of force' }).click();
    await page.locator('.by-state[data-state="ENDED"] li').first().waitFor();
    const { name, rows } = await savedRows(page, 'Save the instruments of this day as CSV');
    expect(name).toBe('policy-2018-06-01.csv');
    expect(rows.map(({ id, state, since }) => [id, state, since])).toEqual(
      told.instruments.map(({ instrument, state, since }) => [instrument.id, state, since ?? '']),
    );
  });

  test('draws the states of the instruments over time, whose days lead to the policy of those days', async () => {
    const page = await explorer.open('/time?on=2018-06-01');
    await page.getByRole('button', { name: 'Show how their states changed over time' }).click();
    const rows = page.getByRole('list', { name: 'States over time' }).locator('> li');
    const order = rows.filter({ hasText: 'Executive Order 13768' });
    await page.getByRole('button', { name: /Show all \d+: States over time/ }).click();
    expect(await rows.count()).toBe(await policyOn('2018-06-01').then(({ policyOn: told }) => told.instruments.length));
    const drawn = await order
      .locator('.state-bar .span')
      .evaluateAll((all) => all.map((each) => (each as HTMLElement).dataset.state));
    const told = await order.locator('.state-name').evaluateAll((all) => all.map((each) => (each as HTMLElement).dataset.state));
    expect(drawn).toEqual(told);
    expect(drawn.slice(0, 2)).toEqual(['IN_FORCE', 'PARTIAL']);
    expect(await violations(page)).toEqual([]);
    await order.getByRole('link', { name: 'April 25, 2017' }).first().click();
    await page.getByRole('heading', { name: 'Policy on April 25, 2017' }).waitFor();
  });

  test('compares two days: what differs and every change between them, also as CSV', async () => {
    const page = await explorer.open(comparison);
    const { comparePolicy } = await askApi(explorer.url, PolicyCompareDocument, { from: first, to: second });
    await page.getByRole('heading', { name: 'What differs between June 1, 2016 and June 1, 2018' }).waitFor();
    const differing = page.getByRole('list', { name: 'Instruments whose state differs' }).getByRole('listitem');
    await page.getByRole('button', { name: `Show all ${comparePolicy.instruments.length}` }).click();
    expect(await differing.locator('.what').allTextContents()).toEqual(
      comparePolicy.instruments.map(({ after }) => after.instrument.title),
    );
    const order = differing.filter({ hasText: 'Executive Order 13768' });
    expect(await order.locator('.state-name').allTextContents()).toEqual(['Not yet there', 'In force in part']);
    const { lawChanges } = await askApi(explorer.url, ChangesDocument, { from: first, to: second, first: 100, after: null });
    const shown = page.locator('.changes li');
    expect(await shown.count()).toBe(50);
    await page.getByRole('button', { name: 'Show more' }).click();
    await page.getByText(`100 of ${lawChanges.totalCount} changes`).waitFor();
    expect(await shown.allTextContents()).toEqual(
      lawChanges.nodes.map(({ sentence }) => expect.stringContaining(sentence.slice(0, 12))),
    );
    const { rows } = await savedRows(page, 'Save all these changes as CSV');
    expect(rows.length).toBe(lawChanges.totalCount);
    expect(rows.slice(0, 100).map(({ sentence }) => sentence)).toEqual(lawChanges.nodes.map(({ sentence }) => sentence));
    const differences = await savedRows(page, 'Save the differences as CSV');
    expect(differences.rows.find(({ title }) => title?.startsWith('Executive Order 13768'))).toMatchObject({
      from: first,
      to: second,
      before: 'NOT_YET',
      after: 'PARTIAL',
    });
  });

  test('says that nothing changed only where the API says so, and puts the earlier day first', async () => {
    const page = await explorer.open('/time?on=1980-01-02');
    await page.getByLabel('Compare with').fill('1980-01-01');
    await page.getByRole('heading', { name: 'What differs between January 1, 1980 and January 2, 1980' }).waitFor();
    await page.getByText('Nothing changed between these days').waitFor();
    await page.getByText('no instrument is in another state').waitFor();
    await page.getByRole('button', { name: 'Swap the two days' }).click();
    await page.waitForURL('**/time?on=1980-01-01&with=1980-01-02');
    await page.getByRole('heading', { name: 'What differs between January 1, 1980 and January 2, 1980' }).waitFor();
    await page.getByRole('button', { name: 'Stop comparing' }).click();
    await page.getByRole('heading', { name: 'What differs' }).waitFor({ state: 'detached' });
  });

  test('says that a read failed, never that nothing changed, and recovers', async () => {
    const page = await explorer.open('/time?on=2018-06-01');
    await page.route('**/graphql?*', (route) => route.abort());
    await page.getByRole('button', { name: 'A year before' }).click();
    const compare = page.locator('.compare');
    await compare.getByRole('alert').first().getByText('that is not the same as “none”').waitFor();
    await compare.getByRole('alert').nth(1).waitFor();
    expect(await page.getByText('Nothing changed').or(page.getByText('no instrument is in another state')).count()).toBe(0);
    await page.unroute('**/graphql?*');
    await compare.getByRole('button', { name: 'Try again' }).first().click();
    await compare.getByRole('heading', { name: 'Instruments whose state differs' }).waitFor();
    await compare.getByRole('button', { name: 'Try again' }).click();
    await page.locator('.changes li').first().waitFor();
    expect(explorer.errors.splice(0).every((error) => error.includes('ERR_FAILED'))).toBe(true);
  });
});

import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { RoutesDocument } from '../../src/generated/explorer/graphql.ts';
import { askApi, savedRows } from './api.ts';
import { faultsInEachLook, inBrowser } from './browser.ts';

const day = '2026-01-01';
const toPermit = `/path?on=${day}&from=prosecutorial-discretion&to=work-permit-eligible`;
const backwards = `/path?on=${day}&from=work-permit-eligible&to=prosecutorial-discretion`;
const asked = { asOf: day, circuit: null, via: null, maxLength: 4, first: 10 };

/** A text without the marks in which sentences quote titles: on a page, a title is a link instead. */
const unquoted = (text: string): string => text.replaceAll(/[“”]/g, '');

const drawn = (page: Page) =>
  page
    .locator('.chain')
    .evaluateAll((chains) =>
      chains.map((chain) => [...chain.querySelectorAll<HTMLElement>('.thing')].map(({ dataset }) => dataset.entity)),
    );

/** Puts words into the field that has the focus, at once so that they are asked for once, and goes down the suggestions to one. */
async function choose(page: Page, typed: string, title: string): Promise<void> {
  await page.keyboard.insertText(typed);
  const option = page.getByRole('option', { name: title }).first();
  await option.waitFor();
  for (let down = 0; down < 12 && (await option.getAttribute('data-focused')) === null; down++)
    await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
}

inBrowser('connections', (explorer) => {
  test('have no fault for axe and fit in light, in dark and on a phone, all opened', async () => {
    const page = await explorer.open(toPermit);
    await page.getByRole('button', { name: 'Which relationships: all' }).click();
    await page.getByRole('button', { name: 'Dates and sources of step 1 of way 1', exact: true }).click();
    await page.getByRole('list', { name: 'Sources' }).first().waitFor();
    expect(await faultsInEachLook(page)).toEqual([]);
  });

  test('tell each way as sentences and draw the same steps, as the API gives them', async () => {
    const page = await explorer.open(toPermit);
    const ends = { from: 'prosecutorial-discretion', to: 'work-permit-eligible' };
    const { paths } = await askApi(explorer.url, RoutesDocument, { ...asked, ...ends, direction: 'OUT' });
    await page.getByRole('heading', { name: 'Way 1: 2 steps' }).waitFor();
    expect(paths.length).toBe(10);
    expect(await drawn(page)).toEqual(paths.map(({ steps }) => [ends.from, ...steps.map(({ to }) => to.id)]));
    const told = await page.locator('.steps > li > p').allTextContents();
    expect(told.map(unquoted)).toEqual(paths.flatMap(({ steps }) => steps.map(({ sentence }) => unquoted(sentence))));
    const label = (await page.getByRole('img', { name: 'Drawing of way 1:' }).getAttribute('aria-label')) ?? '';
    for (const { from, to } of paths[0]?.steps ?? [])
      expect([label.includes(from.title), label.includes(to.title)]).toEqual([true, true]);
    expect(await page.locator('.claim').count()).toBe(0);
    await page.getByRole('button', { name: 'Dates and sources of step 2 of way 1', exact: true }).click();
    await page.locator(`[data-claim="${paths[0]?.steps[1]?.claim.id}"]`).getByText('source').first().waitFor();
  });

  test('save the steps of all ways as CSV', async () => {
    const page = await explorer.open(toPermit);
    const { name, rows } = await savedRows(page, 'Save the steps of these ways as CSV');
    expect(name).toBe(`prosecutorial-discretion-to-work-permit-eligible-${day}.csv`);
    expect(rows.length).toBe(await page.locator('.steps > li').count());
    expect(rows[0]).toMatchObject({ way: '1', step: '1', from: 'prosecutorial-discretion', relationship: 'ALTERNATIVE_TO' });
    expect(rows[1]).toMatchObject({
      way: '1',
      step: '2',
      to: 'work-permit-eligible',
      relationship: 'CONFERS',
      from: rows[0]?.to,
    });
  });

  test('say that the sources state no way, and go on in either direction, with arrows turned round', async () => {
    const page = await explorer.open(backwards);
    await page.getByText('The sources state no way of at most 4 steps from “May apply for a work permit').waitFor();
    expect(await page.locator('.way').count()).toBe(0);
    await page.getByRole('button', { name: 'In either direction' }).click();
    await page.getByRole('heading', { name: 'Way 1:' }).waitFor();
    expect(new URL(page.url()).searchParams.get('dir')).toBe('either');
    expect(await page.locator('.arrow[data-direction="IN"]').count()).toBeGreaterThan(0);
    await page.goBack();
    await page.getByText('The sources state no way of at most 4 steps').waitFor();
    await page.getByRole('button', { name: 'Swap the two ends' }).click();
    await page.getByRole('heading', { name: 'Way 1: 2 steps' }).waitFor();
    expect(await page.getByRole('combobox', { name: 'From' }).inputValue()).toBe('Prosecutorial discretion (umbrella)');
  });

  test('keep length and relationships in the address, where the back button finds them', async () => {
    const page = await explorer.open(toPermit);
    await page.getByText('3 steps', { exact: true }).click();
    await page.waitForURL(/len=3/);
    await page.getByRole('button', { name: 'Which relationships: all' }).click();
    await page.locator('.relationships').getByText('gives', { exact: true }).click();
    await page.waitForURL(/via=CONFERS/);
    await page.getByText('no way of at most 3 steps').waitFor();
    await page.getByText('over: gives').waitFor();
    await page.locator('.relationships').getByText('if denied, may leave').click();
    await page.getByRole('heading', { name: 'Way 1: 2 steps' }).waitFor();
    const walked = await page
      .locator('.arrow')
      .evaluateAll((all) => all.map((each) => (each as HTMLElement).dataset.relationship));
    expect(new Set(walked)).toEqual(new Set(['ALTERNATIVE_TO', 'CONFERS']));
    await page.goBack();
    await page.getByText('over: gives').waitFor();
    await page.goBack();
    await page.goBack();
    await page.getByRole('heading', { name: 'Way 1: 2 steps' }).waitFor();
    expect(new URL(page.url()).search).toBe(new URL(`${explorer.url}${toPermit}`).search);
  });

  test('keep each of three changes made faster than the page draws', async () => {
    const page = await explorer.open(toPermit);
    await page.getByRole('button', { name: 'Which relationships: all' }).click();
    await page.evaluate(async () => {
      const options = [...document.querySelectorAll<HTMLElement>('.option')];
      for (const name of ['3 steps', 'gives', 'if denied, may leave']) {
        options
          .find(({ textContent }) => textContent === name)
          ?.querySelector('input')
          ?.click();
        await new Promise((done) => setTimeout(done));
      }
    });
    await page.waitForURL(/len=3&via=\w+(,|%2C)\w+$/);
    await page.getByRole('heading', { name: 'Way 1: 2 steps' }).waitFor();
  });

  test('lead by keyboard alone from two words to the ways between them', async () => {
    const page = await explorer.open(`/path?on=${day}`);
    await page.getByText('Choose where the ways start and where they lead.').waitFor();
    await page.getByRole('combobox', { name: 'From' }).focus();
    await choose(page, 'prosecutorial disc', 'Prosecutorial discretion (umbrella)');
    await page.getByText('where to? Choose the other end above.').waitFor();
    for (const name of ['Swap the two ends', 'To']) {
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? 'To')).toBe(name);
    }
    await choose(page, 'work permit in the named', 'May apply for a work permit in the named category');
    await page.getByRole('heading', { name: 'Way 1: 2 steps' }).waitFor();
    expect(page.url()).toContain(`${explorer.url}${toPermit}`);
  });

  test('show what the API says to a search that is too wide or fails, and recover', async () => {
    const page = await explorer.open(`/path?on=${day}&from=topic-cancellation-lpr&to=topic-venue&len=6&dir=either`);
    const alert = page.getByRole('alert');
    await alert.getByText('More than 20000 claims would have to be looked at').waitFor();
    expect(await page.getByText('The sources state').count()).toBe(0);
    await page.route('**/graphql?*', (route) => route.abort());
    await alert.getByRole('button', { name: 'Forwards only' }).click();
    await alert.getByText('that is not the same as “none”').waitFor();
    expect(await page.getByText('The sources state').count()).toBe(0);
    await page.unroute('**/graphql?*');
    await alert.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', { name: 'Way 1: 5 steps' }).waitFor();
    expect(explorer.errors.splice(0).every((error) => error.includes('ERR_FAILED'))).toBe(true);
  });
});

import { expect, test } from 'vitest';
import { faultsInEachLook, inBrowser } from './browser.ts';

inBrowser('the start page', (explorer) => {
  test('has no fault for axe and fits in light, in dark and on a phone', async () => {
    const page = await explorer.open('/');
    expect(await faultsInEachLook(page)).toEqual([]);
  });

  test('completes lay words, acronyms and Spanish in groups by kind', async () => {
    const page = await explorer.open('/');
    const field = page.getByRole('combobox', { name: 'What are you looking for?' });
    for (const [typed, title] of [
      ['42B', 'Cancellation of removal for non-permanent residents'],
      ['ley de los diez', 'Cancellation of removal for non-permanent residents'],
      ['prosecutorial disc', 'Prosecutorial discretion (umbrella)'],
    ] as const) {
      await field.fill(typed);
      await page.getByRole('option', { name: title }).first().waitFor();
      expect(await page.getByRole('group', { name: 'Reliefs' }).count()).toBe(1);
    }
  });

  test('leads by keyboard alone from a word to the page of an entity', async () => {
    const page = await explorer.open('/');
    await page.getByRole('combobox', { name: 'What are you looking for?' }).focus();
    await page.keyboard.type('asylum');
    await page.getByRole('option', { name: 'Asylum', exact: true }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/entity\//);
    await page.locator('h1:focus', { hasText: 'Asylum' }).waitFor();
  });

  test('searches in the texts when no name is taken', async () => {
    const page = await explorer.open('/');
    await page.getByRole('combobox', { name: 'What are you looking for?' }).fill('domestic violence');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/find\?text=/);
    await page.getByRole('heading', { name: 'Found for “domestic violence”' }).waitFor();
    await page.locator('.found li').first().waitFor();
    expect(await page.locator('.found li').count()).toBeGreaterThan(5);
  });

  test('says once that it is no advice, and which dataset it shows', async () => {
    const page = await explorer.open('/');
    expect(await page.getByText('never legal advice').count()).toBe(1);
    expect(await page.getByText(/Law read up to 2026-\d\d-\d\d\. Dataset 2026-/).count()).toBe(1);
  });
});

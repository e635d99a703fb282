import { expect, test } from 'vitest';
import { faultsInEachLook, inBrowser, isTooWide } from './browser.ts';

const views = [
  '/',
  '/find?text=domestic violence',
  '/entity/cancellation-nonlpr',
  '/claim/cancellation-nonlpr.requires.good-moral-character',
  '/graph/cancellation-nonlpr',
  '/denial?relief=prosecutorial-discretion&stage=any&step=options',
  '/path?from=prosecutorial-discretion&to=work-permit-eligible&len=2&via=ALTERNATIVE_TO,CONFERS',
  '/time?on=2018-06-01&with=2016-06-01',
];

inBrowser('every view', (explorer) => {
  test('fits at a zoom of 200 percent, and has a heading and a title of its own', async () => {
    const titles = new Set<string>();
    const page = await explorer.open('/', {
      viewport: { width: 640, height: 450 },
      deviceScaleFactor: 2,
      reducedMotion: 'reduce',
    });
    for (const view of views) {
      await page.goto(`${explorer.url}${view}`);
      await page.locator('h1').first().waitFor();
      await page.waitForLoadState('networkidle');
      expect([view, await isTooWide(page), await page.locator('h1').count()]).toEqual([view, false, 1]);
      titles.add(await page.title());
    }
    expect(titles.size).toBe(views.length);
  });

  test('is reached past the head by one key, and says where one is', async () => {
    const page = await explorer.open('/time');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.locator('main:focus').waitFor();
    expect(await page.getByRole('navigation', { name: 'Views' }).locator('[aria-current=page]').textContent()).toBe(
      'Policy over time',
    );
  });

  test('says that one is offline, and goes on by itself once one is back', async () => {
    const page = await explorer.open('/');
    await page.context().setOffline(true);
    await page.getByRole('link', { name: 'What does cancellation of removal take?' }).click();
    await page.getByRole('alert').getByText('You seem to be offline').waitFor();
    await page.context().setOffline(false);
    await page.getByRole('heading', { name: 'What it takes' }).waitFor();
    explorer.errors.splice(0);
  });

  test.each(['/find?text=domestic violence', '/claim/cancellation-nonlpr.requires.good-moral-character'])(
    'has no fault for axe in light, in dark and on a phone: %s',
    async (view) => {
      const page = await explorer.open(view);
      await page.locator('.found li, [data-claim]').first().waitFor();
      expect(await faultsInEachLook(page)).toEqual([]);
    },
  );

  test('says which part of an address is no day and no circuit', async () => {
    const page = await explorer.open('/time?on=2025-02-30&in=CA99&with=yesterday');
    for (const misread of ['2025-02-30', 'CA99', 'yesterday'])
      await page
        .getByRole('alert')
        .filter({ hasText: `“${misread}”` })
        .waitFor();
  });

  test('that there is not is said', async () => {
    const page = await explorer.open('/claim/none.such.claim');
    await page.getByText('No claim of the graph has the id “none.such.claim”').waitFor();
    explorer.errors.splice(0);
  });
});

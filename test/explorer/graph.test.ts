import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { faultsInEachLook, inBrowser, violations } from './browser.ts';

const cancellation = '/graph/cancellation-nonlpr';
/** The layout runs in a worker that a cold browser takes a while to compile. */
const patience = { timeout: 45_000 };

const box = (page: Page, id: string) => page.locator(`.canvas .react-flow__node[data-id="${id}"]`);
const edge = (page: Page, id: string) => page.locator(`.line-label[data-edge="${id}"]`);
const row = (page: Page, name: string | RegExp) => page.locator('.outline').getByRole('row', { name });
const drawn = (page: Page) => page.locator('.canvas .box[data-type="entity"]').count();
const openDrawing = async (page: Page): Promise<Page> => {
  await page.locator('.canvas .box').first().waitFor(patience);
  return page;
};
/** Ids of the entities that the drawing shows. */
const idsDrawn = (page: Page) =>
  page.locator('.react-flow__node:has(.box[data-type="entity"])').evaluateAll((all) => all.map((each) => each.dataset.id).sort());
/** Keys and words of the rows of the outline. */
const listed = (page: Page) =>
  page
    .locator('.outline .row')
    .evaluateAll((all) => all.map((each) => [each.dataset.key ?? '', each.getAttribute('aria-label') ?? ''] as const));
/** Ids of the entities that the outline shows: its rows are `id` for the root, `group/id`, `group` and `group/rest`. */
const idsListed = async (page: Page) => {
  const keys = (await listed(page)).map(([key]) => key).filter((key) => !/~[^/]*$|\/(rest|unread)$/.test(key));
  return [...new Set(keys.map((key) => key.split('/').at(-1)))].sort();
};

/** Entities that only one of the two shows. */
async function different(page: Page): Promise<readonly unknown[]> {
  const [one, other] = [await idsDrawn(page), await idsListed(page)];
  return [...one.filter((id) => !other.includes(id)), ...other.filter((id) => !one.includes(id))];
}

inBrowser('the drawing and its outline', (explorer) => {
  test('has no fault for axe and fits in light, in dark and on a phone, as a drawing and as an outline', async () => {
    const page = await openDrawing(await explorer.open(`${cancellation}?pick=asylum&show=drawing`));
    await page.getByText(/\d+ claims? in the drawing/).waitFor();
    expect(await faultsInEachLook(page)).toEqual([]);
    await page.getByRole('tab', { name: 'Outline' }).click();
    await page.getByRole('treegrid').waitFor();
    expect(await violations(page)).toEqual([]);
  });

  test('draws what is around an entity with the names of the relationships, and says what it leaves out', async () => {
    const page = await openDrawing(await explorer.open(cancellation));
    const required = edge(page, 'cancellation-nonlpr|continuous-physical-presence');
    expect((await required.textContent())?.trim()).toBe('requires');
    expect((await edge(page, 'asylum|cancellation-nonlpr').textContent())?.trim()).toBe('if denied, may leave');
    await page.getByText(/Left out at first, to keep the drawing readable: governed by, covers/).waitFor();
    expect(await box(page, 'ina-240a').count()).toBe(0);
    await expect.poll(() => different(page), patience).toEqual([]);
  });

  test('tells a count before expanding, and expands in both by mouse, with a way back', async () => {
    const page = await openDrawing(await explorer.open(cancellation));
    const before = await drawn(page);
    const presence = box(page, 'continuous-physical-presence');
    const count = Number((await presence.locator('.more').textContent())?.replace('+', ''));
    expect(count).toBeGreaterThan(0);
    // Selecting it in the outline brings it into sight in the drawing.
    await row(page, `Continuous physical presence, Factor, ${count} more`).click();
    await presence.locator('[data-standing="picked"]').waitFor();
    await presence.locator('.more').click();
    await page.waitForURL(/open=continuous-physical-presence/);
    await presence.getByRole('button', { name: 'Collapse Continuous physical presence' }).waitFor();
    await expect.poll(() => drawn(page), patience).toBeGreaterThan(before);
    await expect.poll(() => different(page), patience).toEqual([]);
    // What is listed beneath it: what was drawn before, from where it was reached, and as many as were told.
    const groups = (await listed(page)).filter(([key]) => /^continuous-physical-presence~[^/]*$/.test(key));
    expect(groups.reduce((sum, [, words]) => sum + Number(words.split(', ').at(-1)), 0)).toBe(count + 1);
    await page.goBack();
    await expect.poll(() => drawn(page), patience).toBe(before);
  });

  test('leads by keyboard alone to an entity of the second level, expands it and opens its page', async () => {
    const page = await openDrawing(await explorer.open(cancellation));
    await page.getByRole('treegrid').focus();
    for (const key of ['Home', 'ArrowDown', 'ArrowDown']) await page.keyboard.press(key);
    await page.keyboard.type('Continuous');
    await page.locator('.outline .row:focus', { hasText: 'Continuous physical presence' }).waitFor();
    await page.keyboard.press('ArrowRight');
    await page.waitForURL(/open=continuous-physical-presence/);
    await page.locator('.outline .row[data-key^="continuous-physical-presence~"]').first().waitFor();
    const focused = page.locator('.outline .row:focus');
    const isNew = async () => {
      const [key, label] = [await focused.getAttribute('data-key'), await focused.getAttribute('aria-label')];
      return /^continuous-physical-presence~.*\//.test(key ?? '') && !label?.includes('stands at another place');
    };
    for (let steps = 0; steps < 15 && !(await isNew()); steps++) await page.keyboard.press('ArrowDown');
    const title = (await focused.locator('.words').textContent()) ?? '';
    await page.keyboard.press('Enter');
    // Expanding selected what was expanded; another one is selected now.
    await page.waitForURL(({ searchParams }) => searchParams.get('pick') !== 'continuous-physical-presence');
    const picked = new URL(page.url()).searchParams.get('pick') ?? '';
    await page.locator('.details .picked-title', { hasText: title }).waitFor();
    await page.getByText(/\d+ claims? in the drawing/).waitFor();
    // The same one is selected in the drawing, with the way to it from the root.
    await page.locator(`.react-flow__node[data-id="${picked}"] .box[data-standing="picked"]`).waitFor(patience);
    await box(page, 'continuous-physical-presence').locator('.box[data-standing="path"]').waitFor();
    await box(page, 'cancellation-nonlpr').locator('.box[data-standing="path"]').waitFor();
    await page.getByRole('link', { name: 'Open its page' }).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(new RegExp(`/entity/${picked}`));
    await page.goBack();
    await page.waitForURL(/open=continuous-physical-presence/);
  });

  test('filters both by the legend, as the address tells', async () => {
    const page = await openDrawing(await explorer.open(cancellation));
    const factors = page.locator('.canvas .box[data-hue="factor"]');
    expect(await factors.count()).toBeGreaterThan(5);
    await page.getByRole('button', { name: /^Factors/ }).click();
    await page.waitForURL(/without=.*ELIGIBILITY_FACTOR/);
    await expect.poll(() => factors.count(), patience).toBe(0);
    expect(await page.locator('.outline [data-hue="factor"]').count()).toBe(0);
    await page.getByRole('button', { name: 'Bring them back' }).click();
    await page.waitForURL(/without=none/);
    await expect
      .poll(async () => (await listed(page)).map(([key]) => key), patience)
      .toContain('cancellation-nonlpr~GOVERNED_BY~OUT');
    await expect.poll(() => different(page), patience).toEqual([]);
    await page.goBack();
    await page.goBack();
    await expect.poll(() => factors.count(), patience).toBeGreaterThan(5);
  });

  test('keeps a hub readable: counts what is summarised, and draws it out when asked', async () => {
    const page = await openDrawing(await explorer.open('/graph/prosecutorial-discretion'));
    await page.getByText(/\d+ more connections summarised/).waitFor();
    const summary = box(page, 'prosecutorial-discretion~ALTERNATIVE_TO~OUT');
    const rest = Number((await summary.textContent())?.match(/^(\d+) more: if denied, may/)?.[1]);
    expect(rest).toBeGreaterThan(30);
    await page.getByRole('treegrid').focus();
    await page.keyboard.type(`${rest} more: if`);
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('.details .list > li').count(), patience).toBe(rest);
    await page.getByRole('button', { name: /^Draw all/ }).click();
    await page.waitForURL(/whole=/);
    await page.locator('.details h2:focus').waitFor();
    await summary.waitFor({ state: 'detached' });
    const url = new URL(page.url());
    url.searchParams.set('open', 'asylum,cancellation-nonlpr,adjustment-245a');
    await page.goto(url.href);
    await openDrawing(page);
    await page
      .getByText(/no room in the drawing/)
      .first()
      .waitFor();
    const boxes = page.locator('.canvas .box');
    await expect.poll(() => boxes.count(), patience).toBeGreaterThan(120);
    expect(await boxes.count()).toBeLessThanOrEqual(155);
  });

  test('saves the drawing as PNG, SVG and JSON, and its claims as CSV', async () => {
    const page = await openDrawing(await explorer.open(`${cancellation}?on=2024-05-01`));
    const saved = async (name: string): Promise<Buffer> => {
      await page.getByRole('button', { name: 'Save the drawing' }).click();
      const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name }).click()]);
      expect(download.suggestedFilename()).toMatch(/^around-cancellation-nonlpr-2024-05-01\./);
      return readFile(await download.path());
    };
    const svg = (await saved('Picture to scale (SVG)')).toString();
    expect(svg).toMatch(/^<svg .*<\/svg>$/s);
    expect(svg).toContain('As of May 1, 2024');
    expect(svg).toContain('>requires</text>');
    expect(svg).toContain('>Continuous physical</text>');
    const png = await saved('Picture (PNG)');
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect(png.length).toBeGreaterThan(50_000);
    const json = JSON.parse((await saved('Data (JSON)')).toString());
    expect(json).toMatchObject({ asOf: '2024-05-01', circuit: null, root: 'cancellation-nonlpr' });
    expect(json.dataset).toMatch(/^2026-/);
    expect(json.nodes.map(({ id }: { id: string }) => id).sort()).toEqual(await idsDrawn(page));
    const stated = Number((await page.locator('.graph-top [role="status"]').first().textContent())?.match(/(\d+) claims/)?.[1]);
    expect(json.claims).toHaveLength(stated);
    const csv = (await saved('Table of claims (CSV)')).toString();
    expect(csv.trim().split(/\r\n/)).toHaveLength(stated + 1);
    expect(csv).toContain('cancellation-nonlpr.requires.continuous-physical-presence,REQUIRES,cancellation-nonlpr');
  });

  test('says that a read failed, never draws it as nothing, and recovers', async () => {
    const page = await openDrawing(await explorer.open(cancellation));
    await row(page, /^Continuous physical presence/).click();
    await page.getByText(/\d+ claims? in the drawing/).waitFor();
    await page.route('**/graphql?*', (route) => route.abort());
    await box(page, 'continuous-physical-presence').locator('.more').click();
    await page.getByRole('alert').waitFor();
    await page.getByText(/could not be read, so it is not drawn/).waitFor();
    const before = await drawn(page);
    explorer.errors.length = 0;
    await page.unroute('**/graphql?*');
    await page.locator('.failure').last().getByRole('button', { name: 'Try again' }).click();
    await expect.poll(() => drawn(page), patience).toBeGreaterThan(before);
    await page.goto(`${explorer.url}/graph/no-such-thing`);
    await page.getByRole('heading', { name: 'There is nothing under this address' }).waitFor();
    // The status of the page itself.
    explorer.errors.length = 0;
  });
});

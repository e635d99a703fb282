import { existsSync, readdirSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect } from 'vitest';
import { type Door, openDoor } from '../../src/http/door.ts';
import { readSettings } from '../../src/settings.ts';
import { graphOn } from '../engines.ts';

/** Chromium as Debian installs it, or another that `CHROMIUM` names. */
const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const hasBrowser = existsSync(executablePath);
if (!hasBrowser) {
  if (process.env.REQUIRE_BROWSER)
    throw new Error(`The explorer must be tested in a browser, but ${executablePath} is not there.`);
  console.warn(`\n*** EXPLORER NOT TESTED: no browser at ${executablePath} (CHROMIUM names another). ***\n`);
}

/** What is on the pages comes from the last build: says so where a source is newer, as it would be tested in vain. */
function warnWhenStale(): void {
  const built = existsSync('dist/explorer/index.html') ? statSync('dist/explorer/index.html').mtimeMs : 0;
  const sources = readdirSync('src/explorer', { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => `${parentPath}/${name}`);
  const newer = sources.find((file) => statSync(file).mtimeMs > built);
  if (newer !== undefined) console.warn(`\n*** The explorer under test is OLDER than ${newer}: run "npm run build". ***\n`);
}

export interface Explorer {
  /** Opens an address of the explorer in a window of its own, and waits until what it asked for is there. */
  readonly open: (path: string, options?: BrowserContextOptions) => Promise<Page>;
  /** Messages of errors that the pages of this test wrote to the console, or threw. */
  readonly errors: string[];
  readonly url: string;
}

/** Tests of the explorer in a real browser on a real server: the memory engine with the whole dataset. */
export function inBrowser(name: string, body: (explorer: Explorer) => void): void {
  describe.runIf(hasBrowser)(name, () => {
    let door: Door;
    let browser: Browser;
    let url = '';
    const contexts: BrowserContext[] = [];
    const errors: string[] = [];
    beforeAll(async () => {
      warnWhenStale();
      door = await openDoor(
        await graphOn('memory'),
        readSettings({ LOG_LEVEL: 'silent', DOCUMENTS: 'persisted', DRAIN_MS: '0' }),
      );
      await door.app.listen({ port: 0, host: '127.0.0.1' });
      url = `http://127.0.0.1:${(door.app.server.address() as AddressInfo).port}`;
      browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
    });
    afterEach(async () => {
      await Promise.all(contexts.splice(0).map((context) => context.close()));
      expect(errors.splice(0), 'errors on the console').toEqual([]);
    });
    afterAll(async () => {
      await browser?.close();
      await door?.app.close();
    });
    body({
      errors,
      get url() {
        return url;
      },
      open: async (path, options) => {
        const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
        context.setDefaultTimeout(60_000);
        contexts.push(context);
        const page = await context.newPage();
        page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
        page.on('pageerror', (error) => errors.push(error.message));
        await page.goto(`${url}${path}`);
        await page.waitForLoadState('networkidle');
        return page;
      },
    });
  });
}

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** What axe finds against WCAG 2.2 AA on a page: rule, and where; empty: nothing. */
export async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(await readFile(axePath, 'utf8'));
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run: (options: object) => Promise<{ violations: Violation[] }> } };
    interface Violation {
      readonly id: string;
      readonly nodes: readonly { readonly target: readonly string[]; readonly failureSummary: string }[];
    }
    const values = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
    const { violations: found } = await axe.run({ runOnly: { type: 'tag', values } });
    return found.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ target, failureSummary }) => `${target}: ${failureSummary}`).join(' | ')}`,
    );
  });
}

/** Whether something is wider than the window, so that a person has to scroll sideways. */
export const isTooWide = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth + 1);

const desktop = { width: 1280, height: 900 };
const looks = [
  ['light', 'light', desktop],
  ['dark', 'dark', desktop],
  ['a phone', 'light', { width: 390, height: 844 }],
] as const;

/** What is wrong with a page as it stands, in light, in dark and on a phone: what axe finds, and whether it has to be scrolled sideways. */
export async function faultsInEachLook(page: Page): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const [look, colorScheme, viewport] of looks) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize(viewport);
    faults.push(...(await violations(page)).map((violation) => `${look}: ${violation}`));
    if (await isTooWide(page)) faults.push(`${look}: wider than the window`);
  }
  return faults;
}

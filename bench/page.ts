import { type CDPSession, chromium, type Page } from 'playwright-core';
import { startServer } from './servers.ts';

/**
 * What a person waits for: bytes of script, the first paint, and how soon the page answers, on a fast line and on an old phone (the
 * processor slowed four times, 1.6 Mbit/s with 150 ms). The median of three loads (`RUNS`) with nothing kept.
 */

const runs = Number(process.env.RUNS ?? 3);
const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const phone = { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 };

const views = [
  ['start', '/', 'h1'],
  ['an entity', '/entity/cancellation-nonlpr', '[data-claim]'],
  ['a drawing', '/graph/cancellation-nonlpr', '.outline [role="row"]'],
  ['after a denial', '/denial?relief=prosecutorial-discretion', 'h1'],
  ['connections', '/path?from=prosecutorial-discretion&to=work-permit-eligible', 'h1'],
  ['policy over time', '/time', 'h1'],
] as const;

interface Measured {
  readonly scriptKb: number;
  readonly firstPaint: number;
  readonly ready: number;
  readonly shift: number;
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

async function measure(page: Page, url: string, selector: string): Promise<Measured> {
  const begun = performance.now();
  await page.goto(url);
  await page.locator(selector).first().waitFor({ timeout: 60_000 });
  const ready = performance.now() - begun;
  await page.waitForLoadState('networkidle');
  const figures = (await page.evaluate(`(() => {
    const scripts = performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.js'));
    return {
      scriptKb: scripts.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0) / 1000,
      firstPaint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0,
      shift: globalThis.shifted ?? 0,
    };
  })()`)) as Omit<Measured, 'ready'>;
  return { ...figures, ready };
}

/** Sums how far things move after they were shown, as browsers count it. */
const watchShifts = `new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) globalThis.shifted = (globalThis.shifted ?? 0) + entry.value;
}).observe({ type: 'layout-shift', buffered: true });`;

const server = await startServer(4341, { RATE_LIMIT_COST: '1000000000000' });
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });

async function load(path: string, selector: string, isPhone: boolean): Promise<Measured> {
  const context = await browser.newContext({ viewport: isPhone ? { width: 390, height: 844 } : { width: 1280, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript(watchShifts);
  if (isPhone) {
    const session: CDPSession = await context.newCDPSession(page);
    await session.send('Network.enable');
    await session.send('Network.emulateNetworkConditions', phone);
    await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  }
  const measured = await measure(page, `${server.url}${path}`, selector);
  await context.close();
  return measured;
}

console.log('| view | script, KB packed | first paint, ms | ready, ms | shift | on an old phone: first paint, ms | ready, ms |');
console.log('| --- | --- | --- | --- | --- | --- | --- |');
for (const [name, path, selector] of views) {
  const fast: Measured[] = [];
  const slow: Measured[] = [];
  for (let run = 0; run < runs; run++) {
    fast.push(await load(path, selector, false));
    slow.push(await load(path, selector, true));
  }
  const of = (list: readonly Measured[], key: keyof Measured) => median(list.map((each) => each[key]));
  console.log(
    `| ${name} | ${of(fast, 'scriptKb').toFixed(0)} | ${of(fast, 'firstPaint').toFixed(0)} | ${of(fast, 'ready').toFixed(0)} | ${of(fast, 'shift').toFixed(3)} | ${of(slow, 'firstPaint').toFixed(0)} | ${of(slow, 'ready').toFixed(0)} |`,
  );
}

/** A large drawing: as many nodes as it may hold. */
const large = `/graph/prosecutorial-discretion?whole=${encodeURIComponent('prosecutorial-discretion~ALTERNATIVE_TO~OUT')}&open=asylum,cancellation-nonlpr,adjustment-245a`;

/** Milliseconds from a press on a box until the page has been painted with the selection; the median of some boxes. */
async function selection(): Promise<{ readonly nodes: number; readonly ms: number }> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(`${server.url}${large}`);
  await page.locator('.canvas .face').nth(100).waitFor({ state: 'attached', timeout: 60_000 });
  await page.waitForLoadState('networkidle');
  const found = await page.evaluate(`(async () => {
    const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    const faces = [...document.querySelectorAll('.canvas .face')];
    const times = [];
    for (const face of faces.slice(10, 21)) {
      const begun = performance.now();
      face.click();
      await painted();
      while (face.getAttribute('aria-pressed') !== 'true') await painted();
      times.push(performance.now() - begun);
    }
    return { nodes: faces.length, times };
  })()`);
  await page.close();
  const { nodes, times } = found as { readonly nodes: number; readonly times: readonly number[] };
  return { nodes, ms: median(times) };
}

const { nodes, ms } = await selection();
console.log(`\nA selection among ${nodes} nodes is painted after ${ms.toFixed(0)} ms (median of 11).`);
await browser.close();
await server.stop();

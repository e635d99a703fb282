import { expect, test } from 'vitest';
import { faultsInEachLook, inBrowser } from './browser.ts';

const cancellation = '/entity/cancellation-nonlpr';

inBrowser("an entity's page", (explorer) => {
  test('has no fault for axe and fits in light, in dark and on a phone', async () => {
    const page = await explorer.open(cancellation);
    await page.getByRole('button', { name: 'Show the history' }).click();
    await page.locator('.history .span').first().waitFor();
    expect(await faultsInEachLook(page)).toEqual([]);
  });

  test('groups its claims by what they mean, each with dates, sources and support', async () => {
    const page = await explorer.open(cancellation);
    for (const title of ['What it takes', 'What bars it', 'If it is denied', 'What it gives, and what not', 'What it risks'])
      await page.getByRole('heading', { level: 3, name: title }).waitFor();
    const presence = page.locator('[data-claim="cancellation-nonlpr.requires.continuous-physical-presence"]');
    expect(await presence.textContent()).toMatch(/requires\s+Continuous physical presence\s+to be at least 10 years/);
    expect(await presence.textContent()).toContain('Since 1997-04-01');
    expect(await presence.textContent()).toContain('Source read');
    expect(await presence.getByRole('link', { name: 'INA 240A(b)(1)(A)', exact: true }).count()).toBe(1);
    expect(await presence.locator('a.outside').getAttribute('href')).toContain('uscode.house.gov');
  });

  test('shows every claim that the API counts, over several pages', async () => {
    const page = await explorer.open('/entity/prosecutorial-discretion');
    const stated = Number(
      (await page.getByRole('status').filter({ hasText: 'claims' }).textContent())?.match(/(\d+) claims/)?.[1],
    );
    expect(stated).toBeGreaterThan(200);
    const more = page.getByRole('button', { name: /^Show all/ });
    while ((await more.count()) > 0) await more.first().click();
    expect(await page.locator('[data-claim]').count()).toBe(stated);
  });

  test('goes by the day and the circuit of the address, and back', async () => {
    const page = await explorer.open('/entity/daca?on=2013-01-01');
    const instruments = page.getByRole('heading', { name: 'What policy and courts did to it' });
    await instruments.waitFor();
    await page.getByText('As of January 1, 2013, anywhere').waitFor();
    await page.getByRole('button', { name: 'Back to today' }).click();
    await page.getByText(/As of .* 202\d, anywhere/).waitFor();
    expect(page.url()).not.toContain('on=');
    await page.getByRole('button', { name: /Court of appeals/ }).click();
    await page.getByRole('option', { name: '5th Circuit' }).click();
    await page.getByText(/As of .*, 5th Circuit/).waitFor();
    expect(page.url()).toContain('in=CA5');
    await page.goBack();
    await page.goBack();
    await page.getByText('As of January 1, 2013, anywhere').waitFor();
  });

  test('has a permanent address for each claim, and goes to one that the address names', async () => {
    const page = await explorer.open(cancellation);
    await page.locator('[data-claim="cancellation-nonlpr.requires.continuous-physical-presence"] a.permanent').click();
    await page.waitForURL(/\/claim\/cancellation-nonlpr\.requires\.continuous-physical-presence$/);
    await page.getByText('to be at least 10 years').waitFor();
    const named = await explorer.open(`${cancellation}#cancellation-nonlpr.barred-by.visa-waiver-entrant`);
    await named.locator('.claim[data-named=true]', { hasText: 'is barred by' }).waitFor();
    const other = await explorer.open(`${cancellation}?on=1990-01-01#cancellation-nonlpr.requires.good-moral-character`);
    await other.getByText('does not hold on this day or in this place').waitFor();
  });

  test('names itself to whoever links to it, and says when there is no such thing', async () => {
    const [found, unknown] = await Promise.all(
      ['cancellation-nonlpr', 'cancelation'].map((id) => fetch(`${explorer.url}/entity/${id}`)),
    );
    expect(found?.status).toBe(200);
    expect(await found?.text()).toMatch(
      /<title>Cancellation of removal .*og:description" content="A person without a green card/s,
    );
    expect(unknown?.status).toBe(404);
    const page = await explorer.open('/entity/cancelation');
    await page.getByText('No entity of the graph has the id “cancelation”').waitFor();
    expect(explorer.errors.splice(0)).toEqual([expect.stringContaining('404')]);
  });

  test('says that a read failed, never that there is nothing, and recovers', async () => {
    const page = await explorer.open('/');
    await page.route('**/graphql?*', (route) => route.abort());
    await page.getByRole('link', { name: 'What does cancellation of removal take?' }).click();
    await page.getByRole('alert').getByText('that is not the same as “none”').waitFor();
    expect(await page.getByText('The sources state').count()).toBe(0);
    await page.unroute('**/graphql?*');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', { name: 'What it takes' }).waitFor();
    expect(explorer.errors.splice(0).every((error) => error.includes('ERR_FAILED'))).toBe(true);
  });

  test('opens the very document and variables in GraphiQL, and keeps nothing in storage', async () => {
    const page = await explorer.open(cancellation);
    const [graphiql] = await Promise.all([
      page.context().waitForEvent('page'),
      page.locator('.claims').getByRole('button', { name: 'Show the query' }).click(),
    ]);
    await graphiql.locator('.graphiql-query-editor', { hasText: 'query Claims(' }).waitFor();
    await graphiql
      .locator('.graphiql-editor-tools, .graphiql-editor-tool', { hasText: '"cancellation-nonlpr"' })
      .first()
      .waitFor();
    expect(graphiql.url()).toBe(`${explorer.url}/graphiql?handed`);
    expect(await graphiql.evaluate(() => Object.keys(localStorage))).toEqual([]);
  });

  test('saves its claims as CSV', async () => {
    const page = await explorer.open(cancellation);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save these claims as CSV' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^cancellation-nonlpr-\d{4}-\d\d-\d\d\.csv$/);
    const stream = await download.createReadStream();
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk as Buffer);
    const lines = Buffer.concat(chunks).toString('utf8').trim().split('\r\n');
    expect(lines[0]).toContain('id,relationship,from,to,sentence');
    expect(lines.length).toBeGreaterThan(100);
  });
});

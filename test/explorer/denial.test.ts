import { readFile } from 'node:fs/promises';
import type { Page, Request } from 'playwright-core';
import { expect, test } from 'vitest';
import { faultsInEachLook, inBrowser, violations } from './browser.ts';

const atWhy = '/denial?relief=cancellation-nonlpr&stage=individual-hearing';
const atOptions = `${atWhy}&step=options`;

/** Goes on with the Tab key until what has the focus is named like that. */
async function tabTo(page: Page, name: RegExp, tab = 'Tab'): Promise<void> {
  for (let pressed = 0; pressed < 60; pressed += 1) {
    await page.keyboard.press(tab);
    const focused = await page.evaluate(() => {
      const at = document.activeElement;
      const label = at instanceof HTMLInputElement ? at.closest('label') : at;
      return (at?.getAttribute('aria-label') ?? label?.textContent ?? '').trim();
    });
    if (name.test(focused)) return;
  }
  throw new Error(`The Tab key does not come to ${name}.`);
}

const press = async (page: Page, name: RegExp, key = 'Enter'): Promise<void> => {
  await tabTo(page, name);
  await page.keyboard.press(key);
};

/** The question that is asked, once what remains is read. */
async function question(page: Page): Promise<string | null> {
  await page.locator('.options[aria-busy="false"]').waitFor();
  return page.locator('.question h3').textContent();
}

/** What was put to the API, with the facts in it. */
interface Posted {
  readonly variables: {
    readonly facts: readonly { readonly factor: string; readonly value: object }[];
    readonly because?: string[];
  };
}

const posted = (requests: readonly Request[]): readonly Posted[] =>
  requests.filter((request) => request.method() === 'POST').map((request) => request.postDataJSON() as Posted);

function recorded(page: Page): Request[] {
  const requests: Request[] = [];
  page.on('request', (request) => requests.push(request));
  return requests;
}

/** All that a page keeps or shows outside itself. */
const kept = (page: Page): Promise<string> =>
  page.evaluate(() =>
    JSON.stringify([location.href, history.state, { ...localStorage }, { ...sessionStorage }, document.cookie]),
  );

inBrowser('after a denial', (explorer) => {
  test('leads by keyboard alone from what was denied to an option with its sources', async () => {
    const page = await explorer.open('/denial');
    await press(page, /^Prosecutorial discretion/);
    await page.locator('h2:focus', { hasText: 'Where does the case stand now?' }).waitFor();
    await page.getByText('Other stages at which it can be asked for').waitFor();
    expect(await violations(page)).toEqual([]);
    await press(page, /^Master calendar hearing/);
    await page.locator('h2:focus', { hasText: 'Why was it denied?' }).waitFor();
    await page.getByRole('combobox', { name: 'Another reason' }).waitFor();
    await press(page, /^Enforcement policy in force on the date/, 'Space');
    await page.getByText('Marked', { exact: true }).waitFor();
    expect(await violations(page)).toEqual([]);
    await tabTo(page, /^Another reason|^$/);
    await page.keyboard.type('missed hear');
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('Escape');
    await press(page, /^Go on$/);
    await page.locator('h2:focus', { hasText: 'What may remain' }).waitFor();
    expect(await question(page)).toBe('Do the good facts about you outweigh the bad ones?');
    await press(page, /^Yes$/);
    await page.locator('.question h3:focus').waitFor();
    const second = (await question(page)) ?? '';
    expect(second).not.toBe('Do the good facts about you outweigh the bad ones?');
    await press(page, /^I don’t know$/);
    await page.locator('.given li', { hasText: second }).waitFor();
    expect(await question(page)).not.toBe(second);
    await tabTo(page, /need facts$/, 'Shift+Tab');
    await page.keyboard.press('Enter');
    await page.locator('h2:focus', { hasText: 'Needs facts' }).waitFor();
    await press(page, /^Show the details: Cancellation of removal for non-permanent residents/, 'Space');
    const option = page.locator('.option', { has: page.locator('.whole') });
    await option.getByRole('heading', { name: 'Deadlines' }).waitFor();
    expect(await option.getByText('If it is missed').count()).toBeGreaterThan(0);
    for (const part of [
      'Why it is named',
      'What it takes',
      'What bars it, and what lifts that',
      'What it gives',
      'What it risks',
    ])
      expect(await option.getByRole('heading', { name: part, exact: true }).count(), part).toBe(1);
    expect(
      await option.locator('.stated', { hasText: 'Merits a favorable exercise of discretion' }).first().textContent(),
    ).toMatch(/^Met/);
    expect(await option.getByText('Lifted by:').count()).toBeGreaterThan(0);
    expect(await option.locator('.sources a[href^="/entity/ina-240a"], .sources a[href^="https://"]').count()).toBeGreaterThan(
      10,
    );
  });

  test('has no fault for axe and fits with an option opened in light, in dark and on a phone', async () => {
    const page = await explorer.open(atOptions);
    await page.getByRole('button', { name: 'I don’t know' }).click();
    await page.locator('[data-remedy="asylum"] .opener button').click();
    await page.locator('.whole').waitFor();
    for (const summary of await page.locator('.whole summary').all()) await summary.click();
    expect(await faultsInEachLook(page)).toEqual([]);
  });

  test('asks for each kind of answer, keeps the order of the API, and gives facts to nothing but its body', async () => {
    const page = await explorer.open(atWhy);
    const requests = recorded(page);
    await page.getByLabel('Good moral character').first().check({ force: true });
    // The page scrolls to the field before one types, not while: scrolling closes the list.
    await page.getByRole('combobox', { name: 'Another reason' }).click();
    await page.keyboard.insertText('persecuted others');
    await page.getByRole('option', { name: 'Persecuted others' }).click();
    await page.getByRole('button', { name: 'Go on' }).click();
    const given = await answerEachKind(page, 'yes', 'Day', 'Years');
    const last = posted(requests).at(-1)?.variables;
    expect(last?.because).toEqual(['good-moral-character', 'persecutor-of-others']);
    expect(last?.facts.map(({ value }) => value)).toEqual(given);
    const response = await (await requests.at(-1)?.response())?.json();
    const order = response.data.afterDenial.options.map(({ remedy }: { remedy: { id: string } }) => remedy.id);
    expect(await page.locator('.option').evaluateAll((cards) => cards.map((card) => card.getAttribute('data-remedy')))).toEqual(
      order,
    );
    const secrets = [
      ...(last?.facts ?? []).map(({ factor }) => factor),
      'persecut',
      'current-enforcement-policy',
      'P12Y3M',
      '2014-03-03',
    ];
    const shown = [await kept(page), ...requests.map((request) => request.url())].join('\n');
    for (const secret of secrets) expect(shown).not.toContain(secret);
    expect(shown).not.toContain('facts');
  });

  test('lets each answer be changed, taken back, left open and forgotten', async () => {
    const page = await explorer.open(atOptions);
    const first = await question(page);
    await page.getByRole('button', { name: 'No', exact: true }).click();
    await page
      .getByRole('status')
      .filter({ hasText: /[1-9]\d* blocked/ })
      .waitFor();
    await page.getByRole('button', { name: `Change the answer: ${first}` }).click();
    await page.getByRole('button', { name: 'Yes', exact: true }).click();
    await page.getByRole('status').filter({ hasText: ' 0 blocked' }).waitFor();
    await page.locator('.given li', { hasText: `${first} Yes` }).waitFor();
    await page.getByRole('button', { name: `Take back the answer: ${first}` }).click();
    expect(await question(page)).toBe(first);
    await page.getByRole('button', { name: 'I don’t know' }).click();
    await page.getByRole('button', { name: `Answer now: ${first}` }).click();
    expect(await question(page)).toBe(first);
    await page.getByRole('button', { name: 'Forget my answers' }).click();
    await page.getByText('Nothing answered yet').waitFor();
    await page.getByRole('button', { name: 'Change: Where the case stands' }).click();
    await page.getByRole('button', { name: 'I am not sure' }).click();
    await page.getByText('Not sure: every stage is looked at').waitFor();
    expect(page.url()).toContain('stage=any');
  });

  test('says that the sources name none, shows all at the stage, and asks for numbers', async () => {
    const page = await explorer.open('/denial?relief=tps&stage=master-calendar-hearing&step=options');
    await page.getByText('The sources name none.').waitFor();
    await page.getByText('Also show every remedy that can be asked for at this stage').click();
    await page.locator('.option').nth(20).waitFor();
    expect(new URL(page.url()).searchParams.get('all')).toBe('1');
    await page.goto(`${explorer.url}/denial?relief=adjustment-245k&stage=any&step=options`);
    expect(await answerEachKind(page, 'Number')).toEqual([{ count: 2 }]);
    await page.locator('.given li', { hasText: /\? 2/ }).waitFor();
    await page.goto(`${explorer.url}/denial?relief=no-such-thing`);
    await page.getByText('There is no relief or motion with the id “no-such-thing”.').waitFor();
    await page.getByRole('button', { name: /^Asylum/ }).waitFor();
  });

  test('prints and saves a memo with the facts, the sources and the date of the law', async () => {
    const page = await explorer.open(`${atOptions}&on=2026-03-01&in=CA9`);
    const first = await question(page);
    await page.getByRole('button', { name: 'Yes', exact: true }).click();
    await page.locator('.given li').waitFor();
    await question(page);
    await page.getByRole('button', { name: 'Make a memo' }).click();
    await page.locator('.sheet').waitFor();
    await page.emulateMedia({ media: 'print' });
    const printed = (await page.locator('.sheet').textContent()) ?? '';
    const others = page.locator('.top, .foot, h1, .asking, .done, .options .group, .memo button, .step-title');
    expect(
      await others.evaluateAll((all) => all.filter((one) => one.checkVisibility()).map(({ className }) => className)),
    ).toEqual([]);
    expect(await page.locator('.sheet').isVisible()).toBe(true);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.emulateMedia({ media: 'screen' }).then(() => page.getByRole('button', { name: 'Save as Markdown' }).click()),
    ]);
    const saved = (await readFile(await download.path(), 'utf8')).replaceAll('\\', '');
    expect(download.suggestedFilename()).toBe('after-a-denial-2026-03-01.md');
    for (const text of [printed, saved]) {
      for (const part of [
        'General legal information, never legal advice.',
        'The law of March 1, 2026.',
        'Denied: Cancellation of removal for non-permanent residents (240A(b)(1))',
        'Court of appeals: 9th Circuit',
        `${first} Yes`,
        'Adjustment of status in proceedings (245(a))',
        'Is barred by “',
        'Asylum: file within one year of arrival',
        'INA 208(a)(2)(B)',
        'https://uscode.house.gov/',
      ])
        expect(text).toContain(part);
    }
  });

  test('hands the query with its facts to GraphiQL, whose address and storage hold none of it', async () => {
    const page = await explorer.open(atOptions);
    await question(page);
    await page.getByRole('button', { name: 'Yes', exact: true }).click();
    await page.locator('.given li').waitFor();
    await question(page);
    const [graphiql] = await Promise.all([
      page.context().waitForEvent('page'),
      page.getByRole('button', { name: /^Show the query/ }).click(),
    ]);
    await graphiql.getByText('afterDenial', { exact: true }).first().waitFor();
    await graphiql.getByText('favorable-exercise-of-discretion').first().waitFor();
    expect(await kept(graphiql)).toBe(JSON.stringify([`${explorer.url}/graphiql?handed`, null, {}, {}, '']));
  });

  test('shows a failed read as a failure, never as an empty list, and recovers', async () => {
    const page = await explorer.open(atOptions);
    await question(page);
    await page.route('**/graphql', (route) =>
      route.fulfill({ status: 500, json: { errors: [{ message: 'The graph is away.' }] } }),
    );
    await page.getByRole('button', { name: 'Yes', exact: true }).click();
    await page.getByRole('alert').filter({ hasText: 'The graph is away.' }).waitFor();
    expect(await page.locator('.option').count()).toBe(0);
    expect(await page.getByText('The sources name none').count()).toBe(0);
    expect(await page.locator('.given li', { hasText: 'Yes' }).count()).toBe(1);
    await page.unroute('**/graphql');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.locator('.option').first().waitFor();
    expect(explorer.errors.splice(0).every((message) => message.includes('500'))).toBe(true);
  });
});

/** Fields by the kind of value they ask for: what is typed, and the fact it is. */
const kinds = {
  yes: { fields: {}, value: { boolean: true } },
  Day: { fields: { Day: '2014-03-03' }, value: { date: '2014-03-03' } },
  Years: { fields: { Years: '12', Months: '3' }, value: { duration: 'P12Y3M' } },
  Number: { fields: { Number: '2' }, value: { count: 2 } },
} as const;

/** Answers the first question of each kind that comes, and "I don't know" to the others; gives back the facts in order. */
async function answerEachKind(page: Page, ...wanted: readonly (keyof typeof kinds)[]): Promise<readonly object[]> {
  const given: object[] = [];
  const open = new Set(wanted);
  for (let asked = 0; asked < 40 && open.size > 0; asked += 1) {
    await page.locator('.options[aria-busy="false"]').waitFor();
    const kind = await page
      .locator('.question')
      .evaluate((now) => (now.querySelector('label span')?.textContent ?? 'yes') as keyof typeof kinds);
    if (!open.delete(kind)) {
      await page.getByRole('button', { name: 'I don’t know' }).click();
      continue;
    }
    const answer = page.locator('.question').getByRole('button', { name: kind === 'yes' ? 'Yes' : 'Answer', exact: true });
    if (kind === 'Years') {
      await answer.click();
      await page.getByRole('alert').filter({ hasText: 'Give years, months or days' }).waitFor();
    }
    for (const [label, typed] of Object.entries(kinds[kind].fields)) await page.getByLabel(label, { exact: true }).fill(typed);
    await answer.click();
    given.push(kinds[kind].value);
    await page
      .locator('.given')
      .first()
      .locator('li')
      .nth(given.length - 1)
      .waitFor();
  }
  expect([...open]).toEqual([]);
  await question(page);
  return given;
}

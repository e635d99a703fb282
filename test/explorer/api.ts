import Papa from 'papaparse';
import type { Page } from 'playwright-core';
import type { Asked } from '../../src/explorer/ask.ts';

/** What the API itself answers to a document of the explorer: what a page shows is compared with it. */
export async function askApi<Answer, Variables>(
  url: string,
  document: Asked<Answer, Variables>,
  variables: Variables,
): Promise<Answer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ documentId: String(document.__meta__?.hash), variables }),
  });
  const { data, errors } = (await response.json()) as { data?: Answer; errors?: unknown };
  if (errors !== undefined || data === undefined) throw new Error(JSON.stringify(errors));
  return data;
}

/** The file that a button of the page saves: its name, and its rows by the names of their columns. */
export async function savedRows(page: Page, button: string): Promise<{ name: string; rows: readonly Record<string, string>[] }> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: button }).click()]);
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks)
    .toString('utf8')
    .replace(/^\uFEFF/, '');
  return {
    name: download.suggestedFilename(),
    rows: Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true }).data,
  };
}

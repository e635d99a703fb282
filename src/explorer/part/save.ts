/** Hands a file to the person. */
export function save(content: Blob | string, name: string): void {
  const blob = typeof content === 'string' ? new Blob([content], { type: typeOf(name) }) : content;
  const url = URL.createObjectURL(blob);
  const anchor = Object.assign(document.createElement('a'), { href: url, download: name });
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

const types: Readonly<Record<string, string>> = {
  csv: 'text/csv;charset=utf-8',
  json: 'application/json',
  svg: 'image/svg+xml',
  md: 'text/markdown;charset=utf-8',
};
const typeOf = (name: string): string => types[name.slice(name.lastIndexOf('.') + 1)] ?? 'text/plain';

/** Saves rows as CSV; a cell that a spreadsheet would run as a formula is kept as text. */
export async function saveCsv(rows: readonly Readonly<Record<string, string | number | null>>[], name: string): Promise<void> {
  const { default: Papa } = await import('papaparse');
  // The mark tells spreadsheets that the text is UTF-8.
  save(`﻿${Papa.unparse([...rows], { escapeFormulae: true })}`, `${name}.csv`);
}

/** Sources in one cell of a table: each citation with its address, where one is known. */
export const sourcesCell = (sources: readonly { readonly citation: string; readonly url: string | null }[]): string =>
  sources.map(({ citation, url }) => (url === null ? citation : `${citation} <${url}>`)).join('; ');

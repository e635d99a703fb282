import type { Place, Report } from './faults.ts';
import type { Fields, SeedNode } from './node.ts';

/** Days `from <= day < to`. A null start is not known, a null end is open. */
export interface Interval {
  readonly from: string | null;
  readonly to: string | null;
}

/** Reports an interval that ends before or when it begins. */
export function checkOrder({ from, to }: Interval, place: Place, report: Report): void {
  if (from && to && from >= to) {
    report({ ...place, path: [...place.path, 'to'] }, `to must be after from (${from}), but got ${to}`);
  }
}

/** Reports each interval in a list of one node that is out of order in itself, or that overlaps one before it. */
export function checkIntervals(fields: Fields, key: string, place: Place, report: Report): void {
  const intervals = (fields[key] ?? []) as Interval[];
  const placed = intervals.map((interval, at) => ({ interval, place: { ...place, path: [...place.path, key, at] }, at }));
  for (const { interval, place: own } of placed) checkOrder(interval, own, report);
  for (const { interval, place: own, at } of placed) {
    const other = intervals.slice(0, at).find((before) => overlaps(before, interval));
    if (other) report(own, `${key}[${at}] must not overlap another interval, but ${days(interval)} overlaps ${days(other)}`);
  }
}

/** Reports where the eras do not partition the timeline: each must begin on the day on which the one before it in the file ends. */
export function checkEras(eras: readonly SeedNode[], report: Report): void {
  for (const [at, { place, fields }] of eras.entries()) {
    const before = eras[at - 1];
    const isLast = at === eras.length - 1;
    if (fields.from === undefined || fields.to === undefined) continue;
    if (before?.fields.to && fields.from !== before.fields.to) {
      report(
        { ...place, path: [...place.path, 'from'] },
        `from must be the day on which ${before.id} ends (${before.fields.to}), but got ${fields.from}`,
      );
    }
    if ((fields.to === null) !== isLast) {
      const rule = isLast ? 'to must be null, as this is the last era' : 'to must be a date, as only the last era is open';
      report({ ...place, path: [...place.path, 'to'] }, `${rule}, but got ${fields.to}`);
    }
  }
}

const overlaps = (a: Interval, b: Interval): boolean => startsBefore(a.from, b.to) && startsBefore(b.from, a.to);

const startsBefore = (from: string | null, to: string | null): boolean => from === null || to === null || from < to;

const days = ({ from, to }: Interval): string => `${from ?? '…'} to ${to ?? '…'}`;

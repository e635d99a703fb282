import type { Direction, Relationship, RoutesQueryVariables } from '../../generated/explorer/graphql.ts';
import { relationships } from '../palette.ts';
import { useAddress, useMoment } from '../state.ts';

/** What is looked for, as it stands in the address: `from`, `to`, `len`, `dir`, `via` and `first`. */
export interface Search {
  readonly from: string;
  readonly to: string;
  readonly longest: number;
  readonly direction: Extract<Direction, 'OUT' | 'BOTH'>;
  /** Empty: all. */
  readonly via: readonly Relationship[];
  readonly first: number;
}

export const lengths = [2, 3, 4, 5, 6] as const;
const usualLength = 4;
/** How many ways are asked for at first, and when a person wants more. */
export const few = 10;
export const many = 30;

const isRelationship = (name: string): name is Relationship => (relationships as readonly string[]).includes(name);

const searchIn = (address: URLSearchParams): Search => ({
  from: address.get('from') ?? '',
  to: address.get('to') ?? '',
  longest: lengths.find((each) => String(each) === address.get('len')) ?? usualLength,
  direction: address.get('dir') === 'either' ? 'BOTH' : 'OUT',
  via: [...new Set((address.get('via') ?? '').split(',').filter(isRelationship))],
  first: address.get('first') === String(many) ? many : few,
});

/** The search, and how to change it: each change is a step for the back button. */
export function useSearch() {
  const [address, change] = useAddress();
  return {
    search: searchIn(address),
    change: (changes: Partial<Search>) => {
      const next = { ...searchIn(address), first: few, ...changes };
      change({
        from: next.from,
        to: next.to,
        len: next.longest === usualLength ? null : String(next.longest),
        dir: next.direction === 'BOTH' ? 'either' : null,
        via: next.via.join(','),
        first: next.first === many ? String(many) : null,
      });
    },
  };
}

export type Change = ReturnType<typeof useSearch>['change'];

/** What the API is asked for a search, on the day and in the place of the view. */
export function useRouteVariables({ from, to, via, direction, longest, first }: Search): RoutesQueryVariables {
  const { asOf, circuit } = useMoment();
  return { from, to, via: via.length === 0 ? null : via, direction, maxLength: longest, asOf, circuit, first };
}

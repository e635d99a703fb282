import { useMemo, useRef } from 'react';
import type { EntityKind, Relationship } from '../../generated/explorer/graphql.ts';
import { hueOf, sectionsOf } from '../palette.ts';
import { useAddress } from '../state.ts';
import type { Named } from './entity-link.tsx';

export type Name = EntityKind | Relationship;

/** Left out at first, for readability: topics and what governs; but not around one of those, where they are what there is to see. */
const atFirst = (kind: EntityKind): readonly Relationship[] => [
  ...(kind === 'TOPIC' ? [] : (['COVERS', 'RELATED_TO', 'SUBTOPIC_OF'] as const)),
  ...(kind === 'AUTHORITY' || kind === 'POLICY_INSTRUMENT' ? [] : (['GOVERNED_BY'] as const)),
];

const isName = (text: string): text is Name => text in hueOf || text in sectionsOf;
const listIn = (text: string | null): readonly string[] => (text ?? '').split(',').filter((part) => part !== '');
/** The legend leaves nothing out; an empty parameter would be taken away. */
const nothing = 'none';

/** The view as the address holds it: what is expanded, drawn out, left out and selected; and the ways to change it. */
export function useGraphAddress(root: Named) {
  const [search, change] = useAddress();
  const [openText, wholeText, withoutText] = ['open', 'whole', 'without'].map((name) => search.get(name));
  const open = useMemo(() => [...new Set(listIn(openText ?? null))].filter((id) => id !== root.id), [openText, root.id]);
  const whole: ReadonlySet<string> = useMemo(() => new Set(listIn(wholeText ?? null)), [wholeText]);
  const first = useMemo(() => new Set<Name>(atFirst(root.kind)), [root.kind]);
  const without = useMemo(
    () => (withoutText === null || withoutText === undefined ? first : new Set(listIn(withoutText).filter(isName))),
    [withoutText, first],
  );
  const latest = useRef({ change, open, whole });
  latest.current = { change, open, whole };
  const actions = useMemo(() => actionsOn(() => latest.current), []);
  return {
    open,
    whole,
    without,
    picked: search.get('pick'),
    isAtFirst: withoutText === null || withoutText === undefined,
    show: search.get('show') === 'drawing' ? ('drawing' as const) : ('outline' as const),
    actions,
  };
}

interface Latest {
  readonly change: ReturnType<typeof useAddress>[1];
  readonly open: readonly string[];
  readonly whole: ReadonlySet<string>;
}

/** The ways to change the view; they stay the same objects, so that nothing is drawn again for their sake. */
const actionsOn = (latest: () => Latest) => ({
  pick: (id: string | null) => latest().change({ pick: id }, true),
  toggle: (id: string) => {
    const { change, open, whole } = latest();
    const isOpen = open.includes(id);
    const next = isOpen ? open.filter((each) => each !== id) : [...open, id];
    // What was drawn out around it is summarised again when it is collapsed.
    const left = isOpen ? [...whole].filter((key) => !key.startsWith(`${id}~`)) : [...whole];
    change({ open: next.join(), whole: left.join(), pick: id });
  },
  toggleWhole: (key: string) => {
    const { change, whole } = latest();
    const next = whole.has(key) ? [...whole].filter((each) => each !== key) : [...whole, key];
    change({ whole: next.join(), pick: key.slice(0, key.indexOf('~')) });
  },
  /** Null: as at first. */
  leaveOut: (names: ReadonlySet<Name> | null) =>
    latest().change({ without: names === null ? null : names.size === 0 ? nothing : [...names].sort().join() }),
  show: (panel: string) => latest().change({ show: panel === 'drawing' ? panel : null }, true),
});

export type GraphAddress = ReturnType<typeof useGraphAddress>;

import type { Circuit, Support } from '../../generated/explorer/graphql.ts';
import { inWords } from '../state.ts';
import { denial } from '../text/denial.ts';
import { shared } from '../text/shared.ts';
import { type Case, factInWords, type Option, type Remains } from './case.ts';
import { clockOf, type WholeDetails, withoutSubject } from './option-parts.ts';

const text = denial.memo;
const words = denial.options;

/** What a memo is made of: an answer, the details of each of its options that is not blocked, and the facts it was given on. */
export interface Memo {
  readonly remains: Remains;
  /** Details by remedy id. */
  readonly details: ReadonlyMap<string, WholeDetails>;
  readonly known: Case;
  readonly circuit: Circuit | null;
  readonly dataset: { readonly version: string; readonly law: string; readonly unverified: number };
  readonly isAll: boolean;
}

interface Cite {
  readonly citation: string;
  readonly url: string | null;
}

/** Who says it, and how far that was looked into; without citations no source is recorded, which is said. */
interface Says {
  readonly support: string;
  readonly cites: readonly Cite[];
}

export interface Item {
  readonly text: string;
  /** What qualifies it, a line each. */
  readonly more: readonly string[];
  /** Null: a line that needs none. */
  readonly says: Says | null;
}

/** A memo is a list of these, which the page and Markdown show alike. */
export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3 | 4; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly Item[] };

type ClaimLike = {
  readonly sentence: string;
  readonly note: string | null;
  readonly circuits: readonly Circuit[];
  readonly support: Support;
  readonly sources: readonly Cite[];
};

const heading = (level: 1 | 2 | 3 | 4, heading: string): Block => ({ kind: 'heading', level, text: heading });
const paragraph = (text: string): Block => ({ kind: 'text', text });
const line = (text: string): Item => ({ text, more: [], says: null });
/** An empty list says that the sources state none. */
const list = (items: readonly Item[], none: string = shared.none): Block =>
  items.length === 0 ? paragraph(none) : { kind: 'list', items };

const citesOf = (claims: readonly ClaimLike[]): readonly Cite[] => [
  ...new Map(
    claims.flatMap(({ sources }) => sources).map(({ citation, url }) => [`${citation} ${url}`, { citation, url }]),
  ).values(),
];
const saysOf = (claims: readonly ClaimLike[]): Says => ({
  support: [...new Set(claims.map(({ support }) => shared.support[support]))].join('; '),
  cites: citesOf(claims),
});
const placesOf = ({ circuits }: ClaimLike): readonly string[] =>
  circuits.length === 0 ? [] : [shared.onlyIn(circuits.map((circuit) => shared.circuits[circuit]).join(', '))];

const claimItem = (claim: ClaimLike, title: string, more: readonly (string | null)[] = []): Item => ({
  text: withoutSubject(claim.sentence, title),
  more: [...more, claim.note, ...placesOf(claim)].filter((one) => one !== null),
  says: saysOf([claim]),
});

type Element = WholeDetails['assess']['bars'][number];
type Names = Readonly<Record<Element['finding'], string>>;

function elementItem(
  element: Omit<Element, 'liftedBy' | 'waivers'>,
  title: string,
  names: Names,
  more: readonly string[] = [],
): Item {
  const { claims, finding, sentence } = element;
  const notes = claims.flatMap((claim) => [claim.note, ...placesOf(claim)]).filter((one) => one !== null);
  return {
    text: `${names[finding]}: ${withoutSubject(sentence, title)}`,
    more: [...more, ...new Set(notes)],
    says: saysOf(claims),
  };
}

const titled = (label: string, list: readonly { readonly title: string }[]): string[] =>
  list.length === 0 ? [] : [`${label}: ${list.map(({ title }) => title).join('; ')}`];

function detailsOf({ remedy: { title } }: Option, { assess, node }: WholeDetails): readonly Block[] {
  return [
    paragraph(node.summary),
    ...(node.caveat === null ? [] : [paragraph(node.caveat)]),
    heading(4, words.takes),
    list(assess.requirements.map((element) => elementItem(element, title, words.findings))),
    heading(4, words.bars),
    list(
      assess.bars.map((bar) =>
        elementItem(bar, title, words.barFindings, [...titled(words.lifts, bar.liftedBy), ...titled(words.waives, bar.waivers)]),
      ),
    ),
    heading(4, text.grounds),
    list(assess.barringGrounds.map((claim) => claimItem(claim, title))),
    ...(assess.discretion.length === 0
      ? []
      : [heading(4, text.weighs), list(assess.discretion.map((element) => elementItem(element, title, words.weightFindings)))]),
    heading(4, words.deadlines),
    list(
      node.deadlines.nodes.map((claim) =>
        claimItem(
          claim,
          title,
          clockOf(claim).map(([name, value]) => `${name}: ${value}`),
        ),
      ),
      words.deadlinesNone,
    ),
    heading(4, words.gives),
    list(node.confers.map((claim) => claimItem(claim, title))),
    heading(4, words.givesNot),
    list(node.doesNotConfer.map((claim) => claimItem(claim, title))),
    heading(4, words.risks),
    list(node.risks.map((claim) => claimItem(claim, title))),
    heading(4, words.policy),
    list(assess.policy.map((claim) => claimItem(claim, title))),
    heading(4, words.forms),
    list(node.filedOn.map((claim) => claimItem(claim, title))),
  ];
}

function optionBlocks(option: Option, details: WholeDetails | undefined): readonly Block[] {
  const { remedy, sentence, alternative, availability } = option;
  return [
    heading(3, remedy.title),
    paragraph(withoutSubject(sentence, remedy.title)),
    list(
      [
        ...alternative.map((claim) => claimItem(claim, remedy.title, [claim.why])),
        ...availability.map((claim) => claimItem(claim, remedy.title)),
      ],
      words.unlisted,
    ),
    ...(details === undefined ? [] : detailsOf(option, details)),
  ];
}

const statuses = ['OPEN', 'NEEDS_FACTS', 'BLOCKED'] as const;

function askedBlock({ remains: { denied, stage }, known, circuit, isAll }: Memo): Block {
  const why = known.because.length === 0 ? denial.why.notGiven : known.because.map(({ title }) => title).join('; ');
  const place = circuit === null ? shared.anyCircuit : shared.circuits[circuit];
  return list([
    line(`${denial.relief.label}: ${denied.title}`),
    line(`${denial.stage.label}: ${stage?.title ?? denial.stage.any}`),
    line(`${denial.why.label}: ${why}`),
    line(`${text.circuit}: ${place}`),
    ...(isAll ? [line(text.all)] : []),
  ]);
}

/**
 * The memo, block by block: what was asked, the facts as given, the warnings, and each option with all that the sources say of it.
 *
 * @throws when an option that is not blocked has no details: a memo never silently lacks a part
 */
export function memoOf(memo: Memo): readonly Block[] {
  const body = bodyOf(memo);
  return [...body, heading(2, text.sources), paragraph(text.sourcesHelp), sourceList(body)];
}

/** Every source of the memo once, with the address where it can be read, so that paper holds the addresses too. */
function sourceList(blocks: readonly Block[]): Block {
  const items = blocks.flatMap((block) => (block.kind === 'list' ? block.items : []));
  const cites = new Map(items.flatMap(({ says }) => says?.cites ?? []).map(({ citation, url }) => [citation, url]));
  const sorted = [...cites].sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }));
  return list(
    sorted.map(([citation, url]) => ({ text: citation, more: [url ?? text.noAddress], says: null })),
    text.noSource,
  );
}

function bodyOf(memo: Memo): readonly Block[] {
  const { remains, details, known, dataset } = memo;
  const missing = remains.options.find(({ status, remedy }) => status !== 'BLOCKED' && !details.has(remedy.id));
  if (missing !== undefined) throw new Error(`The details of ${missing.remedy.id} are not there.`);
  return [
    heading(1, text.title),
    paragraph(`${shared.notAdvice} ${shared.notAdviceMore}`),
    paragraph(
      `${text.subtitle(inWords(remains.asOf))} ${text.dataset(inWords(dataset.law), dataset.version)} ${shared.unverified(dataset.unverified)}`,
    ),
    heading(2, text.asked),
    askedBlock(memo),
    heading(2, text.facts),
    list(
      [
        ...known.given.map(({ factor, value }) => line(`${factor.question} ${factInWords(value)}`)),
        ...known.skipped.map(({ question }) => line(`${question} (${text.leftOpen})`)),
      ],
      text.factsNone,
    ),
    heading(2, text.warnings),
    list(
      remains.warnings.map((claim) => claimItem(claim, remains.denied.title)),
      words.noWarnings,
    ),
    ...(remains.options.length === 0 ? [heading(2, text.options), paragraph(words.none)] : []),
    ...statuses.flatMap((status) => {
      const group = remains.options.filter((option) => option.status === status);
      if (group.length === 0) return [];
      const [name, help] = words.groups[status];
      return [
        heading(2, `${name} (${group.length})`),
        paragraph(help),
        ...group.flatMap((option) => optionBlocks(option, details.get(option.remedy.id))),
      ];
    }),
  ];
}

/** Signs that Markdown would read as its own. */
const escaped = (text: string): string => text.replaceAll(/[\\`*_[\]<>#|~]/g, String.raw`\$&`).replaceAll(/\s+/g, ' ');
const linked = ({ citation, url }: Cite): string =>
  url === null ? escaped(citation) : `[${escaped(citation)}](<${url.replaceAll(/[<>\s]/g, encodeURIComponent)}>)`;

function itemLines({ text: said, more, says }: Item): string {
  const cited =
    says === null ? [] : [says.cites.length === 0 ? text.noSource : `${says.support}: ${says.cites.map(linked).join('; ')}`];
  return [`- ${escaped(said)}`, ...more.map((one) => `  - ${escaped(one)}`), ...cited.map((one) => `  - ${one}`)].join('\n');
}

/** The memo as Markdown, with each source as a link. */
export const markdown = (blocks: readonly Block[]): string =>
  `${blocks
    .map((block) => {
      if (block.kind === 'heading') return `${'#'.repeat(block.level)} ${escaped(block.text)}`;
      return block.kind === 'text' ? escaped(block.text) : block.items.map(itemLines).join('\n');
    })
    .join('\n\n')}\n`;

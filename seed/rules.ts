import type { EntityKind, Relationship } from '../src/generated/schema.ts';
import { kinds } from '../src/graph/kinds.ts';
import type { SourceReference, Test } from '../src/graph/records.ts';
import { relationships } from '../src/graph/relationships.ts';
import { fieldName, shown } from './expect.ts';
import type { Place, Report } from './faults.ts';
import { checkEras, checkIntervals, checkOrder, type Interval } from './interval.ts';
import type { Fields, SeedClaim, SeedNode } from './node.ts';
import type { Path } from './yaml.ts';

interface Seed {
  readonly nodes: readonly SeedNode[];
  readonly claims: readonly SeedClaim[];
  /** Ids in files that cannot be read; what points at them cannot be judged. */
  readonly unreadable: ReadonlySet<string>;
}

/** What the rules look things up in. */
interface Known extends Seed {
  readonly byId: ReadonlyMap<string, SeedNode>;
  readonly claimIds: ReadonlySet<string>;
}

const sourceKinds: readonly EntityKind[] = ['AUTHORITY', 'POLICY_INSTRUMENT'];

/** Reports what nodes and claims get wrong about one another: ids, ends, references, sources, dates and tests. */
export function checkRules(seed: Seed, report: Report): void {
  const { nodes, claims } = seed;
  const statements = nodes.flatMap(statementsOf);
  checkUnique([...nodes, ...claims, ...statements], report);
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const known: Known = { ...seed, byId, claimIds: new Set(claims.map((claim) => claim.id)) };
  for (const node of nodes) checkNodeRules(node, known, report);
  for (const claim of claims) checkClaimRules(claim, known, report);
  for (const statement of statements) checkStatement(statement, known, report);
  checkEras(
    nodes.filter(({ kind }) => kind === 'POLICY_ERA'),
    report,
  );
}

function checkUnique(items: readonly { readonly id: string; readonly place: Place }[], report: Report): void {
  const first = new Map<string, Place>();
  for (const { id, place } of items) {
    const before = first.get(id);
    if (before === undefined) first.set(id, place);
    else if (place.id !== null) report(inside(place, ['id']), `id must be unique, but is also in seed/${before.file.path}`);
  }
}

function checkNodeRules({ kind, place, fields }: SeedNode, known: Known, report: Report): void {
  if ('from' in fields) checkOrder(fields as unknown as Interval, place, report);
  if (kind === 'POLICY_INSTRUMENT') checkIntervals(fields, 'status', place, report);
  if (kind === 'POLICY_TRACK') checkIntervals(fields, 'intervals', place, report);
  checkReferences(kinds[kind] as References, fields, place, known, report);
}

function checkClaimRules(claim: SeedClaim, known: Known, report: Report): void {
  const { relationship, fields, place, target } = claim;
  checkClaimId(claim, report);
  checkOrder(fields as unknown as Interval, place, report);
  checkReferences(relationships[relationship] as References, fields, place, known, report);
  checkSources(fields, place, known, report);
  if (target === null) return;
  const isThere = checkId(target.id, [target.kind], { place, path: [kinds[target.kind].folder] }, known, report);
  if (isThere && fields.test) checkTest(fields.test as Test, known.byId.get(target.id) as SeedNode, place, report);
}

function checkClaimId({ id, node, relationship, target, place }: SeedClaim, report: Report): void {
  if (target === null) return;
  const stem = `${node.id}.${kebab(relationship)}.${target.id}`;
  const isRight = id === stem || (id.startsWith(`${stem}.`) && /^\d+$/.test(id.slice(stem.length + 1)));
  if (!isRight) report(inside(place, ['id']), `id must be ${stem} or ${stem}.<number>, but got ${shown(id)}`);
}

/** The key of a relationship as claim ids spell it: `barredBy` as `barred-by`. */
const kebab = (relationship: Relationship): string =>
  relationships[relationship].key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

interface References {
  readonly references?: Readonly<Record<string, readonly EntityKind[]>>;
}

function checkReferences({ references = {} }: References, fields: Fields, place: Place, known: Known, report: Report): void {
  for (const [field, allowed] of Object.entries(references)) {
    for (const { path, id } of idsAt(fields, field.split('.'))) checkId(id, allowed, { place, path }, known, report);
  }
}

/** Ids under a dotted field, going through lists, with the path to each. */
function idsAt(value: unknown, steps: readonly string[], path: Path = []): { path: Path; id: string }[] {
  if (Array.isArray(value)) return value.flatMap((item, at) => idsAt(item, steps, [...path, at]));
  const [step, ...rest] = steps;
  if (step === undefined) return typeof value === 'string' ? [{ path, id: value }] : [];
  const inner = (value as Fields | null | undefined)?.[step];
  return inner === undefined ? [] : idsAt(inner, rest, [...path, step]);
}

/** Every source must be there; support CITED has one at least, and NONE has none. */
function checkSources({ sources, support }: Fields, place: Place, known: Known, report: Report): void {
  const list = (sources ?? []) as SourceReference[];
  for (const [at, { authority }] of list.entries()) {
    checkId(authority, sourceKinds, { place, path: ['sources', at, 'authority'] }, known, report);
  }
  const isAtOdds = (support === 'CITED' && sources && list.length === 0) || (support === 'NONE' && list.length > 0);
  if (isAtOdds) report(inside(place, ['support']), `support must fit sources, but is ${support} with ${list.length} of them`);
}

/** Whether an id is that of a node of one of the kinds; reports it if not. */
function checkId(
  id: string,
  allowed: readonly EntityKind[],
  at: { place: Place; path: Path },
  known: Known,
  report: Report,
): boolean {
  const node = known.byId.get(id);
  if (node !== undefined && allowed.includes(node.kind)) return true;
  if (node === undefined && known.unreadable.has(id)) return false;
  const folders = allowed.map((kind) => `${kinds[kind].folder}/`).join(' or ');
  const came = node === undefined ? 'there is none' : `it is in ${kinds[node.kind].folder}/`;
  report(inside(at.place, at.path), `${fieldName(at.path)} must be an id in ${folders}, but got ${shown(id)}: ${came}`);
  return false;
}

/** Which operators a factor's type of value takes, and what their value must be. */
const takes: Readonly<
  Record<string, { readonly words: string; readonly fits: (test: Test, choices: readonly string[]) => boolean }>
> = {
  BOOLEAN: { words: 'IS', fits: ({ op }) => op === 'IS' },
  DURATION: { words: 'a bound that is a duration', fits: ({ op, value }) => isBound(op) && typeof value === 'string' },
  DATE: { words: 'BEFORE or AFTER', fits: ({ op }) => op === 'BEFORE' || op === 'AFTER' },
  COUNT: { words: 'a bound that is a whole number', fits: ({ op, value }) => isBound(op) && typeof value === 'number' },
  MONEY: { words: 'a bound in whole cents', fits: ({ op, value }) => isBound(op) && typeof value === 'number' },
  CHOICE: {
    words: 'ONE_OF its choices',
    fits: ({ op, value }, choices) => op === 'ONE_OF' && value.every((choice) => choices.includes(choice)),
  },
};

const isBound = (op: Test['op']): boolean => ['AT_LEAST', 'AT_MOST', 'MORE_THAN', 'LESS_THAN'].includes(op);

/** A ground is tested as a fact that is so or not; a factor by the type of its value. */
function checkTest(test: Test, { kind, id, fields }: SeedNode, place: Place, report: Report): void {
  const type = kind === 'ELIGIBILITY_FACTOR' ? fields.valueType : 'BOOLEAN';
  const rule = takes[String(type)];
  if (rule === undefined || rule.fits(test, (fields.choices ?? []) as readonly string[])) return;
  report(
    inside(place, ['test']),
    `test must be ${rule.words}, as ${id} is ${kind === 'GROUND' ? 'a ground' : type}, but got ${shown(test)}`,
  );
}

interface SeedStatement {
  readonly id: string;
  readonly topic: string;
  readonly place: Place;
  readonly fields: Fields & { readonly carriedBy: readonly string[] };
}

function statementsOf({ id: topic, place, fields }: SeedNode): SeedStatement[] {
  const list = (fields.statements ?? []) as (SeedStatement['fields'] & { readonly id: string })[];
  return list.map((statement, at) => ({
    id: statement.id,
    topic,
    place: { ...inside(place, ['statements', at]), id: statement.id },
    fields: statement,
  }));
}

function checkStatement({ id, topic, place, fields }: SeedStatement, known: Known, report: Report): void {
  if (!id.startsWith(`${topic}.`)) report(inside(place, ['id']), `id must begin with ${topic}., but got ${shown(id)}`);
  checkSources(fields, place, known, report);
  for (const [at, carrier] of fields.carriedBy.entries()) {
    if (known.byId.has(carrier) || known.claimIds.has(carrier) || known.unreadable.has(carrier)) continue;
    report(
      inside(place, ['carriedBy', at]),
      `carriedBy[${at}] must be the id of an entity or a claim, but got ${shown(carrier)}: there is none`,
    );
  }
}

const inside = (place: Place, path: Path): Place => ({ ...place, path: [...place.path, ...path] });

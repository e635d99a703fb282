import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const FETCH_LIMIT_MS = 600_000;
const OLDEST_JAVA = 17;
const here = dirname(fileURLToPath(import.meta.url));
const pom = join(here, 'pom.xml');
const run = promisify(execFile);

/**
 * Gives the folder with the jars of the Neo4j server that pom.xml names. The first call lets Maven fetch them
 * (214 jars, 116 MB, up to some minutes) into node_modules/.cache; later calls find them there.
 * Fails when Maven does, with the last lines it printed, or when it takes longer than 10 minutes.
 */
export async function fetchJars(): Promise<string> {
  const lib = await jarsFolder();
  if (existsSync(lib)) return lib;
  await mkdir(dirname(lib), { recursive: true });
  const partial = await mkdtemp(join(dirname(lib), 'partial-'));
  try {
    await copyJars(join(partial, 'lib'));
    await renameUnlessThere(join(partial, 'lib'), lib);
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
  return lib;
}

/**
 * Says in one sentence why Neo4j cannot be started on this machine (no JDK of Java 17 or later; no Maven
 * while the jars are still to be fetched), or gives null when nothing is missing.
 */
export async function whyNoNeo4j(): Promise<string | null> {
  const noJava = await whyNoJava();
  if (noJava !== null || existsSync(await jarsFolder())) return noJava;
  return whyNoMaven();
}

/** Gives the last lines of what a program printed, for an error message. */
export function lastLines(text: string, count = 15): string {
  return text.trimEnd().split('\n').slice(-count).join('\n');
}

async function jarsFolder(): Promise<string> {
  const text = await readFile(pom, 'utf8');
  const version = /<artifactId>neo4j<\/artifactId>\s*<version>([^<]+)</.exec(text)?.[1];
  if (version === undefined) throw new Error(`expected a version of org.neo4j:neo4j in ${pom}, found none`);
  return join(here, '..', '..', 'node_modules', '.cache', 'reliefgraph-neo4j', version, 'lib');
}

async function copyJars(folder: string): Promise<void> {
  const goal = ['dependency:copy-dependencies', `-DoutputDirectory=${folder}`, '-DincludeScope=runtime'];
  try {
    await run('mvn', ['-q', '-B', '-Dstyle.color=never', '-f', pom, ...goal], { timeout: FETCH_LIMIT_MS });
  } catch (error) {
    const limit = `${FETCH_LIMIT_MS / 1000} s`;
    throw new Error(`expected Maven to fetch Neo4j's jars within ${limit}, but: ${reason(error)}`);
  }
}

/** Another process may have put the complete folder in place first; then that one is kept. */
async function renameUnlessThere(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if (!existsSync(to)) throw error;
  }
}

async function whyNoJava(): Promise<string | null> {
  const needs = `Neo4j needs a JDK of Java ${OLDEST_JAVA} or later on the PATH`;
  try {
    const { stdout } = await run('java', ['--list-modules']);
    const version = Number(/^java\.base@(\d+)/m.exec(stdout)?.[1]);
    if (!(version >= OLDEST_JAVA)) return `${needs}, but java there is version ${version}.`;
    return /^jdk\.compiler@/m.test(stdout) ? null : `${needs}, but java there has no compiler (it is a JRE).`;
  } catch (error) {
    return `${needs}, but java --list-modules failed: ${reason(error)}.`;
  }
}

async function whyNoMaven(): Promise<string | null> {
  try {
    await run('mvn', ['--version']);
    return null;
  } catch (error) {
    return `Neo4j's jars are fetched with Maven, but mvn --version failed: ${reason(error)}.`;
  }
}

function reason(error: unknown): string {
  const { message, killed, stdout = '', stderr = '' } = error as Error & Partial<Record<string, string>>;
  const printed = lastLines(`${stdout}${stderr}`);
  return `${killed ? 'stopped at the time limit' : message.split('\n')[0]}${printed && `\n${printed}`}`;
}

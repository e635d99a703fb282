import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { fetchJars, lastLines, whyNoNeo4j } from './jars.ts';

export { whyNoNeo4j } from './jars.ts';

export interface Neo4jOptions {
  /** Bolt's port on 127.0.0.1; by default a free one that the operating system picks. */
  readonly port?: number;
  /** The folder that keeps the data; by default a new temporary one. */
  readonly home?: string;
  /**
   * Makes Bolt ask for user `neo4j` with this password of 8 characters or more; by default anyone may in.
   * A home keeps the password it was first given.
   */
  readonly password?: string;
  /** More flags for java, last in line; a benchmark wants `-XX:TieredStopAtLevel=4`, the full compiler. */
  readonly javaFlags?: readonly string[];
}

export interface Neo4jServer {
  readonly uri: string;
  readonly port: number;
  readonly home: string;
  /** Stops the server in good order, by force after 30 s; removes its home if `startNeo4j` made that. */
  stop(): Promise<void>;
  /** Ends the server at once with SIGKILL, as a crash would; its home stays, to be started again. */
  kill(): Promise<void>;
}

type Java = ChildProcessByStdio<Writable, Readable, Readable>;

const START_LIMIT_MS = 120_000;
const STOP_LIMIT_MS = 30_000;
const KEPT_STDERR = 8_000;
const OPENED_PACKAGES = ['java.nio', 'java.io', 'sun.nio.ch', 'java.lang'];
/** The quick compiler and collector halve the processor time of a start, from 33 s to 17 s. */
const QUICK_START = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC'];
const source = fileURLToPath(new URL('Server.java', import.meta.url));
const temporaryHomes = new Set<string>();

/**
 * Starts a real Neo4j of the community edition, and gives it once Bolt answers (some 8 to 20 s on two cores;
 * the first time Maven fetches the jars before that, up to some minutes). Started again with the `home` and
 * `port` of a server that was killed, it has that server's data. It ends by itself when this process does.
 * Fails when Java or Maven is missing, or when the server is not ready within 120 s.
 */
export async function startNeo4j(options: Neo4jOptions = {}): Promise<Neo4jServer> {
  const missing = await whyNoNeo4j();
  if (missing !== null) throw new Error(missing);
  const lib = await fetchJars();
  const port = options.port ?? (await freePort());
  const home = options.home ?? (await temporaryHome());
  const uri = `bolt://127.0.0.1:${port}`;
  const java = launch(lib, home, port, options);
  try {
    await untilReady(java, uri);
  } catch (error) {
    await kill(java);
    if (options.home === undefined) await removeIfTemporary(home);
    throw error;
  }
  return { uri, port, home, stop: () => stop(java, home), kill: () => kill(java) };
}

function launch(lib: string, home: string, port: number, { password, javaFlags = [] }: Neo4jOptions): Java {
  const opens = OPENED_PACKAGES.map((name) => `--add-opens=java.base/${name}=ALL-UNNAMED`);
  const flags = ['-Xmx1g', ...QUICK_START, ...opens, ...javaFlags, '-cp', join(lib, '*')];
  const args = [home, String(port), ...(password === undefined ? [] : [password])];
  return spawn('java', [...flags, source, ...args], { stdio: 'pipe' });
}

async function untilReady(java: Java, uri: string): Promise<void> {
  let printed = '';
  java.stderr.setEncoding('utf8').on('data', (text) => {
    printed = (printed + text).slice(-KEPT_STDERR);
  });
  const lines = createInterface({ input: java.stdout });
  let timer: NodeJS.Timeout | undefined;
  const came = await new Promise<string>((resolve) => {
    lines.on('line', (line) => line === `ready ${uri}` && resolve('ready'));
    java.once('error', (error) => resolve(error.message));
    java.once('close', (code, signal) => resolve(`it ended with ${signal ?? `code ${code}`}`));
    timer = setTimeout(() => resolve('it did not'), START_LIMIT_MS);
  });
  clearTimeout(timer);
  if (came === 'ready') return;
  const expected = `expected Neo4j to be ready on ${uri} within ${START_LIMIT_MS / 1000} s`;
  throw new Error(`${expected}, but ${came}; its stderr ends:\n${lastLines(printed)}`);
}

async function stop(java: Java, home: string): Promise<void> {
  java.kill('SIGTERM');
  const timer = setTimeout(() => java.kill('SIGKILL'), STOP_LIMIT_MS);
  await ended(java);
  clearTimeout(timer);
  await removeIfTemporary(home);
}

async function kill(java: Java): Promise<void> {
  java.kill('SIGKILL');
  await ended(java);
}

function ended(java: Java): Promise<void> {
  if (java.exitCode !== null || java.signalCode !== null || java.pid === undefined) return Promise.resolve();
  return new Promise((resolve) => java.once('exit', () => resolve()));
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

async function temporaryHome(): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'reliefgraph-neo4j-'));
  temporaryHomes.add(home);
  return home;
}

async function removeIfTemporary(home: string): Promise<void> {
  if (temporaryHomes.delete(home)) await rm(home, { recursive: true, force: true });
}

import { isIP, connect as overTcp, type Socket } from 'node:net';
import { connect as overTls } from 'node:tls';
import { within } from './awake.ts';

/** Where an address names no port. */
export const boltPort = 7687;

/** What every Bolt connection starts with: a number that stands for Bolt, then four versions. Any server answers with four bytes. */
const greeting = Buffer.from(['6060b017', '00080805', '00020404', '00000104', '00000003'].join(''), 'hex');

/** What came of a greeting: `fails` is a connection that broke or was refused, `silent` one on which nothing came in time. */
export type Sight = 'answers' | 'fails' | 'silent';

/**
 * Whether a Bolt server answers at an address within some milliseconds, on a connection of its own that is ended then. It takes two round
 * trips and no work: a server with all processors busy on statements still answers (measured: within 0.2 s).
 *
 * The driver is of no use for that. Its own check sends nothing where a connection is open, and what it opens cannot be ended before the
 * first answer, to which it sets no bound: where somebody takes connections and never answers, each check would leave one behind.
 */
export async function greet(uri: string, ms: number): Promise<Sight> {
  const socket = open(new URL(uri));
  const sight = new Promise<Sight>((resolve) => {
    socket.on('data', () => resolve('answers'));
    socket.on('error', () => resolve('fails'));
    socket.on('close', () => resolve('fails'));
  });
  socket.write(greeting);
  try {
    return (await within(ms, sight)) ?? 'silent';
  } finally {
    socket.destroy();
  }
}

function open({ protocol, hostname, port }: URL): Socket {
  const host = hostname.replace(/^\[|\]$/g, '');
  const address = { host, port: Number(port || boltPort) };
  if (!protocol.includes('+')) return overTcp(address);
  const servername = isIP(host) ? {} : { servername: host };
  return overTls({ ...address, ...servername, rejectUnauthorized: !protocol.endsWith('+ssc:') });
}

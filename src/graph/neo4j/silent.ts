import { subscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import { boltPort } from './handshake.ts';

/** The sockets that this process has opened and not yet closed; only those without TLS are told of. */
const opened = new Set<Socket>();

subscribe('net.client.socket', (message) => {
  const { socket } = message as { socket: Socket };
  opened.add(socket);
  socket.once('close', () => opened.delete(socket));
});

/**
 * Ends the connections to the port of an address on which nothing has ever come: a driver that is closed leaves those behind, because it counts a
 * connection only from its first answer.
 */
export function endSilent(uri: string): void {
  const port = Number(new URL(uri).port || boltPort);
  for (const socket of opened) {
    if (socket.remotePort === port && socket.bytesRead === 0) socket.destroy(new Error('The server never answered.'));
  }
}

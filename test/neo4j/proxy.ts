import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A way to a port of this machine, on which everything can go wrong that goes wrong on networks. */
export interface Network {
  /** Where it listens on 127.0.0.1, also after it refused for a while. */
  readonly port: number;
  /** Connections that are open now. */
  connections(): number;
  /** Holds every piece up by some milliseconds, in each direction. */
  delay(ms: number): void;
  /** Takes bytes and new connections, and passes nothing on. A connection that was open meanwhile never passes anything again. */
  stall(): void;
  /** Breaks every open connection; new ones pass. */
  reset(): void;
  /** Breaks every open connection and takes no new ones. */
  refuse(): Promise<void>;
  /** Passes new connections, without a delay. */
  mend(): Promise<void>;
  close(): Promise<void>;
}

interface Line {
  readonly near: Socket;
  readonly far: Socket;
  isDead: boolean;
}

/** A proxy in front of a port of 127.0.0.1. */
export async function networkTo(target: number): Promise<Network> {
  const lines = new Set<Line>();
  let isStalled = false;
  let delayMs = 0;

  const take = (near: Socket): void => {
    const line: Line = { near, far: connect(target, '127.0.0.1'), isDead: isStalled };
    lines.add(line);
    pass(line, line.near, line.far);
    pass(line, line.far, line.near);
  };
  const pass = (line: Line, from: Socket, to: Socket): void => {
    const later = (step: () => void): void => void (delayMs === 0 ? step() : setTimeout(step, delayMs));
    from.on('data', (piece) => later(() => line.isDead || to.write(piece)));
    from.on('error', () => {});
    from.on('close', () => {
      lines.delete(line);
      later(() => to.destroy());
    });
  };
  const reset = (): void => {
    for (const { near, far } of lines) {
      near.resetAndDestroy();
      far.destroy();
    }
  };
  const relay = createServer(take);
  const listen = async (port: number): Promise<void> => void (await once(relay.listen(port, '127.0.0.1'), 'listening'));
  await listen(0);
  const { port } = relay.address() as AddressInfo;
  const refuse = async (): Promise<void> => {
    if (!relay.listening) return;
    const closed = once(relay.close(), 'close');
    reset();
    await closed;
  };
  return {
    port,
    connections: () => lines.size,
    delay: (ms) => {
      delayMs = ms;
    },
    stall: () => {
      isStalled = true;
      for (const line of lines) line.isDead = true;
    },
    reset,
    refuse,
    mend: async () => {
      isStalled = false;
      delayMs = 0;
      if (!relay.listening) await listen(port);
    },
    close: refuse,
  };
}

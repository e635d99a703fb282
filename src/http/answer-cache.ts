import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { Negotiator } from '@fastify/accept-negotiator';
import { LRUCache } from 'lru-cache';
import type { Seen } from './observe.ts';

/** A whole answer to a GET, which holds for as long as its dataset and its day do. */
export interface KeptAnswer {
  readonly etag: string;
  /** Version of the dataset and day of the law: the answer to the same address is another one after either changes. */
  readonly moment: string;
  readonly contentType: string;
  readonly body: Buffer;
  /** What was said of the request that it answered first. */
  readonly seen: Seen;
}

type Encoding = 'br' | 'gzip';

const compressions: Readonly<Record<Encoding, (body: Buffer) => Promise<Buffer>>> = {
  br: (body) => promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  gzip: promisify(gzip),
};

const negotiator = new Negotiator({ supportedValues: Object.keys(compressions) });

export interface AnswerCache {
  get(address: string, moment: string): KeptAnswer | null;
  set(address: string, answer: KeptAnswer): void;
  /** The body in an encoding that the client takes, kept with the answer; null when it stays as it is. */
  encoded(answer: KeptAnswer, acceptEncoding: string | undefined): Promise<{ encoding: Encoding; body: Buffer } | null>;
}

/** Shorter bodies do not get shorter by compression. */
const leastToCompress = 1024;

/** Answers to GET by address, under a bound of bytes. An answer holds no fact: those are taken over POST only. */
export function answerCache(bytes: number): AnswerCache {
  if (bytes === 0) return { get: () => null, set: () => {}, encoded: async () => null };
  const kept = new LRUCache<string, KeptAnswer>({
    maxSize: bytes,
    sizeCalculation: ({ body }, address) => 3 * (body.byteLength + address.length) + 500,
  });
  const smaller = new WeakMap<KeptAnswer, Map<Encoding, Buffer>>();
  return {
    get: (address, moment) => {
      const answer = kept.get(address);
      return answer?.moment === moment ? answer : null;
    },
    set: (address, answer) => kept.set(address, answer),
    encoded: async (answer, acceptEncoding) => {
      if (answer.body.byteLength < leastToCompress) return null;
      const encoding = negotiator.negotiate(acceptEncoding ?? '') as Encoding | null;
      if (encoding === null) return null;
      const known = smaller.get(answer) ?? new Map<Encoding, Buffer>();
      smaller.set(answer, known);
      const body = known.get(encoding) ?? (await compressions[encoding](answer.body));
      known.set(encoding, body);
      return { encoding, body };
    },
  };
}

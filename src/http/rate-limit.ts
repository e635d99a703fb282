import { isIPv4 } from 'node:net';
import type { FastifyReply } from 'fastify';
import ipaddr from 'ipaddr.js';
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';

/** What an address may still spend, for the headers of its answer. */
export interface Allowance {
  readonly isSpent: boolean;
  readonly remaining: number;
  /** Seconds until it is whole again. */
  readonly resetSeconds: number;
}

export interface RateLimit {
  /** Takes a cost off the allowance of an address. */
  readonly spend: (address: string, cost: number) => Promise<Allowance>;
  readonly setHeaders: (reply: FastifyReply, allowance: Allowance) => void;
}

/** A network of IPv6 gives its holder a whole /64: it counts as one address. An IPv4 address in the clothes of IPv6 is itself. */
function holderOf(address: string): string {
  if (isIPv4(address) || !ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  return parsed instanceof ipaddr.IPv6 ? parsed.parts.slice(0, 4).join(':') : parsed.toString();
}

/** Every address may spend `points` in `seconds`; the headers are those of the IETF draft on RateLimit fields. */
export function rateLimit(points: number, seconds: number): RateLimit {
  const policy = `"cost";q=${points};w=${seconds}`;
  const limiter = new RateLimiterMemory({ points, duration: seconds });
  const allowanceOf = (state: RateLimiterRes, isSpent: boolean): Allowance => ({
    isSpent,
    remaining: Math.max(0, state.remainingPoints),
    resetSeconds: Math.max(1, Math.ceil(state.msBeforeNext / 1000)),
  });
  return {
    spend: (address, cost) =>
      limiter.consume(holderOf(address), cost).then(
        (state) => allowanceOf(state, false),
        (state: RateLimiterRes | Error) => {
          if (state instanceof Error) throw state;
          return allowanceOf(state, true);
        },
      ),
    setHeaders: (reply, { remaining, resetSeconds }) => {
      reply.header('ratelimit-policy', policy);
      reply.header('ratelimit', `"cost";r=${remaining};t=${resetSeconds}`);
    },
  };
}

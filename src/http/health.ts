import type { FastifyInstance } from 'fastify';
import type { Graph } from '../graph/graph.ts';

/** Whether the server goes away: then it says so before it stops taking requests. */
export interface Lifecycle {
  isDraining: boolean;
}

/** The graph has this long to answer whether it is there. */
const patienceMs = 1000;

/** `/health/live`: the process answers. `/health/ready`: it has a dataset to answer from, and is not about to stop. */
export function health(app: FastifyInstance, graph: Graph, lifecycle: Lifecycle): void {
  app.get('/health/live', async () => ({ status: 'live' }));
  app.get('/health/ready', async (_, reply) => {
    reply.header('cache-control', 'no-store');
    if (lifecycle.isDraining) return reply.code(503).send({ status: 'stopping', engine: graph.engine });
    try {
      const { dataset } = await graph.open({ signal: AbortSignal.timeout(patienceMs) });
      return { status: 'ready', engine: graph.engine, version: dataset.version };
    } catch {
      return reply.code(503).header('retry-after', 1).send({ status: 'no graph', engine: graph.engine });
    }
  });
}

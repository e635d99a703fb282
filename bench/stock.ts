import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { readCompact } from '../seed/compact.ts';
import { loadersOn } from '../src/graph/loaders.ts';
import { memoryGraph } from '../src/graph/memory.ts';
import { todayInWashington } from '../src/graphql/question/arguments.ts';
import { buildSchema } from '../src/graphql/schema.ts';
import type { Context } from '../src/kind/context.ts';

/** What we are measured against: Apollo Server as it comes, with the same schema, resolvers, loaders and data, and nothing else on. */
const graph = memoryGraph(await readCompact());
const server = new ApolloServer<Context>({ schema: buildSchema() });
const { url } = await startStandaloneServer(server, {
  listen: { port: Number(process.env.PORT) },
  context: async () => ({ ...loadersOn(await graph.open(new AbortController())), today: todayInWashington() }),
});
console.log(`stock Apollo Server at ${url}`);

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { findBreakingChanges, buildSchema as parseSchema, printSchema } from 'graphql';
import { buildSchema } from '../src/graphql/schema.ts';

/** The contract as it was released last; it changes only with a release (`npm run release:contract`). */
const released = 'schema/release/contract.graphql';

const now = printSchema(buildSchema());

if (process.argv.includes('--release')) {
  writeFileSync(released, `${now}\n`);
  console.log(`${released}: written`);
} else if (!existsSync(released)) {
  console.error(`contract: expected ${released}, but it is not there`);
  process.exitCode = 1;
} else {
  const breaking = findBreakingChanges(parseSchema(readFileSync(released, 'utf8')), parseSchema(now));
  for (const { description } of breaking)
    console.error(`contract: ${description} Deprecate it first: @deprecated(reason: "Use …").`);
  if (breaking.length > 0) process.exitCode = 1;
  else console.log('contract: nothing that was released is missing');
}

import type { TestProject } from 'vitest/node';
import { provideSeed } from '../setup.ts';

/** The explorer is tested on the memory engine: what it is answered is compared on both elsewhere. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { end } = await provideSeed(project);
  project.provide('neo4j', null);
  return end;
}

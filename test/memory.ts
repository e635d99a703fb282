import type { TestProject } from 'vitest/node';
import { provideSeed } from './setup.ts';

/** What these tests are about is the same on both engines: they run on memory. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { end } = await provideSeed(project);
  project.provide('neo4j', null);
  return end;
}

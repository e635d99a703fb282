import { faultText } from './faults.ts';
import { readFiles } from './read.ts';
import { checkSeed } from './shape.ts';

const begin = performance.now();
const { nodes, claims, faults } = checkSeed(await readFiles());
const seconds = ((performance.now() - begin) / 1000).toFixed(1);

for (const fault of faults) console.error(faultText(fault));
const found = faults.length === 0 ? 'no faults' : `${faults.length} fault${faults.length === 1 ? '' : 's'}`;
console.log(`seed: ${nodes.length} entities, ${claims.length} claims, ${found} (${seconds} s)`);
if (faults.length > 0) process.exitCode = 1;

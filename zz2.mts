import { readCompact } from '/work/main/seed/compact.ts';
import { memoryGraph } from '/work/main/src/graph/memory.ts';
import { apolloServer } from '/work/main/src/graphql/apollo.ts';
import { buildSchema } from '/work/main/src/graphql/schema.ts';
const s = apolloServer({schema: buildSchema(), graph: memoryGraph(await readCompact('/work/main/dist/seed.json')), report: console.error});
await s.start();
const facts = `[{factor:"continuous-physical-presence",value:{duration:"P12Y"}},{factor:"qualifying-relative-spouse-parent-child",value:{boolean:true}},{factor:"good-moral-character",value:{boolean:true}},{factor:"inspected-admitted-or-paroled",value:{boolean:false}},{factor:"entry-without-inspection",value:{boolean:true}},{factor:"aggravated-felony-conviction",value:{boolean:false}},{factor:"particularly-serious-crime",value:{boolean:false}},{factor:"persecutor-of-others",value:{boolean:false}},{factor:"has-final-order",value:{boolean:false}},{factor:"unaccompanied-child",value:{boolean:false}},{factor:"changed-circumstances",value:{boolean:false}},{factor:"immediate-relative-of-usc",value:{boolean:true}}]`;
const qs = {
 screen:`{ screen(stage:"master-calendar-hearing", facts: ${facts}) { assessments { remedy { id title } status missing { id } } nextQuestion { factor { id } text settles } } }`,
 screenFull:`{ screen(stage:"master-calendar-hearing", facts: ${facts}) { assessments { remedy { id title } status sentence requirements {finding sentence} bars {finding sentence} missing { id } } nextQuestion { factor { id } text settles } } }`,
 afterDenial:`{ afterDenial(relief:"prosecutorial-discretion", stage:"master-calendar-hearing", facts: ${facts}) { options { remedy { id title } status sentence } nextQuestion { factor { id } } } }`,
};
for (const [n,q] of Object.entries(qs)) {
  const run = () => s.executeOperation({query:q},{contextValue:{signal: AbortSignal.timeout(20000)}});
  for (let i=0;i<30;i++) { const r:any = await run(); if (r.body.singleResult.errors) throw new Error(JSON.stringify(r.body.singleResult.errors)); }
  const t=performance.now(), c=process.cpuUsage(); for (let i=0;i<50;i++) await run();
  const u=process.cpuUsage(c); console.log(n, ((performance.now()-t)/50).toFixed(1)+' ms', ((u.user+u.system)/50000).toFixed(1)+' ms cpu');
}
await s.stop();

import { measureVerdictLatency } from './vl-probe.js';
import { tableOf } from './report.js';
const t = performance.now();
const m = await measureVerdictLatency(console.log);
console.log(tableOf(m));
console.log(JSON.stringify(m.json), (performance.now() - t) | 0);

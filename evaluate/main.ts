import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { exitWith, readOptions, wholeNumber } from '../local/options.js';
import { evaluateAlarms } from './false-alarms.js';
import { evaluateCalls } from './calls.js';
import { evaluateFaults } from './fault-matrix.js';
import { checksTable, markdownOf, type Evaluated, type Part } from './part.js';
import { evaluatePublished } from './published.js';
import { evaluateRecordings } from './recordings/index.js';
import { evaluateRoc } from './roc.js';
import { evaluateSmallestItems } from './smallest-items.js';

/** In the order in which they run. */
const parts: Record<string, Part> = {
  smallest: evaluateSmallestItems,
  roc: evaluateRoc,
  calls: evaluateCalls,
  faults: evaluateFaults,
  alarms: evaluateAlarms,
  recordings: evaluateRecordings,
  published: evaluatePublished,
};

const usage = `npm run evaluate:sensing [-- --only ${Object.keys(parts).join(',')}]
What the sensors see and how sure that is: by the product's own verdicts and health engine, against theory, simulated
hardware and recordings that others made. About four minutes in all. The last line is one object of JSON: what must
hold, and whether it does.`;

const options = readOptions(usage, {
  out: {
    type: 'string',
    hint: 'DIR',
    about: 'write curves (SVG), tables (Markdown) and all figures (JSON) here',
  },
  only: { type: 'string', hint: 'A,B', about: 'these parts and no others' },
  runs: { type: 'string', default: '1000', hint: 'N', about: 'runs a point; all that is simulated is in proportion' },
  data: { type: 'string', default: '../shared/data', hint: 'DIR', about: 'where recordings lie, a folder each' },
});

const chosen = options.only === undefined ? Object.keys(parts) : options.only.split(',');
const unknown = chosen.filter((name) => !Object.hasOwn(parts, name));
if (unknown.length > 0)
  exitWith(2, `--only takes parts of the evaluation, ${Object.keys(parts).join(', ')}; not '${unknown.join(', ')}'`);

const runs = wholeNumber(options.runs, 'runs', [10, 1_000_000]);
const found: Record<string, Evaluated> = {};
for (const name of chosen) {
  const progress = (doing: string) => console.log(`${name}: ${doing} …`);
  found[name] = parts[name]!({ runs, data: path.resolve(options.data ?? '.'), progress });
}

const all = Object.values(found);
const checks = all.flatMap((one) => one.checks);
const tables = [...all.flatMap((one) => one.tables), checksTable(checks)].map(markdownOf).join('\n\n');
const summary = { runs, parts: chosen, checks };

console.log(`\n${tables}\n`);
if (options.out !== undefined) {
  mkdirSync(options.out, { recursive: true });
  const write = (name: string, text: string) => writeFileSync(path.join(options.out!, name), text);
  const details = Object.fromEntries(chosen.map((name) => [name, found[name]!.json]));
  write('sensing.json', `${JSON.stringify({ ...summary, details }, null, 1)}\n`);
  write('sensing.md', `${tables}\n`);
  for (const { figures = {} } of all) for (const [name, svg] of Object.entries(figures)) write(name, svg);
}
process.stdout.write(`${JSON.stringify(summary)}\n`, () => process.exit());

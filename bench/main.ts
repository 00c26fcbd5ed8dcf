import { exitWith, readOptions } from '../local/options.js';
import { measureBundles } from './bundles.js';
import { measureHealth } from './health.js';
import { measurePerParcel } from './per-parcel.js';
import { measureReadRoutes } from './read-routes.js';
import { tableOf, type Measured, type Progress } from './report.js';
import { measureSimulator } from './simulator.js';
import { measureStartup } from './startup.js';
import { measureVerdictLatency } from './verdict-latency.js';

interface Part {
  /** Of the JSON object. */
  readonly key: string;
  readonly title: string;
  readonly measure: (progress: Progress) => Promise<Measured>;
}

/** In the order in which they run: what is disturbed most by a warm machine comes first. */
const parts: Record<string, Part> = {
  verdict: { key: 'verdictLatency', title: 'Door closed to verdict on the screen', measure: measureVerdictLatency },
  bundles: { key: 'bundles', title: 'Bundles', measure: measureBundles },
  parcel: { key: 'perParcel', title: 'One parcel without trouble', measure: measurePerParcel },
  'read-routes': { key: 'readRoutes', title: 'Routes that read', measure: measureReadRoutes },
  startup: { key: 'startup', title: 'npm start', measure: measureStartup },
  health: { key: 'health', title: 'Sensor health', measure: measureHealth },
  simulator: { key: 'simulator', title: 'Simulator', measure: measureSimulator },
};

const usage = `npm run bench [-- --only ${Object.keys(parts).join(',')}]
Measures, each figure against its limit: ratios within one run, units and bytes, and no time of this machine alone. Five
to seven minutes in all; anything else that runs meanwhile is measured too. The last line is one object of JSON.`;

const { only } = readOptions(usage, {
  only: { type: 'string', hint: 'A,B', about: 'these parts and no others' },
});

const chosen = only === undefined ? Object.keys(parts) : only.split(',');
const unknown = chosen.filter((name) => !Object.hasOwn(parts, name));
if (unknown.length > 0)
  exitWith(2, `--only takes parts of the bench, ${Object.keys(parts).join(', ')}; not '${unknown.join(', ')}'`);

const figures: Record<string, unknown> = {};
const tables: string[] = [];
for (const name of chosen) {
  const { key, title, measure } = parts[name]!;
  const say = (doing: string) => console.log(`${name}: ${doing} …`);
  try {
    const measured = await measure(say);
    tables.push(`${title}\n${tableOf(measured)}`);
    figures[key] = measured.json;
  } catch (error) {
    // The other parts are worth having; this one is not in the JSON, and the exit code says so.
    process.exitCode = 1;
    tables.push(`${title}\n  NOT MEASURED: ${error instanceof Error ? error.message : String(error)}`);
  }
}
console.log(`\n${tables.join('\n\n')}\n`);
process.stdout.write(`${JSON.stringify(figures)}\n`, () => process.exit());

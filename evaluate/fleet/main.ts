import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readOptions, wholeNumber } from '../../local/options.js';
import { fleetOf } from './fleet.js';
import { groupsOf, playGroups } from './groups.js';
import { documentOf, reportOf } from './report.js';

const usage = `npm run sim:fleet [-- --banks 200 --days 90 --seed 1 --out DIR]
A fleet in simulated time, with faults as frequent as they are assumed to be in life: how many incidents are closed
without a visit, by cause, and how soon a phantom or a ghost is found. Prints tables; the last line is one object of JSON.`;

const options = readOptions(usage, {
  banks: { type: 'string', default: '200', hint: 'N', about: 'banks, each of a site of its own' },
  days: { type: 'string', default: '90', hint: 'N', about: 'days with couriers; then everything comes to its end' },
  doors: { type: 'string', default: '10', hint: 'N', about: 'doors a bank' },
  seed: { type: 'string', default: '1', hint: 'N', about: 'the only source of chance' },
  players: { type: 'string', default: '2', hint: 'N', about: 'groups of seven banks that are played at once' },
  minutes: { type: 'string', default: '600', hint: 'N', about: 'no further group is begun after so long' },
  out: { type: 'string', hint: 'DIR', about: 'write fleet.md, fleet.json and fleet-causes.svg here' },
});

const print = (line: string): void => void process.stdout.write(`${line}\n`);

const sites = {
  seed: wholeNumber(options.seed, 'seed', [0, 1_000_000]),
  banks: wholeNumber(options.banks, 'banks', [1, 10_000]),
  days: wholeNumber(options.days, 'days', [1, 365]),
  doorsPerBank: wholeNumber(options.doors, 'doors', [5, 200]),
};
const players = wholeNumber(options.players, 'players', [1, 64]);
const forMs = wholeNumber(options.minutes, 'minutes', [1, 10_000]) * 60_000;

print(`${sites.banks} banks of ${sites.doorsPerBank} doors, ${sites.days} days, seed ${sites.seed}`);
const onPlayed = (done: number, of: number) => print(`${done} of ${of} groups of banks played`);
const fleet = fleetOf((await playGroups(groupsOf(sites), { players, forMs, onPlayed })).filter(Boolean));
const played = { ...sites, banks: fleet.banks };
const { tables, summary, figure } = reportOf(fleet, played);

print(`\n${tables}\n`);
if (options.out !== undefined) {
  mkdirSync(options.out, { recursive: true });
  const write = (name: string, text: string) => writeFileSync(path.join(options.out!, name), text);
  write('fleet.json', `${JSON.stringify({ ...summary, fleet }, null, 1)}\n`);
  write('fleet.md', documentOf(tables, played));
  write('fleet-causes.svg', figure);
}
print(JSON.stringify(summary));

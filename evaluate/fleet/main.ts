import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readOptions, wholeNumber } from '../../local/options.js';
import type { Played, Sites } from '../../simulator/fleet/play.js';
import type { Table } from '../part.js';
import { fleetOf } from './fleet.js';
import { banksPerGroup, groupsOf, playGroups } from './groups.js';
import type { Run } from './page.js';
import { progressOf } from './progress.js';
import { ratesIn, replayRates, replayTable } from './replay.js';
import { reportOf } from './report.js';
import { sensitivityTable } from './sensitivity.js';

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
  sensitivity: {
    type: 'string',
    default: 'weighed',
    hint: 'HOW',
    about:
      '`weighed`: incidents count by the rate that brought them about; `replay`: plays each rate halved and doubled',
  },
  'replay-banks': {
    type: 'string',
    default: '21',
    hint: 'N',
    about: 'so many are played again for that, in whole groups',
  },
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

const replayBanks = wholeNumber(options['replay-banks'], 'replay-banks', [1, 10_000]);
const isReplayed = options.sensitivity === 'replay';
if (!isReplayed && options.sensitivity !== 'weighed') throw new Error('sensitivity is weighed or replay');

const play = (groups: readonly Sites[]): Promise<(Played | undefined)[]> =>
  playGroups(groups, { players, forMs: forMs - performance.now(), onPlayed: (...at) => print(progressOf(...at)) });

print(`${sites.banks} banks of ${sites.doorsPerBank} doors, ${sites.days} days, seed ${sites.seed}`);
const groups = groupsOf(sites);
const played = await play(groups);
const fleet = fleetOf(played.filter((group) => group !== undefined));
const replay = isReplayed ? await playAgain() : undefined;
const run: Run = { ...sites, banks: fleet.banks, replayBanks: replay?.banks };
const { tables, page, summary, figure } = reportOf(fleet, run, replay?.table ?? sensitivityTable(fleet.cases));

/** Each rate that brought something about, halved and doubled, for the first groups of the fleet: as assumed they are played already. */
async function playAgain(): Promise<{ banks: number; table: Table }> {
  const again = groups.filter((_, i) => i * banksPerGroup < replayBanks && played[i] !== undefined);
  const asAssumed = again.flatMap((group) => played[groups.indexOf(group)] ?? []);
  const { banks } = fleetOf(asAssumed);
  const names = ratesIn(fleet.cases);
  print(`each of ${names.length} rates halved and doubled: ${banks} banks again, ${2 * names.length} times`);
  return { banks, table: replayTable(asAssumed, await replayRates(names, again, play)) };
}

print(`\n${tables}\n`);
if (options.out !== undefined) {
  mkdirSync(options.out, { recursive: true });
  const write = (name: string, text: string) => writeFileSync(path.join(options.out!, name), text);
  write('fleet.json', `${JSON.stringify({ ...summary, fleet }, null, 1)}\n`);
  write('fleet.md', page);
  write('fleet-causes.svg', figure);
}
print(JSON.stringify(summary));

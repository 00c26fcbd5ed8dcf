import { talliesOf } from '../../domain/reports/operations.js';
import { staffMinutes } from '../../domain/reports/staff.js';
import { atMost, type Figure } from '../../bench/report.js';
import type { Sites } from '../../simulator/fleet/play.js';
import { checksTable, markdownOf, type Table } from '../part.js';
import { barsOf } from './bars.js';
import { byCauseTable, shareOf, withoutChance } from './by-cause.js';
import { detectionTable, mostScans, scansMax } from './detection.js';
import { endingsTable } from './endings.js';
import type { Fleet } from './fleet.js';
import { repeatsTable } from './repeats.js';

/** What the design aims at, without the causes that inherently need a visit. */
const aim = 0.99;

/** What was played; `replayBanks`: so many again for the last table, which is weighed without it. */
export interface Run extends Sites {
  replayBanks?: number | undefined;
}

/** Tables for people, one object for machines, and one picture. */
export function reportOf(fleet: Fleet, played: Run, sensitivity: Table) {
  const { cases, differences, violations, lives, visits } = fleet;
  const { all, withoutInherentVisits, byCause } = talliesOf(cases);
  const minutes = staffMinutes({ stored: lives, mendedRemotely: all.mendedRemotely, visits: all.visits });
  const inReach = differences.filter(({ isBeyondSensors, isInDoubt }) => !isBeyondSensors && !isInDoubt);
  const sound = inReach.filter(({ isSound }) => isSound);
  const checks = [
    aimed(withoutInherentVisits.remoteResolutionRate),
    atMost('phantoms and ghosts, nothing at fault: scans until found', mostScans(sound), {
      max: scansMax,
      unit: 'scans',
    }),
    atMost('the same, where the door or the bank is at fault', mostScans(inReach), { max: scansMax, unit: 'scans' }),
    atMost('invariants broken', violations.length, { max: 0, unit: 'times' }),
  ];
  const tables = [
    byCauseTable(cases),
    endingsTable(cases),
    repeatsTable(cases),
    checksTable(checks),
    detectionTable(differences),
    outagesTable(fleet),
    staffTable(minutes, { visits, banks: fleet.banks }),
    sensitivity,
  ];
  const summary = {
    ...played,
    lives,
    incidents: all.incidents,
    plain: all.remoteResolutionRate,
    withoutInherentVisits: withoutInherentVisits.remoteResolutionRate,
    withoutRepeatsByAnother: withoutChance(cases),
    repeatsAtWorkingDoors: all.repeatsAtWorkingDoors,
    endings: all.endings,
    visitsAskedFor: all.visits,
    waysToBanks: visits,
    phantomsAndGhosts: differences.length,
    mostScans: mostScans(inReach),
    staffMinutes: minutes,
    violations: violations.length,
  };
  return { tables: tables.map(markdownOf).join('\n\n'), summary, figure: barsOf(byCause) };
}

function aimed(rate: number | undefined): Figure {
  const limit = { text: `at least ${shareOf(aim)}`, isReached: (rate ?? 0) >= aim };
  return { what: 'remote-resolution rate without inherent visits', value: shareOf(rate), limit };
}

/** Most of what befalls a network is over before it is an incident: what the rate does not count is said here. */
function outagesTable({ cases, struck }: Pick<Fleet, 'cases' | 'struck'>): Table {
  const rows = (['network-away', 'power-cut'] as const).map((name) => {
    const by = cases.filter(
      ({ origin, cause }) => origin === name && (cause === 'bank-offline' || cause === 'power-lost'),
    );
    const visited = by.filter(({ visit }) => visit !== undefined);
    return [name, ...[struck[name] ?? 0, by.length, visited.length].map(String)];
  });
  return {
    title: 'Networks and mains that failed',
    head: ['what befell a bank', 'times', 'incidents', 'visits'],
    rows,
  };
}

function staffTable(
  minutes: ReturnType<typeof staffMinutes>,
  { visits, banks }: Pick<Fleet, 'visits' | 'banks'>,
): Table {
  const { byParcels, byVisitsSpared, spentOnVisits, saved } = minutes;
  const rows = [
    ['parcels that nobody took in by hand', byParcels],
    ['incidents closed from afar, each a visit spared', byVisitsSpared],
    ['visits asked for, taken off', -spentOnVisits],
    ['saved', saved],
    ['for comparison: ways to banks, several incidents each', visits],
  ].map(([what, value]) => [String(what), String(value), (Number(value) / banks).toFixed(1)]);
  return { title: 'Minutes of staff', head: ['of', 'minutes', 'a bank'], rows };
}

/** The page of the documentation, with the command that makes it. */
export function documentOf(tables: string, run: Run): string {
  const { banks, days, doorsPerBank, seed, replayBanks } = run;
  const flags = replayBanks === undefined ? '' : ` --sensitivity replay --replay-banks ${replayBanks}`;
  return `# A fleet, and how much of it is mended from afar

Generated: do not edit. ${banks} banks of ${doorsPerBank} doors over ${days} days, played through the product's own code by

\`\`\`sh
npm run sim:fleet -- --banks ${banks} --days ${days} --doors ${doorsPerBank} --seed ${seed}${flags} --out docs
\`\`\`

The last ${days === 1 ? 'day is' : 'days are'} followed by as many without couriers as it takes until every incident is decided.
All chance is seeded: the same command gives the same numbers.

- **Remote-resolution rate**: of the incidents that are decided, the share that was closed with no visit asked for and was not seen
  again at the same place within 7 days. It is the rate of \`GET /v1/reports/operations\`, by the same code. An incident that is
  over by itself, explained, or settled by a manager at the desk counts as closed from afar, for nobody went. One that ended because somebody who had come
  for another one serviced its door does not, and is no visit of its own either.
- **Without inherent visits**: the same without the cases to which a visit belongs by their nature, whatever became of them: by the row of the exception
  catalogue to all of a cause (\`visitIsInherent\`), or to those that were seen with something (\`visitIsInherentWhere\`: a lens that is covered, an object whose owner nobody knows, a door
  that was opened without a command and its parcel gone).
- **Seen again, by another case**: within 7 days the same cause stood at the same place again, and the simulation knows that
  something else had brought it about: another network outage, another door left open. The rate counts it as not mended, for no report can know all of that.
- **What a report can show of it**: a door was left open again that works (\`repeatsAtWorkingDoors\` of \`GET /v1/reports/operations\`, docs/adr/0035): since the first
  time it has been shut in time so often that one which fails one time in five would do so by chance in one case of a hundred at most, with no incident about
  its lock, latch or switch, and nobody sent there. It changes no rate. Of a door that few people have used since nothing is shown.
- **Closed from afar, by what ended it**: *worked*: its door was on trial, and was seen to work. *seenOver*: its cause was seen to be over, after something was tried or somebody
  told. *done*: the bank's word. *trialTime*: nobody used its door until the trial was over. *untried*: over before anything was tried or anybody told.
  *explained*: put down to another incident. *person*: a named person said so.
- **Scans**: banks scan hourly. Counted are the scans that saw a difference between a door and its record, up to the one that led to
  an incident within 10 minutes. *Over before*: a visit or the next parcel ended it within two scans. *Never*: more than two scans saw it.
  A scan that waited for a connection is not counted: it comes in one breath with what its doors did since.
- **Said to be in doubt**: at the visit itself the sensors could not tell whether all was taken, and whose parcel it is was told so, then and there. The record
  says "stored" and is reminded of; no incident tells of it a second time, and a carrier or a manager finds the door empty in the end.
- Rates of faults are those of \`simulator/faults/\`, of people and networks those of \`simulator/fleet/rates.ts\`. Nearly all of them are
  **assumptions**.
- ${replayBanks === undefined ? weighed : replayed(replayBanks)}
- A door that did not open because nobody pulled is a case of its own each time: the simulation sees whether anybody does. What began after an incident was raised had no part
  in it, though nobody knows what had.
- **Nothing at fault**: the simulation knows of nothing that brought the incident about: a door at which nobody pulled, say, is a door that
  did not open. They are incidents all the same, and most are closed by the first pulse; the last row shows the rate without them.
- The seven days weigh heavily on what is frequent: what befalls a bank once a month befalls it again within a week with a chance of
  1 − exp(−12 · 7 / 365) = 21 %, whatever is done about it.
- A bank that is away is an incident when that is confirmed: after two hours, at a stretch or in the absences of a day together. Until then nobody is asked
  to do anything, and it is no incident, closed from afar or otherwise (docs/adr/0027): how many absences there were stands in a table of its own.
- A parcel in a wrong compartment lies in a door that stood open already, mostly by the key of somebody of the house; sites have the policy as the product
  comes, which is to ask. The courier has gone, or looks into their own door and goes; one of three sees that the other door still stands open, and puts it right.
  The manager, once told, rings the courier up, who answers as above, and stores the parcel where it lies. Where nobody has answered for a day it goes by the evidence: it is stored
  as the parcel whose own door closed on nothing at that visit, which is wrong now and then: whoever is told so finds another's. Where that is refused, seven residents of ten come for what is theirs, after as long as for any parcel, and the manager
  opens the door for them from afar (assumptions). All else is gone to.
- Not played: several parcels in one door, guessed codes, mass opening. No mishap of the simulator does them.
- Whoever has shut a door and reads within 5 s that it sprang open pushes it once more, up to three times: an assumption. Who is told later, by their phone, that the door they have just used stands open, comes back in 2 to 15 minutes and shuts it: every
  second resident, for they live there, and one courier of four (assumptions). The others never do.
- People go only where a visit was asked for, half of them within a day (log-normal, σ 0.8: an assumption), and repair what is
  broken at the places of the bank's incidents. A manager answers from the desk within the hour whether a door that was opened without a command may be given back.
- Couriers of a doubtful deposit and residents of a parcel that is not seen, or of something left, are asked by the product. Four couriers of
  five answer and seven residents of ten, half of them within three hours and one of fifty wrongly; of the others every second one when
  asked once more (assumptions). What they say, the manager
  says of the door. Where a deposit was called off while its door stood open, and something was
  put in, the record says whose it is. Of what came from nowhere nobody knows, and somebody goes. What is not answered is a visit;
  what is at the end of a playbook that asks for no visit, and was raised or seen last more than a day ago, is gone to all the same, and counts as a visit.

![Incidents by cause](fleet-causes.svg)

${tables}
`;
}

const weighed = `The last table **weighs** the incidents of this fleet by the rate that brought them about, as if there were half or twice as many of
  them. Nothing is played again: what follows from there being more of them (a second one before the first is over) is not in it. \`--sensitivity replay\` plays it.`;

const replayed = (
  banks: number,
): string => `The last table **plays again** ${banks} of the banks, with the same seeds, once for each rate halved and once for it doubled.
  In brackets: points away from what it is as assumed, ± the standard error of that, for in a changed story people meet other chances than the rate's. What is within two errors is no effect.`;

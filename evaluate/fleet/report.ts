import { talliesOf } from '../../domain/reports/operations.js';
import { staffMinutes } from '../../domain/reports/staff.js';
import { atMost, type Figure } from '../../bench/report.js';
import { checksTable, markdownOf, type Table } from '../part.js';
import { barsOf } from './bars.js';
import { byCauseTable, shareOf, withoutChance } from './by-cause.js';
import { chancesTable } from './chances.js';
import { detectionTable, mostScans, scansMax } from './detection.js';
import { endingsTable } from './endings.js';
import { figuresTable, mustGoTable, withoutListed } from './figures.js';
import type { Fleet } from './fleet.js';
import { inTheWayTable } from './in-the-way.js';
import { pageOf, texts, type Run, type Section } from './page.js';
import { repeatsTable } from './repeats.js';

/** What the design aims at, without the causes that inherently need a visit. */
const aim = 0.99;

/** Tables for people, one object for machines, and one picture. */
export function reportOf(fleet: Fleet, played: Run, sensitivity: Table) {
  const { cases, differences, violations, lives, visits } = fleet;
  const { replayBanks } = played;
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
  const sections: Section[] = [
    { heading: 'The rate', text: texts.rate, tables: [figuresTable(cases), checksTable(checks)] },
    {
      heading: 'What stands in the way',
      text: texts.inTheWay,
      tables: [inTheWayTable(cases, aim), mustGoTable(cases)],
    },
    {
      heading: 'By cause',
      text: texts.byCause,
      tables: [byCauseTable(cases), endingsTable(cases), repeatsTable(cases)],
    },
    { heading: 'Phantoms and ghosts', text: texts.contents, tables: [detectionTable(differences)] },
    { heading: 'Networks and mains', text: texts.outages, tables: [outagesTable(fleet)] },
    { heading: 'Staff', text: '', tables: [staffTable(minutes, { visits, banks: fleet.banks })] },
    { heading: 'What people do', text: texts.people, tables: [] },
    {
      heading: 'Were it otherwise',
      text: [replayBanks === undefined ? texts.weighed : texts.replayed(replayBanks), texts.chances].join('\n\n'),
      tables: [sensitivity, chancesTable(cases)],
    },
  ];
  const summary = {
    ...played,
    lives,
    incidents: all.incidents,
    plain: all.remoteResolutionRate,
    withoutInherentVisits: withoutInherentVisits.remoteResolutionRate,
    withoutInherentVisitsNorListed: withoutListed(cases),
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
  const tables = sections.flatMap(({ tables }) => tables.map(markdownOf)).join('\n\n');
  return { tables, page: pageOf(sections, played), summary, figure: barsOf(byCause) };
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

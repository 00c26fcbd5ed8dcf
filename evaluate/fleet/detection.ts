import type { Difference } from '../../simulator/fleet/truth.js';
import type { Table } from '../part.js';

/** So many scans may see a phantom or a ghost before an incident tells of it; none may come and go unfound for longer. */
export const scansMax = 2;

/** Whether the sensors of the door could have known. */
const doorKinds: readonly { name: string; is: (one: Difference) => boolean }[] = [
  {
    name: 'within reach of its sensors, nothing at fault',
    is: (one) => one.isSound && !one.isBeyondSensors && !one.isInDoubt,
  },
  { name: 'door or bank at fault', is: (one) => !one.isSound && !one.isBeyondSensors && !one.isInDoubt },
  { name: 'said to be in doubt since its last visit', is: (one) => one.isInDoubt && !one.isBeyondSensors },
  { name: 'thinner than its sensors claim to see', is: (one) => one.isBeyondSensors },
];

/** How many scans it took until something was said of what lay where nothing should, and of what did not lie where it should. */
export function detectionTable(differences: readonly Difference[]): Table {
  const kinds = ['phantom', 'ghost'] as const;
  const rows = kinds.flatMap((kind) =>
    doorKinds.map(({ name, is }) =>
      rowOf(
        `${kind}, ${name}`,
        differences.filter((one) => one.kind === kind && is(one)),
      ),
    ),
  );
  return {
    title: 'Phantoms and ghosts: scans until an incident told of them',
    head: ['what, at what kind of door', 'arose', 'after 1 scan', 'after 2', 'later', 'over before', 'never'],
    rows: rows.filter((row) => row[1] !== '0'),
  };
}

function rowOf(name: string, of: readonly Difference[]): string[] {
  const count = (holds: (one: Difference) => boolean) => String(of.filter(holds).length);
  return [
    name,
    String(of.length),
    count(({ foundAfterScans }) => foundAfterScans === 1),
    count(({ foundAfterScans }) => foundAfterScans === 2),
    count(({ foundAfterScans = 0 }) => foundAfterScans > scansMax),
    count((one) => one.foundAfterScans === undefined && one.scans <= scansMax),
    count(isMissed),
  ];
}

const isMissed = ({ foundAfterScans, scans }: Difference): boolean => foundAfterScans === undefined && scans > scansMax;

/** The most scans that saw one and the same difference before anything was said. */
export const mostScans = (differences: readonly Difference[]): number =>
  differences.reduce((most, { scans, foundAfterScans }) => Math.max(most, foundAfterScans ?? scans), 0);

import { atMost, type Figure } from '../bench/report.js';
import { detectors, type FaultName } from '../domain/sensing/health/index.js';
import { decisions, type Call, type Decision } from './decisions.js';
import type { Table } from './part.js';

/** When a fault begins, seen from the question that is asked under it. */
const begins = ['10 days before', 'a day before', 'just before', 'in the stay', 'in the cycle'] as const;
export type Begins = (typeof begins)[number];
/** Of those that the health engine has had a chance to find, or not: for how long it has stood. */
export const agesHours = { '10 days before': 240, 'a day before': 24, 'just before': 0 } as const;

type Tally = Record<Call, number>;
export const noCalls = (): Tally => ({ right: 0, unclear: 0, wrongButKnown: 0, silentWrong: 0 });

/** One decision, at one kind of door, under one fault that began then: how often it was answered how. */
export interface Cell extends Tally {
  fault: FaultName;
  simulated: string;
  door: string;
  begins: Begins;
  decision: string;
}

export const tablesOf = (cells: readonly Cell[]): Table[] => [
  sharesTable(cells, '10 days before', 'Under a fault that has stood for ten days'),
  sharesTable(cells, 'just before', 'Under a fault that has just begun, which nobody can know of'),
  silentTable(cells, 'Silent wrong verdicts of deposits and pickups, by when the fault began', false),
  silentTable(cells, 'Silent wrong audits, by when the fault began', true),
];

export function checksOf(cells: readonly Cell[]): Figure[] {
  const silent = (isIn: (cell: Cell, decision: Decision) => boolean) =>
    sumOf(cells.filter((cell) => isIn(cell, decisionOf(cell)))).silentWrong;
  const none = (what: string, found: number) => atMost(what, found, { max: 0, unit: 'silent wrong' });
  return [
    none(
      'costly verdicts (they announce nothing, or free a door with a parcel in it), fault begun before the door opened',
      silent((cell, { isCostly }) => isCostly && cell.begins !== 'in the cycle'),
    ),
    none(
      'costly verdicts, fault begun in the cycle',
      silent((cell, { isCostly }) => isCostly && cell.begins === 'in the cycle'),
    ),
    ...begins.map((when) =>
      none(
        `deposits and pickups, fault begun ${when}`,
        silent((cell, { isAudit }) => !isAudit && cell.begins === when),
      ),
    ),
    ...Object.keys(agesHours).map((when) =>
      none(
        `audits, fault begun ${when}`,
        silent((cell, { isAudit }) => isAudit && cell.begins === when),
      ),
    ),
  ];
}

const decisionOf = ({ decision }: Cell): Decision => decisions.find(({ name }) => name === decision)!;

function sumOf(cells: readonly Cell[]): Tally {
  const sum = noCalls();
  for (const cell of cells) for (const call of Object.keys(sum) as Call[]) sum[call] += cell[call];
  return sum;
}

function sharesTable(cells: readonly Cell[], when: Begins, title: string): Table {
  return {
    title: `${title}: right / unclear / wrong but known / silent wrong, in per cent`,
    head: ['fault', ...decisions.map(({ name }) => name)],
    rows: detectors.map(({ name }) => [
      name,
      ...decisions.map((decision) =>
        sharesIn(
          cells.filter((cell) => cell.fault === name && cell.decision === decision.name && cell.begins === when),
        ),
      ),
    ]),
  };
}

function sharesIn(cells: readonly Cell[]): string {
  const calls = Object.values(sumOf(cells));
  const all = calls.reduce((sum, one) => sum + one, 0);
  const share = (one: number) => (one > 0 && one / all < 0.005 ? '< 1' : String(Math.round((100 * one) / all)));
  return all === 0 ? '' : calls.map(share).join(' / ');
}

function silentTable(all: readonly Cell[], title: string, isAudit: boolean): Table {
  const cells = all.filter((cell) => decisionOf(cell).isAudit === isAudit);
  const columns = begins.filter((when) => cells.some((cell) => cell.begins === when));
  return {
    title,
    head: ['fault', 'as the hardware has it', ...columns],
    rows: [...new Set(all.map(({ simulated }) => simulated))].map((simulated) => {
      const own = cells.filter((cell) => cell.simulated === simulated);
      const silent = columns.map((when) => {
        const sum = sumOf(own.filter((cell) => cell.begins === when));
        return `${sum.silentWrong} of ${Object.values(sum).reduce((before, one) => before + one, 0)}`;
      });
      return [own[0]?.fault ?? '', simulated, ...silent];
    }),
  };
}

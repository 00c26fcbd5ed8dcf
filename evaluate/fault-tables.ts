import { atMost, type Figure } from '../bench/report.js';
import { detectors, type FaultName } from '../domain/sensing/health/index.js';
import { defaultErrorRates } from '../domain/sensing/verdict.js';
import { shareOpen, type Hidden } from './chances.js';
import { decisions, type Call, type Decision } from './decisions.js';
import { groupBy } from './group-by.js';
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
  /** Where no look at the door can tell of the fault: when it began, and the chance of that, seen from one door cycle. */
  hidden?: Hidden | undefined;
  chance?: number | undefined;
}

export const tablesOf = (cells: readonly Cell[]): Table[] => [
  sharesTable(cells, '10 days before', 'Under a fault that has stood for ten days'),
  sharesTable(cells, 'just before', 'Under a fault that has just begun, which nobody can know of'),
  silentTable(cells, 'Silent wrong verdicts of deposits and pickups, by when the fault began', false),
  silentTable(cells, 'Silent wrong audits, by when the fault began', true),
  hiddenTable(cells.filter(({ hidden }) => hidden)),
];

export function checksOf(cells: readonly Cell[]): Figure[] {
  const silent = (isIn: (cell: Cell, decision: Decision) => boolean) =>
    sumOf(cells.filter((cell) => !cell.hidden && isIn(cell, decisionOf(cell)))).silentWrong;
  const none = (what: string, found: number) => atMost(what, found, { max: 0, unit: 'silent wrong' });
  const { costly, other } = defaultErrorRates;
  return [
    none(
      'costly verdicts (they announce nothing, or free a door with a parcel in it), fault begun before the door opened',
      sumOf(cells.filter((cell) => decisionOf(cell).isCostly && cell.begins !== 'in the cycle')).silentWrong,
    ),
    ...begins.map((when) =>
      none(
        `deposits and pickups, fault begun ${when}`,
        silent((cell, { isAudit }) => !isAudit && cell.begins === when),
      ),
    ),
    ...begins
      .filter((when) => cells.some((cell) => cell.begins === when && decisionOf(cell).isAudit))
      .map((when) =>
        none(
          `audits, fault begun ${when}`,
          silent((cell, { isAudit }) => isAudit && cell.begins === when),
        ),
      ),
    atMost('costly verdicts, fault begun where no look can show it: the chance', 1e6 * mostLikely(cells, true), {
      max: 1e6 * costly,
      unit: 'in a million',
    }),
    atMost('other answers, fault begun where no look can show it: the chance', 1e4 * mostLikely(cells, false), {
      max: 1e4 * other,
      unit: 'in ten thousand',
    }),
  ];
}

/**
 * The chance of a silent wrong verdict by a fault that no look can show, over all faults: of the door and the question for which
 * it is the greatest. What a fault does that has begun is counted, that it has begun is a matter of its rate.
 */
function mostLikely(cells: readonly Cell[], isCostly: boolean): number {
  const hidden = cells.filter((cell) => cell.hidden && decisionOf(cell).isCostly === isCostly);
  const chances = groupsOf(hidden, ({ door, decision }) => `${door}/${decision}`).map((ofOne) =>
    groupsOf(ofOne, ({ simulated, hidden: when }) => `${simulated}/${when}`).reduce(
      (sum, ofFault) => sum + silentChance(ofFault),
      0,
    ),
  );
  return Math.max(0, ...chances);
}

/** Of one fault at one moment: the chance that it begins there, and that it is then wrong in silence. */
function silentChance(cells: readonly Cell[]): number {
  const { silentWrong, ...calls } = sumOf(cells);
  const all = Object.values(calls).reduce((sum, one) => sum + one, silentWrong);
  return all === 0 ? 0 : ((cells[0]?.chance ?? 0) * silentWrong) / all;
}

const groupsOf = (cells: readonly Cell[], keyOf: (cell: Cell) => string): Cell[][] => [
  ...groupBy(cells, keyOf).values(),
];

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
        sharesIn(cells.filter((cell) => cell.fault === name && isOf(cell, decision, when))),
      ),
    ]),
  };
}

/** Of an audit, a fault that has just begun is one of the stay: it is asked of a door that stays shut. */
const isOf = ({ decision, begins: began }: Cell, { name, isAudit }: Decision, when: Begins): boolean =>
  decision === name && began === (isAudit && when === 'just before' ? 'in the stay' : when);

function sharesIn(cells: readonly Cell[]): string {
  const calls = Object.values(sumOf(cells));
  const all = calls.reduce((sum, one) => sum + one, 0);
  const share = (one: number) => (one > 0 && one / all < 0.005 ? '< 1' : String(Math.round((100 * one) / all)));
  return all === 0 ? '' : calls.map(share).join(' / ');
}

/** Of what a look could show. */
function silentTable(all: readonly Cell[], title: string, isAudit: boolean): Table {
  const cells = all.filter((cell) => !cell.hidden && decisionOf(cell).isAudit === isAudit);
  const columns = begins.filter((when) => cells.some((cell) => cell.begins === when));
  return {
    title,
    head: ['fault', 'as the hardware has it', ...columns],
    rows: [...new Set(all.map(({ simulated }) => simulated))].map((simulated) => {
      const own = cells.filter((cell) => cell.simulated === simulated);
      const silent = columns.map((when) => {
        return silentOf(own.filter((cell) => cell.begins === when));
      });
      return [all.find((cell) => cell.simulated === simulated)?.fault ?? '', simulated, ...silent];
    }),
  };
}

function silentOf(cells: readonly Cell[]): string {
  const sum = sumOf(cells);
  const asked = Object.values(sum).reduce((before, one) => before + one, 0);
  return asked === 0 ? '' : `${sum.silentWrong} of ${asked}`;
}

function hiddenTable(cells: readonly Cell[]): Table {
  const wrong = cells.filter(({ silentWrong }) => silentWrong > 0);
  const rows = groupsOf(wrong, ({ simulated, hidden }) => `${simulated}/${hidden}`).map(([first]) => {
    const own = cells.filter(({ simulated, hidden }) => simulated === first?.simulated && hidden === first.hidden);
    const of = ({ name }: Decision) => own.filter(({ decision }) => decision === name);
    const chance = (isCostly: boolean) => scientific(mostLikely(own, isCostly));
    return [
      ...[first?.simulated ?? '', first?.hidden ?? '', ...decisions.map((decision) => silentOf(of(decision)))],
      ...[scientific(first?.chance ?? 0), chance(true), chance(false)],
      first?.hidden === 'in the cycle' ? scientific(mostLikely(own, true) / shareOpen) : '',
    ];
  });
  return {
    title: 'Faults that begin where no look can show them: what is silently wrong, and the chance of that',
    head: [
      ...['as the hardware has it', 'begun', ...decisions.map(({ name }) => name)],
      ...['chance that it begins there', 'of a costly answer', 'of another'],
      'of a costly one, began it at open doors only',
    ],
    rows,
  };
}

const scientific = (chance: number): string => (chance === 0 ? '0' : chance.toExponential(1));

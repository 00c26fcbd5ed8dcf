import type { CompartmentId } from '../domain/ids.js';
import { detectors, limitsFor, type FaultName } from '../domain/sensing/health/index.js';
import { kindsOf, profiles } from '../domain/sensing/profiles/index.js';
import { VirtualSensor, type Item } from '../simulator/bank-sensors.js';
import { climateOf } from '../simulator/climate.js';
import type { SensorFault, WiringFault } from '../simulator/faults/fault.js';
import { faults } from '../simulator/faults/index.js';
import { begun } from '../simulator/faults/standing.js';
import { randomOf, type Random } from '../simulator/random.js';
import { decisions, type Call, type Decision, type Moment } from './decisions.js';
import { agesHours, checksOf, noCalls, tablesOf, type Begins, type Cell } from './fault-tables.js';
import type { Evaluated, Given } from './part.js';
import { hourMs, WatchedBank, WatchedDoor } from './watched-bank.js';

type Breaking = (SensorFault | WiringFault) & { readonly fault: FaultName };

/** Doors by the kinds of sensor that look at them: each kind alone, and in company. */
const doorProfiles = [...profiles.map(({ kind }) => kind), 'tof+load-cell', 'tof+curtain+load-cell'];
/** Until a sensor is commissioned, and a night more. */
const commissioningHours = 60;

/** What the simulated hardware can have that is a case of what a detector knows: by the catalogue's cause. */
const breaking: Breaking[] = detectors.flatMap(({ name, cause }) =>
  faults.flatMap((one) =>
    one.cause === cause && (one.of === 'sensor' || one.of === 'wiring')
      ? [{ ...(one as SensorFault | WiringFault), fault: name }]
      : [],
  ),
);

export function evaluateFaults({ runs, progress }: Given): Evaluated {
  const cases = Math.ceil(runs / 100);
  const cells = new Map<string, Cell>();
  for (const one of breaking) {
    progress(`${one.name}: ${cases} cases a door`);
    for (const door of doorProfiles) for (let i = 0; i < cases; i += 1) runCase({ one, door, i, cells });
  }
  const all = [...cells.values()];
  return { tables: tablesOf(all), checks: checksOf(all), json: all };
}

interface Case {
  one: Breaking;
  door: string;
  i: number;
  cells: Map<string, Cell>;
}

/** One door from its commissioning on: the fault strikes at each moment in turn, is mended, and at last stays for ten days. */
function runCase({ one, door, i, cells }: Case): void {
  const befallen =
    one.of === 'wiring' ? kindsOf(door) : kindsOf(door).filter((kind) => one.befalls.some((other) => other === kind));
  const kind = befallen[i % befallen.length];
  if (kind === undefined) return;
  const random = randomOf(`${one.name}-${door}-${i}`);
  const { bank, struck, sensors } = bankOf(door, random);
  const broken = sensors.filter((sensor) => one.of === 'wiring' || sensor.kind === kind);
  const hours = (n: number) => {
    for (let hour = 0; hour < n; hour += 1) bank.hour();
  };
  const strike = () => breakNow(one, { bank, struck, broken, random });
  const mend = () => {
    struck.wired = struck;
    bank.doors[1]!.wired = bank.doors[1]!;
    for (const { ailments } of broken) ailments.repair(bank.nowMs);
  };
  const askAll = (when: Begins) => {
    for (const decision of decisions) {
      if (!isAsked(decision, { when, door })) continue;
      count(cells, { fault: one.fault, simulated: one.name, door, begins: when, decision: decision.name }, () => {
        const { contents } = struck; // What lies there is put aside meanwhile.
        if (when === 'just before') strike();
        const passes = (moment: Moment) => moment === when && strike();
        const call = decision.ask({ bank, door: struck, ...itemsOf(random), passes });
        if (!(when in agesHours) || when === 'just before') mend();
        struck.contents = contents;
        return call;
      });
    }
  };
  hours(commissioningHours + random.below(24));
  for (const when of ['just before', 'in the stay', 'in the cycle'] as const) askAll(when);
  strike();
  hours(agesHours['a day before']);
  askAll('a day before');
  hours(agesHours['10 days before'] - agesHours['a day before']);
  askAll('10 days before');
}

/** Two doors of one bank, the first of which is struck. */
function bankOf(door: string, random: Random) {
  const [sensors, others] = ['a', 'b'].map((name) =>
    kindsOf(door).map((kind) => new VirtualSensor(kind, 'M', random.fork(`${name}-${kind}`))),
  );
  const struck = new WatchedDoor('A01' as CompartmentId, sensors!);
  const doors = [struck, new WatchedDoor('A02' as CompartmentId, others!)];
  const limits = limitsFor(1, { sensors: 40, scanIntervalMs: hourMs });
  const bank = new WatchedBank(doors, {
    limits,
    random: random.fork('use'),
    temperatureC: climateOf(random.fork('climate')),
  });
  return { bank, struck, sensors: sensors! };
}

interface Breakage {
  bank: WatchedBank;
  struck: WatchedDoor;
  broken: readonly VirtualSensor[];
  random: Random;
}

/** A case of the fault begins, as bad as it is drawn. */
function breakNow(one: Breaking, { bank, struck, broken, random }: Breakage): void {
  const other = bank.doors[1]!;
  if (one.of === 'wiring') [struck.wired, other.wired] = [other, struck];
  else for (const sensor of broken) sensor.ail(begun(one, bank.nowMs, random), struck.contents, bank.around);
}

/** From one to four times the smallest item of every kind. */
function itemsOf(random: Random): { item: Item; other: Item } {
  const item = (id: string): Item => ({ id, thicknessMm: random.between(30, 120), grams: random.between(10, 40) });
  return { item: item('item'), other: item('other') };
}

function isAsked({ isAudit, hasStay }: Decision, { when, door }: { when: Begins; door: string }): boolean {
  if (isAudit) return kindsOf(door).length === 1 && when in agesHours;
  return when !== 'in the stay' || hasStay;
}

function count(cells: Map<string, Cell>, place: Omit<Cell, Call>, ask: () => Call): void {
  const key = Object.values(place).join('/');
  const cell = cells.get(key) ?? { ...place, ...noCalls() };
  cells.set(key, cell);
  cell[ask()] += 1;
}

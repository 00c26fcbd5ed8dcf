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
import { chanceOf, leavesNoMark, type Hidden } from './chances.js';
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
    for (const door of doorProfiles) {
      for (let i = 0; i < cases; i += 1) {
        const scene = sceneOf(one, door, i);
        if (!scene) break;
        runCase(scene, (begins, { name: decision }, call) => {
          const hidden = hiddenIn(one, scene, begins);
          const chance = hidden && chanceOf(one.rate, hidden);
          count(cells, { fault: one.fault, simulated: one.name, door, begins, decision, hidden, chance }, call);
        });
      }
    }
  }
  const all = [...cells.values()];
  return { tables: tablesOf(all), checks: checksOf(all), json: all };
}

/** A door of a bank that is watched, and the fault that befalls it, as often as it is asked to. */
interface Scene {
  bank: WatchedBank;
  door: WatchedDoor;
  random: Random;
  strike: () => void;
  mend: () => void;
  /**
   * Whether nothing but a parcel could show the fault, and none has come or gone since at one of the two doors alone: a scan
   * cannot tell between doors that both had parcels in its hour, nor a parcel from the other levels that the first one sees.
   */
  isUnseen: () => boolean;
}

/** Undefined: some look at the door could show it. */
function hiddenIn(one: Breaking, { isUnseen }: Scene, begins: Begins): Hidden | undefined {
  if (begins === 'in the cycle') return leavesNoMark(one) ? begins : undefined;
  if (!isUnseen()) return undefined;
  return begins === 'in the stay' ? begins : 'since the last parcel';
}

/** One door from its commissioning on: the fault strikes at each moment in turn and is mended, and at last stays for ten days. */
function runCase({ bank, door, random, strike, mend }: Scene, answered: Answered): void {
  const hours = (n: number) => {
    for (let hour = 0; hour < n; hour += 1) bank.hour();
  };
  const askAll = (begins: Begins, { isMended }: { isMended: boolean }) => {
    for (const decision of decisions.filter((one) => isAsked(one, begins))) {
      const { contents } = door; // What lies there is put aside meanwhile.
      if (begins === 'just before') strike();
      const passes = (moment: Moment) => moment === begins && strike();
      answered(begins, decision, decision.ask({ bank, door, ...itemsOf(random), passes }));
      if (isMended) mend();
      door.contents = contents;
    }
  };
  hours(commissioningHours + random.below(24));
  for (const moment of ['just before', 'in the stay', 'in the cycle'] as const) askAll(moment, { isMended: true });
  strike();
  hours(agesHours['a day before']);
  askAll('a day before', { isMended: false });
  hours(agesHours['10 days before'] - agesHours['a day before']);
  askAll('10 days before', { isMended: false });
}

type Answered = (begins: Begins, decision: Decision, call: Call) => void;

/** Undefined where no sensor of such a door can have the fault; of several that can, each has it in turn. */
function sceneOf(one: Breaking, doorProfile: string, i: number): Scene | undefined {
  const random = randomOf(`${one.name}-${doorProfile}-${i}`);
  const [sensors = [], others = []] = ['a', 'b'].map((name) =>
    kindsOf(doorProfile).map((kind) => new VirtualSensor(kind, 'M', random.fork(`${name}-${kind}`))),
  );
  const [door, other] = [
    new WatchedDoor('A01' as CompartmentId, sensors),
    new WatchedDoor('A02' as CompartmentId, others),
  ];
  const limits = limitsFor(1, { sensors: 40, scanIntervalMs: hourMs });
  const temperatureC = climateOf(random.fork('climate'));
  const bank = new WatchedBank([door, other], { limits, random: random.fork('use'), temperatureC });
  const scene = { bank, door, random };
  if (one.of === 'wiring') {
    const wire = (first: WatchedDoor, second: WatchedDoor) => void ([door.wired, other.wired] = [first, second]);
    let firstScanAtMs = 0;
    const strike = () => {
      wire(other, door);
      firstScanAtMs = bank.nowMs + hourMs;
    };
    const isUnseen = () => bank.cycledAloneAtMs <= firstScanAtMs;
    return { ...scene, strike, mend: () => wire(door, other), isUnseen };
  }
  const able = sensors.filter(({ kind }) => one.befalls.includes(kind));
  const broken = able[i % able.length];
  return (
    broken && {
      ...scene,
      strike: () => void broken.ail(begun(one, bank.nowMs, random), door.contents, bank.around),
      mend: () => void broken.ailments.repair(bank.nowMs),
      isUnseen: () => false,
    }
  );
}

/** From one to four times the smallest item of every kind. */
function itemsOf(random: Random): { item: Item; other: Item } {
  const item = (id: string): Item => ({ id, thicknessMm: random.between(30, 120), grams: random.between(10, 40) });
  return { item: item('item'), other: item('other') };
}

const isAsked = ({ isAudit, hasStay }: Decision, begins: Begins): boolean =>
  isAudit ? begins !== 'in the cycle' && begins !== 'just before' : begins !== 'in the stay' || hasStay;

function count(cells: Map<string, Cell>, place: Omit<Cell, Call>, call: Call): void {
  const key = Object.values(place).join('/');
  const cell = cells.get(key) ?? { ...place, ...noCalls() };
  cells.set(key, cell);
  cell[call] += 1;
}

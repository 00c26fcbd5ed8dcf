import type { BankClock } from './bank-clock.js';
import type {
  BankAtFault,
  BankFault,
  BankMoment,
  DoorFault,
  RemoteCure,
  SensorFault,
  WiringFault,
} from './faults/fault.js';
import { faultNamed, type FaultName } from './faults/index.js';
import { Ailments, begun, type Standing } from './faults/standing.js';
import type { Random } from './random.js';
import type { VirtualDoor } from './virtual-door.js';

export interface HardwareOptions {
  doors: ReadonlyMap<string, VirtualDoor>;
  bank: BankAtFault;
  clock: BankClock;
  random: Random;
  /** Runs later, whatever becomes of the controller. */
  after(ms: number, run: () => void): void;
}

/** What a fault befalls: a door, a sensor of it (by default each that can have it), and the door whose wires it gets. */
export interface Struck {
  compartmentId?: string | undefined;
  sensor?: string | undefined;
  other?: string | undefined;
  /** The chances of cure of this case, in place of the fault's own. */
  cures?: Partial<Record<RemoteCure, number>> | undefined;
}

/** What moves a jammed lock again, short of somebody who goes there. */
export type FreedBy = 'pulse-lock' | 'lock-rail' | 'nothing';
export const freeing: Record<FreedBy, Struck['cures']> = {
  'pulse-lock': { 'pulse-lock': 1 },
  'lock-rail': { 'restart-lock-rail': 1 },
  nothing: {},
};

/** Something that is wrong now: known to the simulation, and to no message. */
export interface Wrong extends Omit<Struck, 'cures'> {
  name: string;
  sinceMs: number;
}

interface Swap extends Standing<WiringFault> {
  doors: readonly [VirtualDoor, VirtualDoor];
}

/** Everything of a bank that can break, what is broken, and what mends it: a command from afar perhaps, a visit always. */
export class BankHardware {
  private readonly options: HardwareOptions;
  private readonly ailments = new Ailments<BankFault>();
  private swaps: Swap[] = [];
  private cases = 0;

  constructor(options: HardwareOptions) {
    this.options = options;
  }

  /** A fault begins. Throws RangeError for a door or sensor that is not there, or cannot have it. */
  strike(name: FaultName, at: Struck = {}): void {
    const fault = faultNamed(name);
    if (fault.of === 'bank') return this.strikeBank(fault);
    const door = this.door(at.compartmentId);
    if (fault.of === 'door') return door.ail(this.begun(withCures(fault, at)));
    if (fault.of === 'wiring') return this.swap(fault, door, this.door(at.other));
    const around = this.options.clock.around();
    const able = door.bay.sensors.filter(({ kind }) => (fault.befalls as readonly string[]).includes(kind));
    const struck = at.sensor === undefined ? able : door.bay.sensors.filter((sensor) => sensor.name === at.sensor);
    if (struck.length === 0) throw new RangeError(`door ${door.compartmentId} has no sensor that can have ${name}`);
    for (const sensor of struck) sensor.ail(this.begun(withCures(fault, at)), door.bay.contents, around);
  }

  /** Somebody came and mended it: all that is wrong with this door, or one fault of it, or of one of its sensors. */
  repairDoor(compartmentId: string, { name, sensor }: { name?: FaultName; sensor?: string | undefined } = {}): void {
    const door = this.door(compartmentId);
    for (const one of door.bay.sensors) if (sensor === undefined || one.name === sensor) one.ailments.repair(name);
    if (sensor !== undefined) return;
    door.ailments.repair(name);
    for (const swap of this.swaps) {
      if (!swap.doors.includes(door) || (name !== undefined && swap.fault.name !== name)) continue;
      for (const one of swap.doors) this.wire(swap.fault.swaps, one, one);
      this.swaps = this.swaps.filter((other) => other !== swap);
    }
    door.readSwitch();
  }

  /** Somebody came and mended what is wrong with the bank as a whole, or one fault of it. */
  repairBank(name?: FaultName): void {
    this.mended(this.ailments.repair(name));
  }

  /** A restart that was ordered; one that happens by itself cures nothing. */
  restartController(): void {
    for (const door of this.options.doors.values()) {
      for (const { ailments } of door.bay.sensors) ailments.tryCure('restart-controller');
      if (door.ailments.tryCure('restart-controller').length > 0) door.readSwitch();
    }
    this.mended(this.ailments.tryCure('restart-controller'));
  }

  /** A firmware reads all that has a zero otherwise: by so many of each profile's smallest changes. */
  moveZeros(changes: number): void {
    for (const { bay } of this.options.doors.values()) for (const sensor of bay.sensors) sensor.moveZero(changes);
  }

  pulsed(): void {
    for (const one of this.bankFaults()) one.fault.atPulse?.(this.options.bank, this.moment(one));
  }

  booted(): void {
    for (const one of this.bankFaults()) one.fault.atBoot?.(this.options.bank, this.moment(one));
  }

  /** All that is wrong at present. */
  wrong(): Wrong[] {
    const { nowMs } = this.options.clock.around();
    const ofBank = this.ailments.at(nowMs).map((one) => wrongOf(one, {}));
    const ofWires = this.swaps.map((one) => {
      const [compartmentId, other] = one.doors.map((door) => door.compartmentId);
      return wrongOf(one, { compartmentId, other });
    });
    const ofDoors = [...this.options.doors.values()].flatMap(({ compartmentId, ailments, bay }) => [
      ...ailments.at(nowMs).map((one) => wrongOf(one, { compartmentId })),
      ...bay.sensors.flatMap(({ name, ailments: its }) =>
        its.at(nowMs).map((one) => wrongOf(one, { compartmentId, sensor: name })),
      ),
    ]);
    return [...ofBank, ...ofWires, ...ofDoors];
  }

  private strikeBank(fault: BankFault): void {
    const one = this.begun(fault);
    if (this.ailments.add(one)) fault.begin?.(this.options.bank, this.moment(one));
  }

  private swap(fault: WiringFault, one: VirtualDoor, other: VirtualDoor): void {
    const isSwapped = this.swaps.some(
      ({ fault: { swaps }, doors }) => swaps === fault.swaps && (doors.includes(one) || doors.includes(other)),
    );
    if (one === other || isSwapped) return;
    this.wire(fault.swaps, one, other);
    this.wire(fault.swaps, other, one);
    this.swaps.push({ ...this.begun(fault), doors: [one, other] });
  }

  /** On the terminals of one door hangs what belongs to the other. */
  private wire(what: WiringFault['swaps'], of: VirtualDoor, to: VirtualDoor): void {
    of.wires = what === 'sensors' ? { ...of.wires, sensors: to.bay } : { ...of.wires, lock: to };
  }

  private mended(over: readonly Standing<BankFault>[]): void {
    for (const { fault } of over) fault.mended?.(this.options.bank);
  }

  private begun<F extends SensorFault | DoorFault | WiringFault | BankFault>(fault: F): Standing<F> {
    const { random, clock } = this.options;
    return begun(fault, clock.around().nowMs, random.fork(`${fault.name}-${this.cases++}`));
  }

  private bankFaults(): readonly Standing<BankFault>[] {
    return this.ailments.at(this.options.clock.around().nowMs);
  }

  private moment(one: Standing<BankFault>): BankMoment {
    const isStanding = () => this.bankFaults().includes(one);
    return {
      ...one,
      nowMs: this.options.clock.around().nowMs,
      after: (ms, run) => this.options.after(ms, () => isStanding() && run()),
      end: () => void this.ailments.repair(one.fault.name),
    };
  }

  private door(compartmentId = ''): VirtualDoor {
    const door = this.options.doors.get(compartmentId);
    if (!door) throw new RangeError(`there is no door "${compartmentId}" that something could befall`);
    return door;
  }
}

const withCures = <F extends SensorFault | DoorFault>(fault: F, { cures = fault.cures }: Struck): F => ({
  ...fault,
  cures,
});

const wrongOf = (
  { fault, sinceMs }: Standing<BankFault | DoorFault | SensorFault | WiringFault>,
  where: Struck,
): Wrong => ({
  name: fault.name,
  sinceMs,
  ...where,
});

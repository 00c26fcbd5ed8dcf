import type { BankClock } from './bank-clock.js';
import type { Item } from './bank-sensors.js';
import type {
  BankAtFault,
  BankFault,
  BankMoment,
  DoorFault,
  RemoteCure,
  SensorFault,
  WiringFault,
} from './faults/fault.js';
import { faultNamed, type Fault, type FaultName } from './faults/index.js';
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

/** Something that is wrong, or was: known to the simulation, and to no message. */
export interface FaultCase extends Omit<Struck, 'cures'>, Standing<Fault> {
  readonly name: FaultName;
}

/** Everything of a bank that can break, what is broken, and what mends it: a command from afar perhaps, a visit always. */
export class BankHardware {
  private readonly options: HardwareOptions;
  private readonly ailments = new Ailments<BankFault>();
  /** Every case there ever was, in the order of their beginnings. */
  readonly history: FaultCase[] = [];
  private begunCount = 0;

  constructor(options: HardwareOptions) {
    this.options = options;
  }

  /** A fault begins. Throws RangeError for a door or sensor that is not there, or cannot have it. */
  strike(name: FaultName, at: Struck = {}): void {
    const fault = faultNamed(name);
    if (fault.of === 'bank') return this.strikeBank(fault);
    const door = this.door(at.compartmentId);
    if (fault.of === 'wiring') return this.swap(fault, door, this.door(at.other));
    if (fault.of === 'door') {
      const one = this.begun(withCures(fault, at));
      if (door.ail(one)) this.keep(one, { compartmentId: door.compartmentId });
      return;
    }
    this.strikeSensors(withCures(fault, at), door, at.sensor);
  }

  /** Somebody came and mended it: all that is wrong with this door, or one fault of it, or of one of its sensors. */
  repairDoor(compartmentId: string, { name, sensor }: { name?: FaultName; sensor?: string | undefined } = {}): void {
    const door = this.door(compartmentId);
    const { nowMs } = this;
    for (const one of door.bay.sensors)
      if (sensor === undefined || one.name === sensor) one.ailments.repair(nowMs, name);
    if (sensor !== undefined) return;
    door.ailments.repair(nowMs, name);
    this.mendWires(door, name);
    door.readSwitch();
  }

  /** Somebody came and mended what is wrong with the bank as a whole, or one fault of it. */
  repairBank(name?: FaultName): void {
    this.mended(this.ailments.repair(this.nowMs, name));
  }

  /** A restart that was ordered; one that happens by itself cures nothing. */
  restartController(): void {
    for (const door of this.options.doors.values()) {
      for (const { ailments } of door.bay.sensors) ailments.tryCure('restart-controller', this.nowMs);
      if (door.ailments.tryCure('restart-controller', this.nowMs).length > 0) door.readSwitch();
    }
    this.mended(this.ailments.tryCure('restart-controller', this.nowMs));
  }

  /** A firmware reads all that has a zero otherwise: by so many of each profile's smallest changes. */
  moveZeros(changes: number): void {
    for (const { bay } of this.options.doors.values()) for (const sensor of bay.sensors) sensor.moveZero(changes);
  }

  /** Other things lie in a door, though nobody opened it: no switch and no message tells of it. */
  displace(compartmentId: string, items: readonly Item[]): void {
    const { contents } = this.door(compartmentId).bay;
    contents.splice(0, contents.length, ...items);
  }

  pulsed(): void {
    for (const one of this.bankFaults()) one.fault.atPulse?.(this.options.bank, this.moment(one));
  }

  booted(): void {
    for (const one of this.bankFaults()) one.fault.atBoot?.(this.options.bank, this.moment(one));
  }

  /** All that ever ailed this door, or the bank as a whole. */
  historyOf(door: string): FaultCase[] {
    return this.history.filter(
      ({ compartmentId, other }) => !compartmentId || compartmentId === door || other === door,
    );
  }

  /** All that is wrong at present. */
  wrong(): FaultCase[] {
    return this.history.filter((one) => this.isStanding(one));
  }

  /** Nothing is wrong with this door, nor with the bank as a whole. */
  isSound(compartmentId: string): boolean {
    return !this.historyOf(compartmentId).some((one) => this.isStanding(one));
  }

  private isStanding({ course, endsAtMs }: FaultCase): boolean {
    return !course.end && endsAtMs > this.nowMs;
  }

  private strikeSensors(fault: SensorFault, { compartmentId, bay }: VirtualDoor, name: string | undefined): void {
    const { sensors, contents } = bay;
    const struck = sensors.filter((one) => (name === undefined ? fault.befalls.includes(one.kind) : one.name === name));
    if (struck.length === 0) throw new RangeError(`door ${compartmentId} has no sensor that can have ${fault.name}`);
    for (const sensor of struck) {
      const one = this.begun(fault);
      const isNew = sensor.ail(one, contents, this.options.clock.around());
      if (isNew) this.keep(one, { compartmentId, sensor: sensor.name });
    }
  }

  private strikeBank(fault: BankFault): void {
    const one = this.begun(fault);
    if (!this.ailments.add(one)) return;
    this.keep(one, {});
    fault.begin?.(this.options.bank, this.moment(one));
  }

  /** Doors whose wires are in the wrong terminals already are left as they are. */
  private swap(fault: WiringFault, one: VirtualDoor, other: VirtualDoor): void {
    if (one === other || [one, other].some((door) => isSwapped(door, fault.swaps))) return;
    this.wire(fault.swaps, one, other);
    this.wire(fault.swaps, other, one);
    this.keep(this.begun(fault), { compartmentId: one.compartmentId, other: other.compartmentId });
  }

  private mendWires(door: VirtualDoor, name?: FaultName): void {
    for (const one of this.wrong()) {
      const { fault, compartmentId, other, course } = one;
      if (fault.of !== 'wiring' || ![compartmentId, other].includes(door.compartmentId)) continue;
      if (name !== undefined && one.name !== name) continue;
      for (const id of [compartmentId, other]) this.wire(fault.swaps, this.door(id), this.door(id));
      course.end = { atMs: this.nowMs, by: 'visit' };
    }
  }

  private keep(one: Standing<Fault>, where: Omit<Struck, 'cures'>): void {
    this.history.push({ ...one, name: one.fault.name as FaultName, ...where });
  }

  /** On the terminals of one door hangs what belongs to the other. */
  private wire(what: WiringFault['swaps'], of: VirtualDoor, to: VirtualDoor): void {
    of.wires = what === 'sensors' ? { ...of.wires, sensors: to.bay } : { ...of.wires, lock: to };
  }

  private mended(over: readonly Standing<BankFault>[]): void {
    for (const { fault } of over) fault.mended?.(this.options.bank);
  }

  private begun<F extends SensorFault | DoorFault | WiringFault | BankFault>(fault: F): Standing<F> {
    return begun(fault, this.nowMs, this.options.random.fork(`${fault.name}-${this.begunCount++}`));
  }

  private bankFaults(): readonly Standing<BankFault>[] {
    return this.ailments.at(this.nowMs);
  }

  private moment(one: Standing<BankFault>): BankMoment {
    const isStanding = () => this.bankFaults().includes(one);
    return {
      ...one,
      nowMs: this.nowMs,
      after: (ms, run) => this.options.after(ms, () => isStanding() && run()),
      end: () => void this.ailments.repair(this.nowMs, one.fault.name, 'itself'),
    };
  }

  private get nowMs(): number {
    return this.options.clock.around().nowMs;
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

const isSwapped = (door: VirtualDoor, what: WiringFault['swaps']): boolean =>
  what === 'sensors' ? door.wires.sensors !== door.bay : door.wires.lock !== door;

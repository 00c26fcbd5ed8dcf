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
}

/** Something that is wrong now: known to the simulation, and to no message. */
export interface Wrong extends Struck {
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
    if (fault.of === 'door') return door.ail(this.begun(fault));
    if (fault.of === 'wiring') return this.swap(fault, door, this.door(at.other));
    const around = this.options.clock.around();
    const able = door.sensors.filter(({ kind }) => (fault.befalls as readonly string[]).includes(kind));
    const struck = at.sensor === undefined ? able : door.sensors.filter((sensor) => sensor.name === at.sensor);
    if (struck.length === 0) throw new RangeError(`door ${door.compartmentId} has no sensor that can have ${name}`);
    for (const sensor of struck) sensor.ail(this.begun(fault), door.contents, around);
  }

  /** Somebody came and mended it: all that is wrong with this door, or one fault of it, or of one of its sensors. */
  repairDoor(compartmentId: string, { name, sensor }: { name?: FaultName; sensor?: string | undefined } = {}): void {
    const door = this.door(compartmentId);
    for (const one of door.sensors) if (sensor === undefined || one.name === sensor) one.ailments.repair(name);
    if (sensor !== undefined) return;
    door.ailments.repair(name);
    for (const swap of this.swaps) {
      if (!swap.doors.includes(door) || (name !== undefined && swap.fault.name !== name)) continue;
      for (const one of swap.doors) one.wires[swap.fault.swaps] = one;
      this.swaps = this.swaps.filter((other) => other !== swap);
    }
    door.readSwitch();
  }

  /** Somebody came and mended what is wrong with the bank as a whole. */
  repairBank(): void {
    this.mended(this.ailments.repair());
  }

  restartSensors(compartmentId: string, sensor?: string): void {
    const { sensors } = this.door(compartmentId).wires.sensors;
    for (const one of sensors) if (sensor === undefined || one.name === sensor) one.ailments.tryCure('restart-sensor');
  }

  /** What lies inside now becomes the zero of these sensors. False: none of them has one to set. */
  recalibrate(compartmentId: string, sensor?: string): boolean {
    const { sensors, contents } = this.door(compartmentId).wires.sensors;
    const around = this.options.clock.around();
    const wanted = sensors.filter(({ name }) => sensor === undefined || name === sensor);
    return wanted.map((one) => one.recalibrate(contents, around)).includes(true);
  }

  /** Short pulses without anybody pulling. */
  pulseLock(compartmentId: string): void {
    this.cureDoor(this.door(compartmentId).wires.lock, 'pulse-lock');
  }

  restartLockRail(): void {
    for (const door of this.options.doors.values()) this.cureDoor(door, 'restart-lock-rail');
  }

  /** A restart that was ordered; one that happens by itself cures nothing. */
  restartController(): void {
    for (const door of this.options.doors.values()) {
      for (const { ailments } of door.sensors) ailments.tryCure('restart-controller');
      this.cureDoor(door, 'restart-controller');
    }
    this.mended(this.ailments.tryCure('restart-controller'));
  }

  /** A firmware reads all that has a zero otherwise: by so many of each profile's smallest changes. */
  moveZeros(changes: number): void {
    for (const { sensors } of this.options.doors.values()) for (const sensor of sensors) sensor.moveZero(changes);
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
    const ofDoors = [...this.options.doors.values()].flatMap(({ compartmentId, ailments, sensors }) => [
      ...ailments.at(nowMs).map((one) => wrongOf(one, { compartmentId })),
      ...sensors.flatMap(({ name, ailments: its }) =>
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
    const which = fault.swaps;
    if (one === other || one.wires[which] !== one || other.wires[which] !== other) return;
    one.wires[which] = other;
    other.wires[which] = one;
    this.swaps.push({ ...this.begun(fault), doors: [one, other] });
  }

  private cureDoor(door: VirtualDoor, cure: RemoteCure): void {
    if (door.ailments.tryCure(cure).length > 0) door.readSwitch();
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

const wrongOf = (
  { fault, sinceMs }: Standing<BankFault | DoorFault | SensorFault | WiringFault>,
  where: Struck,
): Wrong => ({
  name: fault.name,
  sinceMs,
  ...where,
});

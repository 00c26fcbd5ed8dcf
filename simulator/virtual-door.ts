import type { WireAuthority, WireWindow } from './bank-json.js';
import type { Item } from './bank-sensors.js';
import type { DoorHost } from './door-host.js';
import type { DoorFault, DoorMoment, RemoteCure } from './faults/fault.js';
import { Ailments, type Standing } from './faults/standing.js';
import type { Random } from './random.js';
import { SensorBay } from './sensor-bay.js';
import { VirtualLock, type Pull } from './virtual-lock.js';
import { VirtualSwitch } from './virtual-switch.js';

/** The controller's own times at the door: design README §3.8. */
export const settlingMs = 3_000;
export const ajarAfterMs = [60_000, 300_000] as const;

interface Cycle {
  doorCycle: number;
  authority: WireAuthority;
  pull: Pull | undefined;
  before: WireWindow[];
  itemsBefore: readonly Item[];
  openedUptimeMs: number;
  closedUptimeMs?: number;
}
/** What is known of an opening when the switch begins to say so. */
type Opening = Pick<Cycle, 'authority' | 'pull' | 'before' | 'itemsBefore'>;

interface DoorOptions {
  compartmentId: string;
  size: string;
  profile: string;
  doorCycle: number;
}

/**
 * One compartment: a lock that pulses, a door that people pull and push shut, a switch that says so, what lies inside, and
 * what looks at it. The door is where people have put it; the controller knows no more of it than the switch says.
 */
export class VirtualDoor {
  readonly compartmentId: string;
  readonly bay: SensorBay;
  /** What is wrong with its lock, latch or switch. */
  readonly ailments = new Ailments<DoorFault>();
  /** Whose sensors, and whose lock, hang on this door's terminals: its own, unless somebody has swapped the wires. */
  wires: { sensors: SensorBay; lock: VirtualDoor };
  /** Where the door is. */
  isOpen = false;
  doorCycle: number;
  readonly doorSwitch: VirtualSwitch<Opening>;
  private readonly lock: VirtualLock;
  private readonly host: DoorHost;
  /** Kept in flash: a controller that starts again still knows of it. */
  private cycle: Cycle | undefined;

  constructor({ compartmentId, size, profile, doorCycle }: DoorOptions, random: Random, host: DoorHost) {
    this.compartmentId = compartmentId;
    this.bay = new SensorBay(profile, size, { random, around: () => host.around() });
    this.wires = { sensors: this.bay, lock: this };
    this.doorCycle = doorCycle;
    this.host = host;
    this.lock = new VirtualLock(compartmentId, random.fork('lock'), {
      ...host,
      standing: () => this.standing(),
      onPulse: (pulse) => this.pulsed(pulse),
    });
    this.doorSwitch = new VirtualSwitch({
      ...host,
      opened: (opening, atUptimeMs) => this.switchOpened(opening, atUptimeMs),
      closed: (atUptimeMs) => this.switchClosed(atUptimeMs),
    });
  }

  /** The lock lets go for 20 s, up to three times. */
  startPulses(commandId: string, leaseId: string | undefined): void {
    this.lock.start(commandId, leaseId);
  }

  isPulsingFor(commandId: string): boolean {
    return this.lock.commandId === commandId;
  }

  /** Is the open cycle, or the one that settles, under this command? */
  isCycleOf(commandId: string): boolean {
    const authority = this.cycle?.authority;
    return authority?.kind === 'command' && authority.commandId === commandId;
  }

  /** A person pulls. True: it opens. */
  pull(): boolean {
    if (this.isOpen) return true;
    if (this.wires.lock !== this || !this.lock.letsGo()) return false;
    this.move(true);
    return true;
  }

  openWithKey(): void {
    if (!this.isOpen) this.move(true, { kind: 'key' });
  }

  /** Forced, or a latch that let go. */
  openByForce(): void {
    if (!this.isOpen) this.move(true, { kind: 'none' });
  }

  /** A person pushes it shut; a worn latch lets it spring open again. */
  close(): void {
    if (!this.isOpen) return;
    this.move(false);
    for (const { fault, ...at } of this.standing()) {
      const springsMs = fault.springsOpenAfterMs?.(at);
      if (springsMs !== undefined) return this.host.setTimer(springsMs, () => this.openByForce());
    }
  }

  /** The lock moves once, without letting the door go. True: it moves now. */
  moveLock(cures: readonly RemoteCure[]): boolean {
    const { lock: door } = this.wires;
    for (const cure of cures) door.ailments.tryCure(cure, this.host.around().nowMs);
    door.readSwitch();
    return door.lock.move();
  }

  /** The locks have been without power: what pulsed has ended, and is not taken up again. */
  restartLock(): void {
    this.lock.stop();
    this.ailments.tryCure('restart-lock-rail', this.host.around().nowMs);
    this.readSwitch();
  }

  /** Something is wrong with its lock, latch or switch from now on. False: it is so already. */
  ail(one: Standing<DoorFault>): boolean {
    if (!this.ailments.add(one)) return false;
    this.readSwitch();
    if (one.fault.switchChangesInMs) this.watchSwitch();
    return true;
  }

  /** One burst of every sensor on its terminals that speaks. */
  windows(): WireWindow[] {
    return this.wires.sensors.windows();
  }

  /** The controller starts again: pulses end; a cycle that it knows of from flash goes on, its times from this boot. */
  reboot(): void {
    this.lock.stop();
    const wasChanging = this.doorSwitch.reboot();
    const { cycle } = this;
    if (cycle) cycle.openedUptimeMs = 0;
    if (cycle && this.doorSwitch.saysOpen) this.watchAjar(cycle);
    else if (cycle) this.settleLater(cycle, 0);
    if (wasChanging) this.readSwitch();
    this.watchSwitch();
  }

  /** The switch is looked at: what it says anew begins or ends a cycle. */
  readSwitch(authority?: WireAuthority): void {
    let says = this.isOpen;
    for (const { fault, ...at } of this.standing()) says = fault.switchSays?.(says, at) ?? says;
    this.doorSwitch.read(says, () => this.opening(authority));
  }

  private move(isOpen: boolean, authority?: WireAuthority): void {
    this.isOpen = isOpen;
    this.readSwitch(authority);
  }

  /** With wires swapped it is another door's lock that lets go. Nobody leans on that door: it springs open. */
  private pulsed(pulse: Parameters<DoorHost['onPulse']>[0]): void {
    this.host.onPulse(pulse);
    const { lock: door } = this.wires;
    if (door !== this && door.lock.move()) door.openByForce();
  }

  /** A switch that chatters is looked at whenever it may have changed. */
  private watchSwitch(): void {
    const waits = this.standing().map(({ fault, ...at }) => fault.switchChangesInMs?.(at) ?? Infinity);
    const nextMs = Math.min(...waits);
    if (nextMs === Infinity) return;
    this.host.setTimer(nextMs, () => {
      this.readSwitch();
      this.watchSwitch();
    });
  }

  private standing(): (DoorMoment & { fault: DoorFault })[] {
    const { nowMs } = this.host.around();
    return this.ailments.at(nowMs).map((one) => ({ ...one, nowMs }));
  }

  /** While it pulses, a door that opens does so under that command; else nobody has a right to it. */
  private opening(given?: WireAuthority): Opening {
    const { commandId } = this.lock;
    const pull = given ? undefined : this.lock.pulled();
    const authority = given ?? (commandId === undefined ? { kind: 'none' } : { kind: 'command', commandId });
    // The windows before are the latest that were taken while the door was still shut.
    return { authority, pull, before: this.windows(), itemsBefore: [...this.bay.contents] };
  }

  private switchOpened(opening: Opening, openedUptimeMs: number): void {
    const { compartmentId } = this;
    const { authority, pull } = opening;
    this.lock.stop();
    if (this.cycle) this.settle(this.cycle); // Opened again before it had settled: what can be said of it is.
    const doorCycle = ++this.doorCycle;
    const cycle: Cycle = { ...opening, doorCycle, openedUptimeMs };
    this.cycle = cycle;
    this.host.onOpened({ compartmentId, doorCycle, authority });
    const attempts = pull ? { attempts: pull.attempts } : {};
    const body = { type: 'door-opened', compartmentId, doorCycle, openedUptimeMs, authority, ...attempts };
    this.host.postDoor(body, openedUptimeMs);
    this.watchAjar(cycle);
    if (pull && authority.kind === 'command')
      this.host.postResult({ commandId: authority.commandId, outcome: 'done', ...attempts });
  }

  private switchClosed(closedUptimeMs: number): void {
    const { cycle, compartmentId } = this;
    if (!cycle) return;
    const { doorCycle, authority, itemsBefore } = cycle;
    this.host.onCycle({ compartmentId, doorCycle, authority, before: itemsBefore, after: [...this.bay.contents] });
    this.settleLater(cycle, closedUptimeMs);
  }

  private settleLater(cycle: Cycle, closedUptimeMs: number): void {
    cycle.closedUptimeMs = closedUptimeMs;
    this.host.setTimer(closedUptimeMs + settlingMs - this.host.uptimeMs(), () => this.settle(cycle));
  }

  private watchAjar(cycle: Cycle): void {
    const { compartmentId } = this;
    for (const openForMs of ajarAfterMs) {
      this.host.setTimer(cycle.openedUptimeMs + openForMs - this.host.uptimeMs(), () => {
        if (this.cycle !== cycle || !this.doorSwitch.saysOpen) return;
        const { doorCycle, authority } = cycle;
        this.host.postDoor({ type: 'door-ajar', compartmentId, doorCycle, authority, openForMs });
      });
    }
  }

  private settle(cycle: Cycle): void {
    if (this.cycle !== cycle || cycle.closedUptimeMs === undefined) return;
    this.cycle = undefined;
    const { doorCycle, openedUptimeMs, closedUptimeMs, authority, pull, before } = cycle;
    const { compartmentId } = this;
    const times = { openedUptimeMs, closedUptimeMs };
    const seen = { before, after: this.windows() };
    const body = { type: 'door-closed', compartmentId, doorCycle, ...times, authority, ...pull, ...seen };
    this.host.postDoor(body, closedUptimeMs);
  }
}

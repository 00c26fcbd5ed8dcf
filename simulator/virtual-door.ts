import type { WireAuthority, WireWindow } from './bank-json.js';
import { sensorsOf, type Item, type VirtualSensor } from './bank-sensors.js';
import type { DoorHost, Pulse } from './door-host.js';
import type { DoorFault, DoorMoment } from './faults/fault.js';
import { Ailments, type Standing } from './faults/standing.js';
import type { Random } from './random.js';

/** The controller's own times at the door: design README §3.8. */
export const pulseMs = 20_000;
export const pulsesMax = 3;
export const settlingMs = 3_000;
export const ajarAfterMs = [60_000, 300_000] as const;

interface Cycle {
  doorCycle: number;
  authority: WireAuthority;
  before: WireWindow[];
  itemsBefore: readonly Item[];
  openedUptimeMs: number;
  closedUptimeMs?: number;
}

/**
 * One compartment: a lock that pulses, a door that people pull and push shut, a switch that says so, what lies inside, and
 * what looks at it. The door is where people have put it; the controller knows no more of it than the switch says.
 */
export class VirtualDoor {
  readonly compartmentId: string;
  readonly contents: Item[] = [];
  readonly ailments = new Ailments<DoorFault>();
  /** Whose sensors, and whose lock, hang on this door's terminals: its own, unless somebody has swapped the wires. */
  wires: { sensors: VirtualDoor; lock: VirtualDoor } = { sensors: this, lock: this };
  /** Where the door is. */
  isOpen = false;
  /** What its switch says, and the controller therefore believes. */
  saysOpen = false;
  doorCycle: number;
  readonly sensors: VirtualSensor[];
  private readonly host: DoorHost;
  private readonly random: Random;
  private pulse: Pulse | undefined;
  /** Kept in flash: a controller that starts again still knows of it. */
  private cycle: Cycle | undefined;

  constructor(
    {
      compartmentId,
      size,
      profile,
      doorCycle,
    }: { compartmentId: string; size: string; profile: string; doorCycle: number },
    random: Random,
    host: DoorHost,
  ) {
    this.compartmentId = compartmentId;
    this.sensors = sensorsOf(profile, size, random);
    this.doorCycle = doorCycle;
    this.host = host;
    this.random = random.fork('lock');
  }

  /** The lock lets go for 20 s, up to three times. */
  startPulses(commandId: string, leaseId: string | undefined): void {
    this.pulseOnce({ compartmentId: this.compartmentId, commandId, leaseId, attempt: 1 });
  }

  isPulsingFor(commandId: string): boolean {
    return this.pulse?.commandId === commandId;
  }

  /** Is the open cycle, or the one that settles, under this command? */
  isCycleOf(commandId: string): boolean {
    const authority = this.cycle?.authority;
    return authority?.kind === 'command' && authority.commandId === commandId;
  }

  /** A person pulls. True: it opens. */
  pull(): boolean {
    const { pulse } = this;
    if (this.isOpen) return true;
    if (!pulse || this.wires.lock !== this || !this.letsGo(pulse)) return false;
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

  /** Something is wrong with its lock, latch or switch from now on. */
  ail(one: Standing<DoorFault>): void {
    this.ailments.add(one);
    this.readSwitch();
    if (one.fault.switchChangesInMs) this.watchSwitch();
  }

  /** One burst of every sensor on its terminals that speaks. */
  windows(): WireWindow[] {
    const { sensors, contents } = this.wires.sensors;
    const around = this.host.around();
    return sensors.map((sensor) => sensor.window(contents, around)).filter((window) => window !== undefined);
  }

  /** The controller starts again: pulses end; a cycle that it knows of from flash goes on, its times from this boot. */
  reboot(): void {
    this.pulse = undefined;
    const { cycle } = this;
    if (cycle) {
      cycle.openedUptimeMs = 0;
      if (this.saysOpen) this.watchAjar(cycle);
      else this.settleLater(cycle, 0);
    }
    this.watchSwitch();
  }

  /** The switch is looked at: what it says anew begins or ends a cycle. */
  readSwitch(authority?: WireAuthority): void {
    let says = this.isOpen;
    for (const { fault, ...at } of this.standing()) says = fault.switchSays?.(says, at) ?? says;
    if (says === this.saysOpen) return;
    this.saysOpen = says;
    if (says) this.switchOpened(authority);
    else this.switchClosed();
  }

  private letsGo({ luck }: Pulse): boolean {
    return this.standing().every(({ fault, ...at }) => fault.letsGo?.(at, luck) ?? true);
  }

  private move(isOpen: boolean, authority?: WireAuthority): void {
    this.isOpen = isOpen;
    this.readSwitch(authority);
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

  private pulseOnce(wanted: Omit<Pulse, 'luck'>): void {
    const pulse = { ...wanted, luck: this.random.next() };
    this.pulse = pulse;
    this.host.onPulse(pulse);
    if (this.wires.lock !== this) this.wires.lock.openByForce(); // Nobody leans on that door: it springs open.
    this.host.setTimer(pulseMs, () => {
      if (this.pulse !== pulse) return;
      if (pulse.attempt < pulsesMax) return this.pulseOnce({ ...pulse, attempt: pulse.attempt + 1 });
      this.pulse = undefined;
      this.host.postResult({ commandId: pulse.commandId, outcome: 'failed', attempts: pulse.attempt });
    });
  }

  /** While it pulses, a door that opens does so under that command; else nobody has a right to it. */
  private switchOpened(given?: WireAuthority): void {
    const { compartmentId, pulse } = this;
    const authority = given ?? (pulse ? { kind: 'command', commandId: pulse.commandId } : { kind: 'none' });
    // The windows before are the latest that were taken while the door was still shut.
    const before = this.windows();
    if (this.cycle) this.settle(this.cycle); // Opened again before it had settled: what can be said of the last cycle is.
    this.pulse = undefined;
    this.doorCycle += 1;
    const openedUptimeMs = this.host.uptimeMs();
    const { doorCycle } = this;
    const cycle: Cycle = { doorCycle, authority, before, itemsBefore: [...this.contents], openedUptimeMs };
    this.cycle = cycle;
    this.host.onOpened({ compartmentId, doorCycle, authority });
    const attempts = given || !pulse ? {} : { attempts: pulse.attempt };
    this.host.postDoor({ type: 'door-opened', compartmentId, doorCycle, openedUptimeMs, authority, ...attempts });
    this.watchAjar(cycle);
    if (pulse && !given) this.host.postResult({ commandId: pulse.commandId, outcome: 'done', ...attempts });
  }

  private switchClosed(): void {
    const { cycle, compartmentId } = this;
    if (!cycle) return;
    const { doorCycle, authority, itemsBefore } = cycle;
    this.host.onCycle({ compartmentId, doorCycle, authority, before: itemsBefore, after: [...this.contents] });
    this.settleLater(cycle, this.host.uptimeMs());
  }

  private settleLater(cycle: Cycle, closedUptimeMs: number): void {
    cycle.closedUptimeMs = closedUptimeMs;
    this.host.setTimer(settlingMs, () => this.settle(cycle));
  }

  private watchAjar(cycle: Cycle): void {
    const { compartmentId } = this;
    for (const openForMs of ajarAfterMs) {
      this.host.setTimer(openForMs, () => {
        if (this.cycle !== cycle || !this.saysOpen) return;
        const { doorCycle, authority } = cycle;
        this.host.postDoor({ type: 'door-ajar', compartmentId, doorCycle, authority, openForMs });
      });
    }
  }

  private settle(cycle: Cycle): void {
    if (this.cycle !== cycle || cycle.closedUptimeMs === undefined) return;
    this.cycle = undefined;
    const { doorCycle, openedUptimeMs, closedUptimeMs, authority, before } = cycle;
    const { compartmentId } = this;
    const times = { openedUptimeMs, closedUptimeMs };
    const seen = { before, after: this.windows() };
    this.host.postDoor({ type: 'door-closed', compartmentId, doorCycle, ...times, authority, ...seen }, closedUptimeMs);
  }
}

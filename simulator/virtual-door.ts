import type { WireAuthority, WireWindow } from './bank-json.js';
import { sensorsOf, type Item, type VirtualSensor } from './bank-sensors.js';
import type { Random } from './random.js';

/** The controller's own times at the door: design README §3.8. */
export const pulseMs = 20_000;
export const pulsesMax = 3;
export const settlingMs = 3_000;
export const ajarAfterMs = [60_000, 300_000] as const;

/** What a door needs of its bank. */
export interface DoorHost {
  uptimeMs(): number;
  /** Forgotten when the controller starts again. */
  setTimer(ms: number, fn: () => void): void;
  postDoor(body: { type: string; [field: string]: unknown }, happenedUptimeMs?: number): void;
  postResult(body: { commandId: string; outcome: string; [field: string]: unknown }): void;
  /** What really lay inside before and after a cycle: known to the simulation, and to no message. */
  onCycle(cycle: CycleTruth): void;
  onPulse(pulse: Pulse): void;
  onOpened(opened: { compartmentId: string; doorCycle: number; authority: WireAuthority }): void;
}

export interface CycleTruth {
  compartmentId: string;
  doorCycle: number;
  authority: WireAuthority;
  before: readonly Item[];
  after: readonly Item[];
}

export interface Pulse {
  compartmentId: string;
  commandId: string;
  leaseId: string | undefined;
  attempt: number;
}

/** How a door came open under a command: at which pulse, and how long after the first one had begun. */
interface Pull {
  attempts: number;
  openLatencyMs: number;
}

/** What moves a jammed lock again, short of somebody who goes there. */
export type FreedBy = 'pulse-lock' | 'lock-rail' | 'nothing';

interface Cycle {
  doorCycle: number;
  authority: WireAuthority;
  pull: Pull | undefined;
  before: WireWindow[];
  itemsBefore: readonly Item[];
  openedUptimeMs: number;
  closedUptimeMs?: number;
}

/** One compartment: a lock that pulses, a door that people pull and push shut, what lies inside, and what looks at it. */
export class VirtualDoor {
  readonly compartmentId: string;
  readonly sensors: VirtualSensor[];
  readonly contents: Item[] = [];
  isJammed = false;
  freedBy: FreedBy = 'nothing';
  isOpen = false;
  doorCycle: number;
  private readonly host: DoorHost;
  private pulse: Pulse | undefined;
  private pulsesBeganMs = 0;
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
  }

  /** The lock lets go for 20 s, up to three times. */
  startPulses(commandId: string, leaseId: string | undefined): void {
    this.pulsesBeganMs = this.host.uptimeMs();
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
    if (!pulse || this.isJammed) return false;
    this.pulse = undefined;
    const pull = { attempts: pulse.attempt, openLatencyMs: this.host.uptimeMs() - this.pulsesBeganMs };
    this.open({ kind: 'command', commandId: pulse.commandId }, pull);
    this.host.postResult({ commandId: pulse.commandId, outcome: 'done', attempts: pulse.attempt });
    return true;
  }

  openWithKey(): void {
    if (!this.isOpen) this.open({ kind: 'key' });
  }

  /** Forced, or a latch that bounced. */
  openByForce(): void {
    if (!this.isOpen) this.open({ kind: 'none' });
  }

  /** The lock moves once, without letting the door go. True: it moves now. */
  moveLock(): boolean {
    if (this.freedBy === 'pulse-lock') this.isJammed = false;
    return !this.isJammed;
  }

  /** The locks have been without power: what pulsed has ended, and is not taken up again. */
  restartLock(): void {
    this.pulse = undefined;
    if (this.freedBy === 'lock-rail') this.isJammed = false;
  }

  close(): void {
    if (!this.isOpen || !this.cycle) return;
    this.isOpen = false;
    this.cycle.closedUptimeMs = this.host.uptimeMs();
    const { cycle } = this;
    this.host.onCycle({
      compartmentId: this.compartmentId,
      doorCycle: cycle.doorCycle,
      authority: cycle.authority,
      before: cycle.itemsBefore,
      after: [...this.contents],
    });
    this.host.setTimer(settlingMs, () => this.settle(cycle));
  }

  /** One burst of every sensor that speaks. */
  windows(): WireWindow[] {
    return this.sensors.map((sensor) => sensor.window(this.contents)).filter((window) => window !== undefined);
  }

  /** The controller starts again: pulses end; a cycle that it knows of from flash goes on, its times from this boot. */
  reboot(): void {
    this.pulse = undefined;
    const { cycle } = this;
    if (!cycle) return;
    cycle.openedUptimeMs = 0;
    if (this.isOpen) return this.watchAjar(cycle);
    cycle.closedUptimeMs = 0;
    this.host.setTimer(settlingMs, () => this.settle(cycle));
  }

  private pulseOnce(pulse: Pulse): void {
    this.pulse = pulse;
    this.host.onPulse(pulse);
    this.host.setTimer(pulseMs, () => {
      if (this.pulse !== pulse) return;
      this.pulse = undefined;
      if (pulse.attempt < pulsesMax) return this.pulseOnce({ ...pulse, attempt: pulse.attempt + 1 });
      this.host.postResult({ commandId: pulse.commandId, outcome: 'failed', attempts: pulse.attempt });
    });
  }

  private open(authority: WireAuthority, pull?: Pull): void {
    const { compartmentId } = this;
    // The windows before are the latest that were taken while the door was still shut.
    const before = this.windows();
    if (this.cycle) this.settle(this.cycle); // Opened again before it had settled: what can be said of the last cycle is.
    this.isOpen = true;
    this.pulse = undefined;
    this.doorCycle += 1;
    const openedUptimeMs = this.host.uptimeMs();
    const { doorCycle } = this;
    const cycle: Cycle = { doorCycle, authority, pull, before, itemsBefore: [...this.contents], openedUptimeMs };
    this.cycle = cycle;
    this.host.onOpened({ compartmentId, doorCycle, authority });
    const counted = pull ? { attempts: pull.attempts } : {};
    this.host.postDoor({ type: 'door-opened', compartmentId, doorCycle, openedUptimeMs, authority, ...counted });
    this.watchAjar(cycle);
  }

  private watchAjar(cycle: Cycle): void {
    const { compartmentId } = this;
    for (const openForMs of ajarAfterMs) {
      this.host.setTimer(openForMs, () => {
        if (this.cycle !== cycle || !this.isOpen) return;
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

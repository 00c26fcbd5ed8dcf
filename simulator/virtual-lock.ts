import type { DoorHost, Pulse } from './door-host.js';
import type { DoorFault, DoorMoment } from './faults/fault.js';
import type { Random } from './random.js';

/** The controller's own times at the lock: design README §3.8. */
export const pulseMs = 20_000;
export const pulsesMax = 3;

/** How a door came open under a command: at which pulse, and how long after the first one had begun. */
export interface Pull {
  attempts: number;
  openLatencyMs: number;
}

/** What a lock needs of its door: what ails it now, and what else a pulse moves. */
export interface LockHost extends Pick<DoorHost, 'uptimeMs' | 'setTimer' | 'postResult' | 'onPulse' | 'onInVain'> {
  standing(): (DoorMoment & { fault: DoorFault })[];
}

/** The lock on one door's terminals: while it pulses it lets go of whoever pulls, unless something ails it. */
export class VirtualLock {
  private readonly compartmentId: string;
  private readonly random: Random;
  private readonly host: LockHost;
  private pulse: Pulse | undefined;
  private pulsesBeganMs = 0;
  private isPulled = false;

  constructor(compartmentId: string, random: Random, host: LockHost) {
    this.compartmentId = compartmentId;
    this.random = random;
    this.host = host;
  }

  /** It lets go for 20 s, up to three times. */
  start(commandId: string, leaseId: string | undefined): void {
    this.pulsesBeganMs = this.host.uptimeMs();
    this.isPulled = false;
    this.pulseOnce({ compartmentId: this.compartmentId, commandId, leaseId, attempt: 1 });
  }

  /** The command under which it pulses. */
  get commandId(): string | undefined {
    return this.pulse?.commandId;
  }

  /** Somebody pulls: does it let go? */
  letsGo(): boolean {
    this.isPulled = true;
    return this.pulse !== undefined && this.moves(this.pulse.luck);
  }

  /** The switch says open: what that came of, if it pulses. */
  pulled(): Pull | undefined {
    const { pulse } = this;
    if (!pulse) return undefined;
    const slowerByMs = this.host.standing().reduce((sum, { fault, ...at }) => sum + (fault.slowerByMs?.(at) ?? 0), 0);
    const openLatencyMs = this.host.uptimeMs() - this.pulsesBeganMs + Math.round(slowerByMs);
    return { attempts: pulse.attempt, openLatencyMs };
  }

  /** The door is open, or the power is gone: what pulsed has ended, and is not taken up again. */
  stop(): void {
    this.pulse = undefined;
  }

  /** Moved once, without letting the door go. True: it moves. */
  move(): boolean {
    return this.moves(this.random.next());
  }

  private moves(luck: number): boolean {
    return this.host.standing().every(({ fault, ...at }) => fault.letsGo?.(at, luck) ?? true);
  }

  private pulseOnce(wanted: Omit<Pulse, 'luck'>): void {
    const pulse = { ...wanted, luck: this.random.next() };
    this.pulse = pulse;
    this.host.onPulse(pulse);
    this.host.setTimer(pulseMs, () => {
      if (this.pulse !== pulse) return;
      if (pulse.attempt < pulsesMax) return this.pulseOnce({ ...pulse, attempt: pulse.attempt + 1 });
      this.pulse = undefined;
      this.host.onInVain({ compartmentId: this.compartmentId, isPulled: this.isPulled });
      this.host.postResult({ commandId: pulse.commandId, outcome: 'failed', attempts: pulse.attempt });
    });
  }
}

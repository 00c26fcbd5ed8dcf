import { debounceMsRange, lockPulses, type LockPulse } from '../domain/remote-command.js';
import type { BankClock } from './bank-clock.js';
import type { ScreenShown } from './bank-json.js';
import type { Mailbox } from './bank-mailbox.js';
import type { RemoteCure } from './faults/fault.js';
import type { OpensGuard } from './opens-guard.js';
import type { VirtualDoor } from './virtual-door.js';

/** Commands that were taken before are refused: so many are remembered, in flash. */
const takenMax = 256;
/** What a pulse may mend. A long one begins as a usual one. */
const curesOf: Record<LockPulse, readonly RemoteCure[]> = {
  usual: ['pulse-lock'],
  long: ['pulse-lock', 'long-pulse'],
};
/** As long as a `reason` may be: docs/bank.md, limits. */
const reasonMax = 200;

export interface CommandHost {
  doors: ReadonlyMap<string, VirtualDoor>;
  mailbox: Mailbox;
  /** The last lease of each compartment, which the buttons on the screen continue. */
  leases: Map<string, string>;
  guard: OpensGuard;
  clock: Pick<BankClock, 'wallClockMs' | 'hear'>;
  show(shown: ScreenShown): void;
  restart(): void;
}

interface Command {
  commandId: string;
  type: string;
  compartmentId?: unknown;
  leaseId?: unknown;
  notAfterMs?: unknown;
  fromDoorCycle?: unknown;
  what?: unknown;
  sensor?: unknown;
  serverTimeMs?: unknown;
  inReplyTo?: string;
  [field: string]: unknown;
}

/** What a bank does on being told: each command once and in time, and an answer for each that is not a display. */
export class BankCommands {
  private readonly host: CommandHost;
  private readonly taken = new Set<string>();

  constructor(host: CommandHost) {
    this.host = host;
  }

  /** A command as it came: text, or a value. What is no command of the contract is let go. */
  onCommand(json: unknown): void {
    const command = commandOf(json);
    if (!command) return;
    this.hearTime(command);
    switch (command.type) {
      case 'display':
        return this.display(command);
      case 'open':
        return this.takeOnce(command, () => this.atDoor(command, (door) => this.open(command, door)));
      case 'sample':
        return this.takeOnce(command, () => this.atDoor(command, (door) => this.sample(command, door)));
      case 'resend':
        return this.resend(command);
      case 'pulse-lock':
        return this.takeOnce(command, () => this.withDoor(command, (door) => this.pulseLock(command, door)));
      case 'recalibrate':
        return this.takeOnce(command, () => this.atDoor(command, (door) => this.recalibrate(command, door)));
      case 'self-test':
        return this.takeOnce(command, () => this.selfTest(command));
      case 'restart':
        return this.takeOnce(command, () => this.restart(command));
      case 'set-debounce':
        return this.takeOnce(command, () => this.withDoor(command, (door) => this.setDebounce(command, door)));
      default:
        return this.answer(command.commandId, 'refused', { reason: 'unknown-type' });
    }
  }

  /** Before anything is judged by it. */
  private hearTime({ serverTimeMs, inReplyTo }: Command): void {
    const { clock, mailbox } = this.host;
    if (typeof serverTimeMs === 'number') clock.hear(serverTimeMs, mailbox.sentUptimeMs(inReplyTo));
  }

  private display({ notAfterMs, ...command }: Command): void {
    if (typeof notAfterMs === 'number' && this.host.clock.wallClockMs() > notAfterMs) return; // Whom it was for has gone.
    const { code, lines, choices, residents, compartmentId, leaseId, inReplyTo } = command as Partial<ScreenShown>;
    if (compartmentId && leaseId) this.host.leases.set(compartmentId, leaseId);
    const lists = { lines: lines ?? [], choices: choices ?? [], residents: residents ?? [] };
    this.host.show({ code: String(code), ...lists, compartmentId, leaseId, inReplyTo });
  }

  /** A command with an expiry is taken once and in time. A refused double leaves the first one's answer as it was. */
  private takeOnce({ commandId, notAfterMs }: Command, act: () => void): void {
    if (this.taken.has(commandId)) return this.answer(commandId, 'refused', { reason: 'duplicate' });
    this.remember(commandId);
    if (typeof notAfterMs !== 'number' || this.host.clock.wallClockMs() > notAfterMs)
      return this.answer(commandId, 'expired');
    act();
  }

  private withDoor({ commandId, compartmentId }: Command, act: (door: VirtualDoor) => void): void {
    const door = this.host.doors.get(String(compartmentId));
    if (!door) return this.answer(commandId, 'refused', { reason: 'no-such-door' });
    act(door);
  }

  private atDoor(command: Command, act: (door: VirtualDoor) => void): void {
    this.withDoor(command, (door) => {
      if (door.doorSwitch.saysOpen) return this.answer(command.commandId, 'refused', { reason: 'door-is-open' });
      act(door);
    });
  }

  private open({ commandId, leaseId }: Command, door: VirtualDoor): void {
    if (!this.host.guard.admits()) return this.answer(commandId, 'refused', { reason: 'mass-open' });
    // An open that a person gave from afar has no lease but its own id: no button on the screen continues it.
    const lease = typeof leaseId === 'string' && leaseId !== commandId ? leaseId : undefined;
    if (lease) this.host.leases.set(door.compartmentId, lease);
    door.startPulses(commandId, lease);
  }

  private sample({ commandId }: Command, door: VirtualDoor): void {
    this.answer(commandId, 'done', { windows: door.windows() });
  }

  /** Also where the switch says open: a latch that bounced says so, and this is what frees it. */
  private pulseLock({ commandId, pulse = 'usual' }: Command, door: VirtualDoor): void {
    const known = lockPulses.find((one) => one === pulse);
    if (!known) return this.answer(commandId, 'refused', { reason: 'no-such-pulse' });
    if (door.moveLock(curesOf[known])) return this.answer(commandId, 'done');
    this.answer(commandId, 'failed', { reason: 'lock-does-not-move' });
  }

  private recalibrate({ commandId }: Command, door: VirtualDoor): void {
    door.wires.sensors.recalibrate();
    this.answer(commandId, 'done');
  }

  /** Also where the switch says open: one that flaps says so half of the time. */
  private setDebounce({ commandId, debounceMs }: Command, door: VirtualDoor): void {
    const { least, longest } = debounceMsRange;
    const isInRange = Number.isInteger(debounceMs) && Number(debounceMs) >= least && Number(debounceMs) <= longest;
    if (!isInRange) return this.answer(commandId, 'refused', { reason: 'no-such-debounce' });
    door.doorSwitch.debounceMs = Number(debounceMs);
    this.answer(commandId, 'done');
  }

  /** Of one door, with what its sensors see; or of every door, of which only the sensors that fail are named. */
  private selfTest(command: Command): void {
    const { commandId, compartmentId } = command;
    if (compartmentId === undefined) return this.tellTested(commandId, [...this.host.doors.values()], {});
    this.atDoor(command, (door) => this.tellTested(commandId, [door], { windows: door.windows() }));
  }

  private tellTested(commandId: string, doors: VirtualDoor[], more: Record<string, unknown>): void {
    const failing = doors.flatMap((door) =>
      door.wires.sensors.failing().map((name) => `${door.compartmentId}/${name}`),
    );
    if (failing.length === 0) return this.answer(commandId, 'done', more);
    this.answer(commandId, 'failed', { reason: `sensor-fails ${failing.join(' ')}`.slice(0, reasonMax), ...more });
  }

  /** Answered first and done then: a controller that starts again has no voice for a while. */
  private restart(command: Command): void {
    const { commandId, what, sensor: name } = command;
    switch (what) {
      case 'controller':
        this.answer(commandId, 'done');
        return this.host.restart();
      case 'lock-rail':
        this.answer(commandId, 'done');
        for (const door of this.host.doors.values()) door.restartLock();
        return;
      case 'sensor':
        return this.withDoor(command, (door) => {
          if (!door.wires.sensors.restart(String(name)))
            return this.answer(commandId, 'refused', { reason: 'no-such-sensor' });
          this.answer(commandId, 'done');
        });
      default:
        return this.answer(commandId, 'refused', { reason: 'unknown-part' });
    }
  }

  /**
   * What became of a door and of a command? A command that never came, or that a restart cut short, will not be obeyed
   * any more, and is answered as expired: only the bank can know that. Of one whose answer is gone the door's events tell.
   */
  private resend({ commandId, compartmentId, fromDoorCycle }: Command): void {
    const { doors, mailbox } = this.host;
    const door = doors.get(String(compartmentId));
    if (!door) return;
    mailbox.sendAgain(door.compartmentId, Number(fromDoorCycle ?? 0), commandId);
    if (mailbox.hasAnswered(commandId) || door.isPulsingFor(commandId) || door.isCycleOf(commandId)) return;
    const reason = this.taken.has(commandId) ? 'interrupted' : 'never-came';
    this.remember(commandId);
    this.answer(commandId, 'expired', { reason });
  }

  private remember(commandId: string): void {
    this.taken.add(commandId);
    const [oldest] = this.taken;
    if (this.taken.size > takenMax && oldest !== undefined) this.taken.delete(oldest);
  }

  private answer(commandId: string, outcome: string, more: Record<string, unknown> = {}): void {
    this.host.mailbox.post('result', { type: 'command-result', commandId, outcome, ...more });
  }
}

function commandOf(json: unknown): Command | undefined {
  const value = typeof json === 'string' ? parsed(json) : json;
  if (typeof value !== 'object' || value === null) return undefined;
  const { commandId, type } = value as Partial<Command>;
  return typeof commandId === 'string' && typeof type === 'string' ? (value as Command) : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

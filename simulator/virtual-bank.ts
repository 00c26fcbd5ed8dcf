import { BankCommands } from './bank-commands.js';
import { cyclesOf, startHealth } from './bank-health.js';
import type { ScreenShown } from './bank-json.js';
import { Mailbox } from './bank-mailbox.js';
import type { Item } from './bank-sensors.js';
import type { Asked, DepositAsked, VirtualBankOptions } from './bank-options.js';
import { OpensGuard } from './opens-guard.js';
import { VirtualDoor, type DoorHost, type FreedBy } from './virtual-door.js';

export type { BankJson, MessageKind, ScreenShown, WireAuthority, WireMessage } from './bank-json.js';
export type { Asked, DepositAsked, VirtualBankOptions } from './bank-options.js';
export type { Item } from './bank-sensors.js';
export type { CycleTruth, Pulse } from './virtual-door.js';

/**
 * A locker bank without a wire: what it is told comes in by `onCommand`, what people do by the methods named after it,
 * and what it has to say goes out by `send`. The simulator runs it in virtual time, the local run over MQTT.
 */
export class VirtualBank {
  readonly bankId: string;
  /** What the screen shows: the last display. */
  screen: ScreenShown | undefined;
  private readonly options: VirtualBankOptions;
  private readonly mailbox: Mailbox;
  private readonly commands: BankCommands;
  private readonly guard: OpensGuard;
  private readonly doors = new Map<string, VirtualDoor>();
  private readonly leases = new Map<string, string>();
  private requests = 0;
  private power: { source: 'mains' | 'battery'; batteryPercent?: number } = { source: 'mains' };
  firmware = 'virtual-1';
  private bootedAt: number;

  constructor(options: VirtualBankOptions) {
    const { config, random, now, bootCount = 0 } = options;
    this.options = options;
    this.bankId = config.bankId;
    this.bootedAt = now();
    this.mailbox = new Mailbox(
      {
        controllerId: config.controllerId,
        uptimeMs: () => this.uptimeMs(),
        wallClockMs: () => this.wallClockMs(),
        send: (kind, message) => options.send(kind, message),
      },
      bootCount + 1,
    );
    for (const { compartmentId, size } of config.doors) {
      const fixed = { compartmentId, size, profile: config.profile, doorCycle: config.doorCycles[compartmentId] ?? 0 };
      this.doors.set(compartmentId, new VirtualDoor(fixed, random.fork(compartmentId), this.doorHost()));
    }
    this.guard = new OpensGuard({ perMinuteMax: config.opensPerMinuteMax, uptimeMs: () => this.uptimeMs() });
    const { doors, mailbox, leases, guard } = this;
    this.commands = new BankCommands({
      doors,
      mailbox,
      leases,
      guard,
      wallClockMs: () => this.wallClockMs(),
      show: (shown) => this.show(shown),
      restart: () => this.reboot('restart-command'),
    });
    this.startHealth();
  }

  /** A command down, as it came: text, or a value. */
  onCommand(json: unknown): void {
    this.commands.onCommand(json);
  }

  /** The broker has taken this message. */
  acknowledge(messageId: string): void {
    this.mailbox.acknowledge(messageId);
  }

  // What people do at the screen.

  requestDeposit(asked: DepositAsked): Asked {
    return this.ask('deposit-requested', { ...asked });
  }
  requestPickup(code: string): Asked {
    return this.ask('pickup-requested', { code });
  }
  /** A carrier asks for the next parcel to take away. */
  requestCollection(courierCode: string): Asked {
    return this.ask('collection-requested', { courierCode });
  }
  /** Continue the compartment's last lease: the buttons "re-open", "it is inside" and "cancel". */
  reopen(compartmentId: string): Asked {
    return this.continueLease('reopen-requested', compartmentId);
  }
  confirm(compartmentId: string): Asked {
    return this.continueLease('deposit-confirmed', compartmentId);
  }
  cancel(compartmentId: string): Asked {
    return this.continueLease('deposit-cancelled', compartmentId);
  }

  // What people do at the doors.

  /** True: the door is open now. */
  pull(compartmentId: string): boolean {
    return this.door(compartmentId).pull();
  }
  place(compartmentId: string, ...items: Item[]): void {
    this.openDoor(compartmentId).contents.push(...items);
  }
  /** Takes the things with these ids, by default all, and hands them over. */
  take(compartmentId: string, itemIds?: readonly string[]): Item[] {
    const { contents } = this.openDoor(compartmentId);
    const taken = contents.filter(({ id }) => !itemIds || itemIds.includes(id));
    contents.splice(0, contents.length, ...contents.filter((item) => !taken.includes(item)));
    return taken;
  }
  close(compartmentId: string): void {
    this.door(compartmentId).close();
  }
  openWithKey(compartmentId: string): void {
    this.door(compartmentId).openWithKey();
  }
  openByForce(compartmentId: string): void {
    this.door(compartmentId).openByForce();
  }

  // What happens to the bank.
  /** Until it is said otherwise, or until the command that frees it. */
  jam(compartmentId: string, isJammed = true, freedBy: FreedBy = 'nothing'): void {
    Object.assign(this.door(compartmentId), { isJammed, freedBy });
  }
  /** A sensor, by default each of the door's, says nothing any more, or repeats itself; `none` mends it. */
  silence(compartmentId: string, silence: 'none' | 'no-window' | 'stuck', sensor?: string): void {
    for (const one of this.door(compartmentId).sensors) if (!sensor || one.name === sensor) one.silence = silence;
  }
  /** The network cable is out; or in again, and what was kept goes. */
  unplug(): void {
    this.mailbox.isOnline = false;
  }
  plug(): void {
    this.mailbox.isOnline = true;
    this.mailbox.flush();
  }
  get isOnline(): boolean {
    return this.mailbox.isOnline;
  }
  /** The controller starts again: uptime from 0, what is in flash stays, pulses and timers do not. */
  reboot(reason = 'power-cycle'): void {
    this.mailbox.reboot();
    this.bootedAt = this.options.now();
    this.screen = undefined;
    this.guard.reset();
    for (const door of this.doors.values()) door.reboot();
    this.mailbox.flush(); // What was not taken before goes first.
    this.tellStart(reason);
    this.startHealth();
  }
  /** A start is told of, and what the bank runs on where that is not the mains: the cloud takes nothing over from before. */
  tellStart(reason = 'power-on'): void {
    this.mailbox.post('health', { type: 'boot', firmware: this.firmware, reason });
    if (this.power.source === 'battery') this.mailbox.post('health', { type: 'power', ...this.power });
  }
  /** The mains fail, or are back. */
  runOn(source: 'mains' | 'battery', batteryPercent?: number): void {
    this.power = { source, ...(batteryPercent === undefined ? {} : { batteryPercent }) };
    this.mailbox.post('health', { type: 'power', ...this.power });
  }

  // What may be seen from outside.
  contents(compartmentId: string): readonly Item[] {
    return this.door(compartmentId).contents;
  }
  isOpen(compartmentId: string): boolean {
    return this.door(compartmentId).isOpen;
  }
  doorCycles(): Record<string, number> {
    return cyclesOf(this.doors);
  }
  get compartmentIds(): string[] {
    return [...this.doors.keys()];
  }
  get bootCount(): number {
    return this.mailbox.bootCount;
  }
  /** Messages that the broker has not taken yet. */
  get unsentCount(): number {
    return this.mailbox.unsentCount;
  }

  private show(shown: ScreenShown): void {
    this.screen = shown;
    this.options.onScreen?.(shown);
  }

  private ask(type: string, body: Record<string, unknown>): Asked {
    const requestId = `r${this.mailbox.bootCount}-${this.requests++}`;
    return { requestId, messageId: this.mailbox.post('access', { type, requestId, ...body }) };
  }

  private continueLease(type: string, compartmentId: string): Asked {
    const leaseId = this.leases.get(compartmentId);
    if (!leaseId) throw new Error(`bank ${this.bankId} was never given a lease of door ${compartmentId}`);
    return this.ask(type, { compartmentId, leaseId });
  }

  private startHealth(): void {
    const { mailbox, doors } = this;
    const { heartbeatSeconds, scanSeconds } = this.options.config;
    const post = (body: { type: string }) => void mailbox.post('health', body);
    startHealth({ heartbeatSeconds, scanSeconds, doors, post, setTimer: (ms, fn) => this.setTimer(ms, fn) });
  }

  private doorHost(): DoorHost {
    return {
      uptimeMs: () => this.uptimeMs(),
      setTimer: (ms, fn) => this.setTimer(ms, fn),
      postDoor: (body, happenedUptimeMs) => void this.mailbox.post('door', body, happenedUptimeMs),
      postResult: (body) => void this.mailbox.post('result', { type: 'command-result', ...body }),
      onCycle: (cycle) => this.options.onCycle?.(cycle),
      onPulse: (pulse) => this.options.onPulse?.(pulse),
      onOpened: (opened) => this.options.onOpened?.(opened),
    };
  }

  private setTimer(ms: number, fn: () => void): void {
    const { bootCount } = this.mailbox;
    this.options.setTimer(ms, () => {
      if (this.mailbox.bootCount === bootCount) fn(); // A timer does not survive a restart.
    });
  }

  private uptimeMs(): number {
    return this.options.now() - this.bootedAt;
  }

  private wallClockMs(): number {
    return this.options.wallClockMs?.() ?? this.options.now();
  }

  private openDoor(compartmentId: string): VirtualDoor {
    const door = this.door(compartmentId);
    if (!door.isOpen) throw new Error(`door ${compartmentId} of bank ${this.bankId} is closed: nothing goes in or out`);
    return door;
  }

  private door(compartmentId: string): VirtualDoor {
    const door = this.doors.get(compartmentId);
    if (!door) throw new Error(`bank ${this.bankId} has no door ${compartmentId}`);
    return door;
  }
}

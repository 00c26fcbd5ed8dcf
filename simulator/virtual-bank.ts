import { BankAsks } from './bank-asks.js';
import { BankClock } from './bank-clock.js';
import { BankCommands } from './bank-commands.js';
import { BankHardware, freeing, type FreedBy } from './bank-hardware.js';
import { cyclesOf, startHealth } from './bank-health.js';
import type { ScreenShown } from './bank-json.js';
import { Mailbox } from './bank-mailbox.js';
import type { Item } from './bank-sensors.js';
import type { Asked, DepositAsked, VirtualBankOptions } from './bank-options.js';
import type { DoorHost } from './door-host.js';
import type { BankAtFault } from './faults/fault.js';
import { OpensGuard } from './opens-guard.js';
import { VirtualDoor } from './virtual-door.js';

export type { BankJson, MessageKind, ScreenShown, WireAuthority, WireMessage } from './bank-json.js';
export type { Asked, DepositAsked, VirtualBankOptions } from './bank-options.js';
export type { Item } from './bank-sensors.js';
export type { CycleTruth, InVain, Pulse } from './door-host.js';

/**
 * A locker bank without a wire: what it is told comes in by `onCommand`, what people do by the methods named after it,
 * and what it has to say goes out by `send`. The simulator runs it in virtual time, the local run over MQTT.
 */
export class VirtualBank implements BankAtFault {
  readonly bankId: string;
  /** What of it can break, and what is broken. */
  readonly hardware: BankHardware;
  readonly clock: BankClock;
  /** What the screen shows: the last display. */
  screen: ScreenShown | undefined;
  firmware = 'virtual-1';
  private readonly options: VirtualBankOptions;
  private readonly mailbox: Mailbox;
  private readonly commands: BankCommands;
  private readonly doors = new Map<string, VirtualDoor>();
  private readonly asks: BankAsks;
  private readonly guard: OpensGuard;
  private power: { source: 'mains' | 'battery'; batteryPercent?: number } = { source: 'mains' };

  constructor(options: VirtualBankOptions) {
    const { config, random, bootCount = 0 } = options;
    this.options = options;
    this.bankId = config.bankId;
    this.clock = new BankClock(options);
    const { controllerId } = config;
    const send: VirtualBankOptions['send'] = (kind, message) => options.send(kind, message);
    this.mailbox = new Mailbox({ controllerId, clock: this.clock, send }, bootCount + 1);
    for (const { compartmentId, size } of config.doors) {
      const fixed = { compartmentId, size, profile: config.profile, doorCycle: config.doorCycles[compartmentId] ?? 0 };
      this.doors.set(compartmentId, new VirtualDoor(fixed, random.fork(compartmentId), this.doorHost()));
    }
    this.asks = new BankAsks(this.mailbox);
    const { doors, mailbox, clock } = this;
    this.guard = new OpensGuard({ perMinuteMax: config.opensPerMinuteMax, uptimeMs: () => clock.uptimeMs() });
    const after = (ms: number, run: () => void) => options.setTimer(ms, run);
    this.hardware = new BankHardware({ doors, bank: this, clock, random: random.fork('faults'), after });
    this.commands = new BankCommands({
      doors,
      mailbox,
      leases: this.asks.leases,
      guard: this.guard,
      clock,
      show: (shown) => this.show(shown),
      restart: () => {
        this.hardware.restartController();
        this.reboot('restart-command');
      },
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
    return this.asks.ask('deposit-requested', { ...asked });
  }
  requestPickup(code: string): Asked {
    return this.asks.ask('pickup-requested', { code });
  }
  /** A carrier asks for the next parcel to take away. */
  requestCollection(courierCode: string): Asked {
    return this.asks.ask('collection-requested', { courierCode });
  }
  /** Continue the compartment's last lease: the buttons "re-open", "it is inside" and "cancel". */
  reopen(compartmentId: string): Asked {
    return this.asks.continueLease('reopen-requested', compartmentId);
  }
  confirm(compartmentId: string): Asked {
    return this.asks.continueLease('deposit-confirmed', compartmentId);
  }
  cancel(compartmentId: string): Asked {
    return this.asks.continueLease('deposit-cancelled', compartmentId);
  }

  // What people do at the doors.

  /** True: the door is open now. */
  pull(compartmentId: string): boolean {
    return this.door(compartmentId).pull();
  }
  place(compartmentId: string, ...items: Item[]): void {
    this.openDoor(compartmentId).bay.contents.push(...items);
  }
  /** Takes the things with these ids, by default all, and hands them over. */
  take(compartmentId: string, itemIds?: readonly string[]): Item[] {
    const { contents } = this.openDoor(compartmentId).bay;
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

  /** A lock that does not let go until it is said otherwise, or until the command that frees it. */
  jam(compartmentId: string, isJammed = true, freedBy: FreedBy = 'nothing'): void {
    if (isJammed) this.hardware.strike('lock-jammed', { compartmentId, cures: freeing[freedBy] });
    else this.hardware.repairDoor(compartmentId, { name: 'lock-jammed' });
  }
  /** A sensor, by default each of the door's, says nothing any more, or repeats itself until it starts again; `none` mends both. */
  silence(compartmentId: string, silence: 'none' | 'no-window' | 'stuck', sensor?: string): void {
    const at = { compartmentId, sensor };
    for (const name of ['sensor-silent', 'sensor-stuck'] as const)
      this.hardware.repairDoor(compartmentId, { name, sensor });
    if (silence === 'stuck') this.hardware.strike('sensor-stuck', { ...at, cures: { 'restart-sensor': 1 } });
    if (silence === 'no-window') this.hardware.strike('sensor-silent', { ...at, cures: {} });
  }
  /** The network cable is out; or in again, and what was kept goes. */
  unplug(): void {
    this.mailbox.isOnline = false;
    this.options.onLink?.(false);
  }
  plug(): void {
    this.mailbox.isOnline = true;
    this.options.onLink?.(true);
    this.mailbox.flush();
  }
  get isOnline(): boolean {
    return this.mailbox.isOnline;
  }
  /** The controller starts again: uptime from 0, what is in flash stays, pulses and timers do not. */
  reboot(reason = 'power-cycle'): void {
    this.mailbox.reboot();
    this.clock.booted();
    this.screen = undefined;
    this.guard.reset();
    for (const door of this.doors.values()) door.reboot();
    this.mailbox.flush(); // What was not taken before goes first.
    this.tellStart(reason);
    this.startHealth();
    this.hardware.booted();
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
    return this.door(compartmentId).bay.contents;
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

  private startHealth(): void {
    const { mailbox, doors } = this;
    const { heartbeatSeconds, scanSeconds } = this.options.config;
    const post = (body: { type: string }) => void mailbox.post('health', body);
    startHealth({ heartbeatSeconds, scanSeconds, doors, post, setTimer: (ms, fn) => this.setTimer(ms, fn) });
  }

  private doorHost(): DoorHost {
    return {
      uptimeMs: () => this.clock.uptimeMs(),
      around: () => this.clock.around(),
      setTimer: (ms, fn) => this.setTimer(ms, fn),
      postDoor: (body, happenedUptimeMs) => void this.mailbox.post('door', body, happenedUptimeMs),
      postResult: (body) => void this.mailbox.post('result', { type: 'command-result', ...body }),
      onCycle: (cycle) => this.options.onCycle?.(cycle),
      onPulse: (pulse) => {
        this.options.onPulse?.(pulse);
        this.hardware.pulsed();
      },
      onInVain: (pulses) => this.options.onInVain?.(pulses),
      onOpened: (opened) => this.options.onOpened?.(opened),
    };
  }

  private setTimer(ms: number, fn: () => void): void {
    const { bootCount } = this.mailbox;
    this.options.setTimer(ms, () => {
      if (this.mailbox.bootCount === bootCount) fn(); // A timer does not survive a restart.
    });
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

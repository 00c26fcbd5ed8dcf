import { expect } from 'vitest';
import type { Command, DeviceBank, Sending } from './device-bank.js';
import type { SentWindow } from './windows.js';

/** Somebody's right to open one door, as the bank was told of it. */
export interface Lease {
  readonly compartmentId: string;
  readonly leaseId: string;
  /** The open command: under its authority the door opens. */
  readonly commandId: string;
}

export type Recipient = { unit: string } | { residentId: string } | { trackingNumber: string };

/** What happens at the doors and the screen of one bank, message by message. */
export class AtBank {
  private readonly doorCycles = new Map<string, number>();

  public constructor(
    public readonly bank: DeviceBank,
    private readonly courierCode: string,
  ) {}

  /** The courier types a code and a recipient; whatever the screen says to that. */
  public async askToDeposit(recipient: Recipient, requestId = this.bank.newRequestId()): Promise<Command> {
    const { bank, courierCode } = this;
    const type = 'deposit-requested';
    return bank.screen(await bank.send('access', { type, requestId, courierCode, recipient, size: 'S' }));
  }

  /** The bank sends a request again that was answered: a message of its own with the same requestId. */
  public async askAgain(recipient: Recipient, requestId: string): Promise<void> {
    const type = 'deposit-requested';
    await this.bank.send('access', { type, requestId, courierCode: this.courierCode, recipient, size: 'S' });
  }

  /** The same, where a door must be given. */
  public async deposit(recipient: Recipient): Promise<Lease> {
    return this.leaseOf(await this.askToDeposit(recipient), 'door-open');
  }

  public async askToPickUp(code: string): Promise<Command> {
    const { bank } = this;
    const requestId = bank.newRequestId();
    return bank.screen(await bank.send('access', { type: 'pickup-requested', requestId, code }));
  }

  public async pickUp(code: string): Promise<Lease> {
    return this.leaseOf(await this.askToPickUp(code), 'pickup-open');
  }

  /** The carrier asks for the next parcel to take away; whatever the screen says to that. */
  public async askToCollect(requestId = this.bank.newRequestId()): Promise<Command> {
    const { bank, courierCode } = this;
    return bank.screen(await bank.send('access', { type: 'collection-requested', requestId, courierCode }));
  }

  /** The same, where a door must be given. */
  public async collect(): Promise<Lease & { shown: Command }> {
    const shown = await this.askToCollect();
    return { ...(await this.leaseOf(shown, 'return-open')), shown };
  }

  /** A tap on the screen that continues a lease. */
  public async tap(
    type: 'reopen-requested' | 'deposit-confirmed' | 'deposit-cancelled',
    { compartmentId, leaseId }: Lease,
  ): Promise<Command> {
    const { bank } = this;
    const requestId = bank.newRequestId();
    return bank.screen(await bank.send('access', { type, requestId, compartmentId, leaseId }));
  }

  public async reopen(lease: Lease): Promise<Lease> {
    const shown = await this.tap('reopen-requested', lease);
    expect(['reopened', 'pickup-open']).toContain(shown.code);
    return this.leaseOf(shown, shown.code ?? '');
  }

  /** The door is opened and closed, and the screen says what was seen; `checking` where the bank is asked for more. */
  public async useDoor(lease: Lease, before: SentWindow[], after: SentWindow[]): Promise<Command> {
    const { bank } = this;
    const authority = { kind: 'command', commandId: lease.commandId };
    const { compartmentId } = lease;
    const doorCycle = this.nextCycle(compartmentId);
    const openedUptimeMs = bank.uptimeMs();
    await bank.send('result', { type: 'command-result', commandId: lease.commandId, outcome: 'done', attempts: 1 });
    await bank.send('door', { type: 'door-opened', compartmentId, doorCycle, openedUptimeMs, authority });
    return bank.screen(await this.sendClosed(lease, { doorCycle, before, after }));
  }

  /** `door-closed` alone, with nothing waited for. */
  public async sendClosed(
    { compartmentId, commandId }: Lease,
    {
      before,
      after,
      doorCycle = this.nextCycle(compartmentId),
    }: { before: SentWindow[]; after: SentWindow[]; doorCycle?: number },
    how: Sending = {},
  ): Promise<string> {
    const closedUptimeMs = this.bank.uptimeMs() - (how.ageMs ?? 0);
    const openedUptimeMs = Math.max(0, closedUptimeMs - 8_000);
    const authority = { kind: 'command', commandId };
    const times = { openedUptimeMs, closedUptimeMs };
    const body = { type: 'door-closed', compartmentId, doorCycle, ...times, authority, before, after };
    return this.bank.send('door', body, how);
  }

  /** Answers the nth further look that was asked of this lease, and says what the screen says then. */
  public async answerSample({ leaseId }: Lease, n: number, windows: SentWindow[]): Promise<Command> {
    const { bank } = this;
    // A command's id is opaque to a bank: the nth look is the nth `sample` that came under this lease.
    const looks = () => bank.commands.filter((command) => command.type === 'sample' && command.leaseId === leaseId);
    const { commandId } = await bank.command((command) => looks()[n - 1] === command, `look ${n} under ${leaseId}`);
    return bank.screen(await bank.send('result', { type: 'command-result', commandId, outcome: 'done', windows }));
  }

  public nextCycle(compartmentId: string): number {
    const next = (this.doorCycles.get(compartmentId) ?? 0) + 1;
    this.doorCycles.set(compartmentId, next);
    return next;
  }

  private async leaseOf(shown: Command, code: string): Promise<Lease> {
    expect(shown.code).toBe(code);
    const { compartmentId = '', leaseId = '' } = shown;
    const open = await this.bank.command(
      (command) => command.type === 'open' && command.leaseId === leaseId,
      `the open of ${leaseId}`,
    );
    expect(open.compartmentId).toBe(compartmentId);
    return { compartmentId, leaseId, commandId: open.commandId };
  }
}

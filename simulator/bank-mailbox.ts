import type { BankClock } from './bank-clock.js';
import type { MessageKind, WireMessage } from './bank-json.js';

interface Letter {
  kind: MessageKind;
  /** Without `sentUptimeMs` and `sentBootCount`, which are of each sending. */
  message: WireMessage;
}

export interface MailboxOptions {
  controllerId: string;
  clock: Pick<BankClock, 'uptimeMs' | 'wallClockMs'>;
  send(kind: MessageKind, message: WireMessage): void;
}

/** What a controller keeps of a door, to be sent again when it is asked: the last so many events. */
const ringMax = 24;
const resultsMax = 64;
/** Of as many commands it knows that it has answered them, though the answer may be gone. */
const answeredMax = 256;
/** Of so many messages of this boot the bank knows when it sent them, for whoever answers one. */
const sentMax = 64;
/** Store and forward has an end: the oldest goes first. A bank at 20 messages an hour lasts two weeks. */
const unsentMax = 8192;

/**
 * What a bank has to say: numbered, sent when there is a connection, kept in flash until the broker has taken it, and
 * kept a while longer for a `resend`. A message keeps the boot, number and uptime of its happening however often it goes.
 */
export class Mailbox {
  private readonly options: MailboxOptions;
  private readonly unsent = new Map<string, Letter>();
  private readonly events = new Map<string, Letter[]>();
  private readonly results: Letter[] = [];
  private readonly answered = new Set<string>();
  private readonly sentAt = new Map<string, number>();
  private seq = 0;
  isOnline = true;
  bootCount: number;

  constructor(options: MailboxOptions, bootCount: number) {
    this.options = options;
    this.bootCount = bootCount;
  }

  /** Says something that happened at this uptime (by default now). Returns the message's id. */
  post(kind: MessageKind, body: { type: string; [field: string]: unknown }, happenedUptimeMs?: number): string {
    const { controllerId, clock } = this.options;
    const now = clock.uptimeMs();
    const seq = this.seq++;
    const messageId = `m${this.bootCount}-${seq}`; // Unique in this bank, which is all that the contract asks for.
    const message: WireMessage = {
      schema: 1,
      messageId,
      controllerId,
      bootCount: this.bootCount,
      seq,
      uptimeMs: happenedUptimeMs ?? now,
      sentUptimeMs: now,
      atMs: clock.wallClockMs(),
      ...body,
    };
    const letter = { kind, message };
    this.keep(letter);
    if (this.unsent.size >= unsentMax) this.forgetOldest();
    this.unsent.set(messageId, letter);
    this.sentAt.set(messageId, now);
    const [oldest = ''] = this.sentAt.keys();
    if (this.sentAt.size > sentMax) this.sentAt.delete(oldest);
    this.sendNow(letter);
    return messageId;
  }

  /** The uptime at which this message was sent first, in this boot. */
  sentUptimeMs(messageId: string | undefined): number | undefined {
    return messageId === undefined ? undefined : this.sentAt.get(messageId);
  }

  /** The broker has it. */
  acknowledge(messageId: string): void {
    this.unsent.delete(messageId);
  }

  /** The connection is back: everything the broker has not taken goes again, oldest first. */
  flush(): void {
    for (const letter of [...this.unsent.values()]) this.sendNow(letter);
  }

  /** A door's events from a cycle on, and a command's result, go again. */
  sendAgain(compartmentId: string, fromDoorCycle: number, commandId: string | undefined): void {
    const events = this.events.get(compartmentId) ?? [];
    for (const letter of events) if (Number(letter.message['doorCycle']) >= fromDoorCycle) this.sendNow(letter);
    const result = this.resultOf(commandId);
    if (result) this.sendNow(result);
  }

  hasAnswered(commandId: string): boolean {
    return this.answered.has(commandId);
  }

  /** The controller starts again: what is in flash stays, numbers begin anew. */
  reboot(): void {
    this.bootCount += 1;
    this.seq = 0;
    this.sentAt.clear();
  }

  get unsentCount(): number {
    return this.unsent.size;
  }

  private resultOf(commandId: string | undefined): Letter | undefined {
    return this.results.findLast(({ message }) => message['commandId'] === commandId);
  }

  private sendNow({ kind, message }: Letter): void {
    if (!this.isOnline) return;
    const sent: WireMessage = { ...message, sentUptimeMs: this.options.clock.uptimeMs() };
    if (message.bootCount !== this.bootCount) sent.sentBootCount = this.bootCount;
    this.options.send(kind, sent);
  }

  private keep(letter: Letter): void {
    const { kind, message } = letter;
    if (kind === 'result') return this.keepResult(letter);
    const { compartmentId } = message;
    if (kind !== 'door' || compartmentId === undefined) return;
    const ring = this.events.get(compartmentId) ?? [];
    ring.push(letter);
    if (ring.length > ringMax) ring.shift();
    this.events.set(compartmentId, ring);
  }

  private keepResult(letter: Letter): void {
    if (letter.message['reason'] === 'duplicate') return; // It must not hide the answer that the command was given first.
    this.results.push(letter);
    if (this.results.length > resultsMax) this.results.shift();
    this.answered.add(String(letter.message['commandId']));
    const [oldest = ''] = this.answered;
    if (this.answered.size > answeredMax) this.answered.delete(oldest);
  }

  private forgetOldest(): void {
    const oldest = this.unsent.keys().next();
    if (!oldest.done) this.unsent.delete(oldest.value);
  }
}

import { createHash, randomUUID } from 'node:crypto';
import type { Journal } from '../journal.js';
import type { Clock } from './clock.js';
import { ServiceError } from './service.js';

export interface QueueConfig {
  readonly name: string;
  readonly arn: string;
  readonly url: string;
  readonly visibilityTimeoutMs: number;
  readonly retentionMs: number;
  readonly redrive?: { readonly targetArn: string; readonly maxReceiveCount: number };
}

export interface StoredMessage {
  readonly id: string;
  readonly queue: string;
  readonly body: string;
  readonly sentAtMs: number;
  visibleAtMs: number;
  receiveCount: number;
  firstReceivedAtMs?: number;
  /** The handle of the last receipt; earlier ones delete nothing. */
  receipt?: string;
}

const MESSAGE_MAX_BYTES = 1024 * 1024; // Amazon SQS quotas, since August 2025; 256 KiB before.

/** Standard queues: at least once, in no order that anybody may rely on. Messages stay until deleted or too old. */
export class Queues {
  private readonly configs = new Map<string, QueueConfig>();
  private readonly listeners = new Map<string, () => void>();

  public constructor(
    private readonly clock: Clock,
    private readonly messages: Journal<StoredMessage>,
  ) {}

  /** Tells whoever takes messages from this queue that there is another one. */
  public whenSent(name: string, listener: () => void): void {
    this.listeners.set(name, listener);
  }

  public add(config: QueueConfig): void {
    this.configs.set(config.name, config);
  }

  /** A queue by its URL, ARN or name. */
  public find(address: string): QueueConfig {
    const name = address.split(/[/:]/).at(-1) ?? address;
    const found = this.configs.get(name);
    if (found) return found;
    throw new ServiceError('QueueDoesNotExist', 'The specified queue does not exist.');
  }

  public send(address: string, body: string, delayMs = 0): StoredMessage {
    const queue = this.find(address);
    if (Buffer.byteLength(body) > MESSAGE_MAX_BYTES)
      throw new ServiceError('InvalidParameterValue', `Message must be shorter than ${MESSAGE_MAX_BYTES} bytes.`);
    const sentAtMs = this.clock.nowMs();
    const visibleAtMs = sentAtMs + delayMs;
    const message = { id: randomUUID(), queue: queue.name, body, sentAtMs, visibleAtMs, receiveCount: 0 };
    this.messages.set(message.id, message);
    this.listeners.get(queue.name)?.();
    return message;
  }

  /** When the next message of a queue is to be seen; in the past, if one is now. */
  public nextVisibleAtMs(address: string): number | undefined {
    const alive = this.alive(this.find(address));
    return alive.length === 0 ? undefined : Math.min(...alive.map(({ visibleAtMs }) => visibleAtMs));
  }

  /** Takes up to `max` visible messages and hides them for the time given; what was received too often moves on. */
  public receive(address: string, max: number, visibilityTimeoutMs?: number): StoredMessage[] {
    const queue = this.find(address);
    const nowMs = this.clock.nowMs();
    const taken: StoredMessage[] = [];
    for (const message of this.alive(queue)) {
      if (taken.length >= max) break;
      if (message.visibleAtMs > nowMs || this.redrives(queue, message)) continue;
      message.visibleAtMs = nowMs + (visibilityTimeoutMs ?? queue.visibilityTimeoutMs);
      message.receiveCount += 1;
      message.firstReceivedAtMs ??= nowMs;
      message.receipt = `${message.id}#${message.receiveCount}`;
      this.messages.set(message.id, message);
      taken.push(message);
    }
    return taken;
  }

  /** Deletes by receipt handle. An old or unknown handle is no error, as in AWS; a malformed one is. */
  public delete(address: string, receipt: string): void {
    const message = this.byReceipt(address, receipt);
    if (message?.receipt === receipt) this.messages.delete(message.id);
  }

  public changeVisibility(address: string, receipt: string, visibilityTimeoutMs: number): void {
    const message = this.byReceipt(address, receipt);
    if (message?.receipt !== receipt) throw new ServiceError('MessageNotInflight', 'The message is not in flight.');
    message.visibleAtMs = this.clock.nowMs() + visibilityTimeoutMs;
    this.messages.set(message.id, message);
  }

  public counts(address: string): { visible: number; hidden: number; delayed: number } {
    const nowMs = this.clock.nowMs();
    const alive = this.alive(this.find(address));
    const waiting = alive.filter(({ visibleAtMs }) => visibleAtMs > nowMs);
    const hidden = waiting.filter(({ receiveCount }) => receiveCount > 0).length;
    return { visible: alive.length - waiting.length, hidden, delayed: waiting.length - hidden };
  }

  /** The counts of every queue, by name. */
  public allCounts(): Record<string, ReturnType<Queues['counts']>> {
    return Object.fromEntries([...this.configs.keys()].map((name) => [name, this.counts(name)]));
  }

  public purge(address: string): void {
    for (const { id } of this.alive(this.find(address))) this.messages.delete(id);
  }

  private byReceipt(address: string, receipt: string): StoredMessage | undefined {
    const queue = this.find(address);
    if (!/^[0-9a-f-]{36}#\d+$/.test(receipt))
      throw new ServiceError('ReceiptHandleIsInvalid', 'The input receipt handle is invalid.');
    const message = this.messages.get(receipt.slice(0, 36));
    return message?.queue === queue.name ? message : undefined;
  }

  private alive(queue: QueueConfig): StoredMessage[] {
    const oldestMs = this.clock.nowMs() - queue.retentionMs;
    const mine = this.messages.values().filter((message) => message.queue === queue.name);
    const old = mine.filter(({ sentAtMs }) => sentAtMs < oldestMs);
    for (const { id } of old) this.messages.delete(id);
    return old.length === 0 ? mine : mine.filter(({ sentAtMs }) => sentAtMs >= oldestMs);
  }

  private redrives(queue: QueueConfig, message: StoredMessage): boolean {
    if (!queue.redrive || message.receiveCount < queue.redrive.maxReceiveCount) return false;
    const target = this.find(queue.redrive.targetArn);
    this.messages.set(message.id, { ...message, queue: target.name, receipt: undefined });
    this.listeners.get(target.name)?.();
    return true;
  }
}

export const md5 = (text: string) => createHash('md5').update(text).digest('hex');

import { randomBytes, randomUUID } from 'node:crypto';
import type { Journal } from '../journal.js';
import type { Mishaps } from '../mishaps.js';
import type { Clock } from './clock.js';
import { smsParts, type Outbox } from './outbox.js';
import { ServiceError } from './service.js';

export interface Subscription {
  readonly topicArn: string;
  /** The last part of the subscription's ARN. */
  readonly id: string;
  readonly email: string;
  readonly token: string;
  readonly askedAtMs: number;
  readonly confirmed: boolean;
  /** Only a signed call may end it: a link in a forwarded mail cannot. */
  readonly authenticateOnUnsubscribe: boolean;
}

export interface Publication {
  readonly message: string;
  readonly subject?: string;
  readonly eventId?: string;
  readonly kind?: string;
  /** Which of a topic's readers it is for, where they tell themselves apart. */
  readonly audience?: string;
}

export interface NotificationsOptions {
  readonly region: string;
  readonly accountId: string;
  readonly clock: Clock;
  readonly mishaps: Mishaps;
  readonly outbox: Outbox;
  readonly topics: Journal<{ readonly arn: string }>;
  readonly subscriptions: Journal<Subscription>;
  /** The loopback address behind a confirmation mail's link. */
  readonly confirmUrl: () => string;
}

const TOKEN_LIVES_MS = 2 * 24 * 3_600_000; // Amazon SNS API Reference, ConfirmSubscription: valid for two days.
const SMS_MAX_CHARS = 1_600;
const EMAIL_MAX_BYTES = 256 * 1024;

/**
 * SMS to numbers and email by topic, into the outbox. As in AWS, nothing is deduplicated, and a pending subscription or
 * an opted-out number swallows a message with success.
 */
export class Notifications {
  public constructor(private readonly options: NotificationsOptions) {}

  public createTopic(name: string): string {
    if (!/^[\w-]{1,256}$/.test(name)) throw invalid('Topic Name');
    const arn = `arn:aws:sns:${this.options.region}:${this.options.accountId}:${name}`;
    if (!this.options.topics.has(arn)) this.options.topics.set(arn, { arn });
    return arn;
  }

  public deleteTopic(topicArn: string): void {
    this.options.topics.delete(topicArn);
    for (const { id } of this.subscriptionsOf(topicArn)) this.options.subscriptions.delete(id);
  }

  /** Asks for consent: the mail with the link goes out again for as long as it is not given. */
  public subscribe(topicArn: string, email: string): Subscription {
    this.requireTopic(topicArn);
    if (!/^[^\s@]+@[^\s@]+$/.test(email)) throw invalid('Endpoint');
    const existing = this.subscriptionsOf(topicArn).find((one) => one.email === email && this.isAlive(one));
    if (existing?.confirmed) return existing;
    const subscription = {
      topicArn,
      id: existing?.id ?? randomUUID(),
      email,
      token: randomBytes(32).toString('hex'),
      askedAtMs: this.options.clock.nowMs(),
      confirmed: false,
      authenticateOnUnsubscribe: false,
    };
    this.options.subscriptions.set(subscription.id, subscription);
    this.askForConsent(subscription);
    return subscription;
  }

  public confirm(topicArn: string, token: string, authenticateOnUnsubscribe = false): Subscription {
    this.requireTopic(topicArn);
    const asked = this.subscriptionsOf(topicArn).find((one) => one.token === token && this.isAlive(one));
    if (!asked) throw invalid('Token');
    const confirmed = { ...asked, confirmed: true, authenticateOnUnsubscribe };
    this.options.subscriptions.set(asked.id, confirmed);
    return confirmed;
  }

  public unsubscribe(subscriptionArn: string): void {
    this.options.subscriptions.delete(this.subscription(subscriptionArn).id);
  }

  public subscription(subscriptionArn: string): Subscription {
    const found = this.options.subscriptions.get(subscriptionArn.split(':').at(-1) ?? '');
    if (found && this.isAlive(found)) return found;
    throw new ServiceError('NotFound', 'Subscription does not exist', 404);
  }

  public subscriptionsOf(topicArn: string): Subscription[] {
    return this.options.subscriptions.values().filter((one) => one.topicArn === topicArn);
  }

  public livingSubscriptionsOf(topicArn: string): Subscription[] {
    this.requireTopic(topicArn);
    return this.subscriptionsOf(topicArn).filter((one) => this.isAlive(one));
  }

  public publishToTopic(topicArn: string, publication: Publication): string {
    this.requireTopic(topicArn);
    if (Buffer.byteLength(publication.message) > EMAIL_MAX_BYTES) throw invalid('Message too long');
    const { clock, outbox } = this.options;
    const { message: body, subject, eventId, kind, audience } = publication;
    // Nobody may have subscribed to a site's topic here: what is published to it is shown all the same.
    if (audience) {
      const said = { body, subject, atMs: clock.nowMs(), eventId, kind, audience };
      outbox.deliver({ channel: 'topic', to: nameOf(topicArn), ...said });
    }
    for (const { email } of this.subscriptionsOf(topicArn).filter((one) => one.confirmed))
      outbox.deliver({ channel: 'email', to: email, body, subject, atMs: clock.nowMs(), eventId, kind });
    return randomUUID();
  }

  public publishToPhone(phoneNumber: string, { message: body, eventId, kind }: Publication): string {
    if (!/^\+[1-9]\d{1,14}$/.test(phoneNumber)) throw invalid(`PhoneNumber Reason: ${phoneNumber} is not valid`);
    if (body.length > SMS_MAX_CHARS) throw invalid('Message too long');
    const { clock, outbox } = this.options;
    if (!this.hasOptedOut(phoneNumber)) {
      const parts = smsParts(body);
      outbox.deliver({ channel: 'sms', to: phoneNumber, body, atMs: clock.nowMs(), eventId, kind, parts });
    }
    return randomUUID();
  }

  public hasOptedOut(phoneNumber: string): boolean {
    return this.options.mishaps.settings.optedOut.includes(phoneNumber);
  }

  public optedOut(): readonly string[] {
    return this.options.mishaps.settings.optedOut;
  }

  public optIn(phoneNumber: string): void {
    this.options.mishaps.change({ optedOut: this.optedOut().filter((one) => one !== phoneNumber) });
  }

  /** A pending subscription whose token has run out is gone, as in AWS. */
  private isAlive({ confirmed, askedAtMs }: Subscription): boolean {
    return confirmed || this.options.clock.nowMs() - askedAtMs < TOKEN_LIVES_MS;
  }

  private askForConsent({ topicArn, email, token }: Subscription): void {
    const { clock, outbox, confirmUrl } = this.options;
    const link = `${confirmUrl()}?${new URLSearchParams({ topicArn, token }).toString()}`;
    const body = [
      'You have chosen to subscribe to the topic:',
      topicArn,
      '',
      'To confirm this subscription, visit the link below (if this was in error no action is necessary):',
      link,
    ].join('\n');
    const subject = 'AWS Notification - Subscription Confirmation';
    outbox.deliver({
      channel: 'email',
      to: email,
      subject,
      body,
      atMs: clock.nowMs(),
      kind: 'subscription-confirmation',
    });
  }

  private requireTopic(topicArn: string): void {
    if (!this.options.topics.has(topicArn)) throw new ServiceError('NotFound', 'Topic does not exist', 404);
  }
}

const nameOf = (topicArn: string): string => topicArn.split(':').at(-1) ?? topicArn;

const invalid = (what: string) => new ServiceError('InvalidParameter', `Invalid parameter: ${what}`);

import { createOutbox, type Delivery, type Outbox } from '../stand-ins/outbox.js';
import { Notifications, type Subscription } from '../stand-ins/sns.js';
import { snsService } from '../stand-ins/sns-service.js';
import { TemplateError } from '../template.js';
import type { Parts } from './parts.js';

export interface Messages {
  readonly outbox: Outbox;
  readonly notifications: Notifications;
}

/** SNS with the template's topics in it, and the outbox that takes what reaches people. */
export function buildMessages(parts: Parts, confirmUrl: () => string): Messages {
  const { stack, clock, mishaps, endpoint, journal } = parts;
  const outbox = createOutbox(journal<Delivery>('outbox'));
  const notifications = new Notifications({
    region: stack.region,
    accountId: stack.accountId,
    clock,
    mishaps,
    outbox,
    topics: journal('topics'),
    subscriptions: journal<Subscription>('subscriptions'),
    confirmUrl,
  });
  endpoint.register('sns', snsService(notifications));
  return { outbox, notifications };
}

/** The topics and subscriptions of the template itself. A subscription kept from an earlier run is not asked for again. */
export function declareTopics({ stack }: Parts, notifications: Notifications): void {
  const topics = stack.resourcesOf('AWS::SNS::Topic');
  for (const { attributes } of topics) notifications.createTopic(attributes.TopicName!);
  for (const { logicalId, properties } of stack.resourcesOf('AWS::SNS::Subscription')) {
    const { TopicArn, Endpoint } = properties;
    if (!topics.some(({ ref }) => ref === TopicArn))
      throw new TemplateError(logicalId, `${TopicArn} is no topic of this stack`, 'subscribe to a topic of the stack');
    const known = notifications.livingSubscriptionsOf(TopicArn).some(({ email }) => email === Endpoint);
    if (!known) notifications.subscribe(TopicArn, Endpoint);
  }
}

import { element, xml, xmlError } from './query-protocol.js';
import { ServiceError, type ServiceHandler } from './service.js';
import type { Notifications, Subscription } from './sns.js';

type Operation = (form: URLSearchParams) => string;

const PAGE_MAX = 100;

/** The SNS calls of the query protocol that the SDK makes: form bodies in, XML out. */
export function snsService(notifications: Notifications): ServiceHandler {
  const operations = { ...topicOperations(notifications), ...phoneOperations(notifications) };
  return async ({ body }) => {
    const form = new URLSearchParams(body.toString('utf8'));
    const action = form.get('Action') ?? '';
    try {
      const operation = Object.hasOwn(operations, action) ? operations[action] : undefined;
      if (!operation) throw new ServiceError('InvalidAction', `the local stand-in does not know "${action}"`);
      return xml(200, `${action}Response`, `<${action}Result>${operation(form)}</${action}Result>`);
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      return xmlError(error);
    }
  };
}

function topicOperations(notifications: Notifications): Record<string, Operation> {
  return {
    CreateTopic: (form) => element('TopicArn', notifications.createTopic(need(form, 'Name'))),
    DeleteTopic: (form) => {
      notifications.deleteTopic(need(form, 'TopicArn'));
      return '';
    },
    Subscribe: (form) => {
      if (need(form, 'Protocol') !== 'email')
        throw new ServiceError('InvalidParameter', 'the local stand-in has subscriptions of protocol email only');
      const subscription = notifications.subscribe(need(form, 'TopicArn'), need(form, 'Endpoint'));
      const showArn = subscription.confirmed || form.get('ReturnSubscriptionArn') === 'true';
      return element('SubscriptionArn', showArn ? arnOf(subscription) : 'pending confirmation');
    },
    ConfirmSubscription: (form) => {
      const authenticate = form.get('AuthenticateOnUnsubscribe') === 'true';
      const confirmed = notifications.confirm(need(form, 'TopicArn'), need(form, 'Token'), authenticate);
      return element('SubscriptionArn', arnOf(confirmed));
    },
    Unsubscribe: (form) => {
      notifications.unsubscribe(need(form, 'SubscriptionArn'));
      return '';
    },
    ListSubscriptionsByTopic: (form) => {
      const all = notifications.livingSubscriptionsOf(need(form, 'TopicArn'));
      const from = Number(form.get('NextToken') ?? 0);
      const members = all.slice(from, from + PAGE_MAX).map((one) => `<member>${describe(one)}</member>`);
      const more = all.length > from + PAGE_MAX ? element('NextToken', String(from + PAGE_MAX)) : '';
      return `<Subscriptions>${members.join('')}</Subscriptions>${more}`;
    },
    GetSubscriptionAttributes: (form) => attributes(notifications.subscription(need(form, 'SubscriptionArn'))),
  };
}

function phoneOperations(notifications: Notifications): Record<string, Operation> {
  return {
    Publish: (form) => {
      const publication = {
        message: need(form, 'Message'),
        subject: subjectOf(form),
        ...saidOf(form),
      };
      const phoneNumber = form.get('PhoneNumber');
      const messageId = phoneNumber
        ? notifications.publishToPhone(phoneNumber, publication)
        : notifications.publishToTopic(form.get('TopicArn') ?? need(form, 'TargetArn'), publication);
      return element('MessageId', messageId);
    },
    CheckIfPhoneNumberIsOptedOut: (form) =>
      element('isOptedOut', String(notifications.hasOptedOut(need(form, 'phoneNumber')))),
    ListPhoneNumbersOptedOut: () => {
      const members = notifications.optedOut().map((one) => element('member', one));
      return `<phoneNumbers>${members.join('')}</phoneNumbers>`;
    },
    OptInPhoneNumber: (form) => {
      notifications.optIn(need(form, 'phoneNumber'));
      return '';
    },
  };
}

const known = ['eventId', 'kind', 'audience'] as const;

/** The message attributes by which the outbox tells what a delivery was for, and which of a topic's readers. */
function saidOf(form: URLSearchParams): { [Name in (typeof known)[number]]?: string } {
  const said: Record<string, string> = {};
  for (let entry = 1; form.has(`MessageAttributes.entry.${entry}.Name`); entry++) {
    const name = form.get(`MessageAttributes.entry.${entry}.Name`) ?? '';
    const value = form.get(`MessageAttributes.entry.${entry}.Value.StringValue`);
    checkAttribute(name, value, form.get(`MessageAttributes.entry.${entry}.Value.DataType`) ?? '');
    if (known.some((one) => one === name) && value !== null) said[name] = value;
  }
  return said;
}

/** Amazon SNS Developer Guide, "Message attributes": a name of letters, digits, `_`, `-` and `.`, a type, and a value that is one of it. */
function checkAttribute(name: string, value: string | null, type: string): void {
  const isNamed = /^[\w.-]{1,256}$/.test(name);
  const isTyped = /^(String|String\.Array|Number|Binary)$/.test(type);
  const isValue = value !== null && value !== '' && (type !== 'Number' || Number.isFinite(Number(value)));
  if (isNamed && isTyped && isValue) return;
  throw new ServiceError('ParameterValueInvalid', `The message attribute '${name}' has no valid name, type or value.`);
}

/** API Reference, Publish: no line breaks or control characters, and fewer than 100 characters. */
function subjectOf(form: URLSearchParams): string | undefined {
  const subject = form.get('Subject');
  if (subject === null) return undefined;
  if (/^\P{Cc}{1,99}$/u.test(subject)) return subject;
  throw new ServiceError('InvalidParameter', 'Invalid parameter: Subject');
}

const arnOf = ({ topicArn, id }: Subscription) => `${topicArn}:${id}`;

function describe(subscription: Subscription): string {
  return (
    element('SubscriptionArn', subscription.confirmed ? arnOf(subscription) : 'PendingConfirmation') +
    element('Owner', subscription.topicArn.split(':')[4] ?? '') +
    element('Protocol', 'email') +
    element('Endpoint', subscription.email) +
    element('TopicArn', subscription.topicArn)
  );
}

function attributes(subscription: Subscription): string {
  const all = {
    SubscriptionArn: arnOf(subscription),
    TopicArn: subscription.topicArn,
    Protocol: 'email',
    Endpoint: subscription.email,
    PendingConfirmation: String(!subscription.confirmed),
    ConfirmationWasAuthenticated: String(subscription.authenticateOnUnsubscribe),
  };
  const entries = Object.entries(all).map(
    ([key, value]) => `<entry>${element('key', key)}${element('value', value)}</entry>`,
  );
  return `<Attributes>${entries.join('')}</Attributes>`;
}

function need(form: URLSearchParams, name: string): string {
  const value = form.get(name);
  if (value) return value;
  throw new ServiceError('InvalidParameter', `Invalid parameter: ${name}`);
}

import { ConfirmSubscriptionCommand, SNSClient, UnsubscribeCommand } from '@aws-sdk/client-sns';
import { describe, expect, it } from 'vitest';
import { snsEmailTopics } from '../../adapters/channels/email-topics.js';
import { channels } from '../../adapters/channels/index.js';
import { memoryChannels } from '../../adapters/memory/channels.js';
import type { Channel } from '../../app/ports.js';
import type { ResidentId } from '../../domain/ids.js';
import { createOutbox, type Delivery } from '../../local/stand-ins/outbox.js';
import { snsService } from '../../local/stand-ins/sns-service.js';
import { Notifications } from '../../local/stand-ins/sns.js';
import { ServiceError, type ServiceRequest } from '../../local/stand-ins/service.js';
import { atEnd, inMemory, PLACE, startHarness } from '../stand-ins/harness.js';
import { courierRow, residentRow } from './samples.js';

const phone = '+15555550100';
const text = { subject: 'Your parcel', body: 'Parcel in door A07. Code 12345678. Open until collected.' };
type Message = Parameters<Channel['send']>[0];

interface Opened {
  channel: (name: Channel['name']) => Channel;
  delivered: () => {
    channel: string;
    to: string;
    body: string;
    eventId?: string | undefined;
    kind?: string | undefined;
  }[];
  optOut: (phone: string) => void;
  /** A topic whose subscription is confirmed, or waits to be, or was confirmed and has been ended. */
  topic: (state: 'confirmed' | 'pending' | 'ended') => Promise<string>;
}

async function openMemory(): Promise<Opened> {
  const people = memoryChannels();
  return {
    channel: (name) => people.channels.find((one) => one.name === name)!,
    delivered: () => people.delivered.map(({ text: { body }, ...rest }) => ({ ...rest, body })),
    optOut: (number) => void people.optedOut.add(number),
    async topic(state) {
      if (state !== 'confirmed') people.unconfirmed.add('topic-1');
      return 'topic-1';
    },
  };
}

async function openSns() {
  const { clock, mishaps, endpoint, client } = await startHarness();
  const outbox = createOutbox(inMemory<Delivery>());
  const kept = { topics: inMemory<{ arn: string }>(), subscriptions: inMemory<never>() };
  const confirmUrl = () => 'http://127.0.0.1:8788/confirm';
  const notifications = new Notifications({ ...PLACE, clock, mishaps, outbox, ...kept, confirmUrl });
  const asked: URLSearchParams[] = [];
  const service = snsService(notifications);
  endpoint.register('sns', (request: ServiceRequest) => {
    asked.push(new URLSearchParams(request.body.toString()));
    return service(request);
  });
  const sns = new SNSClient(client);
  atEnd(() => sns.destroy());
  const topics = snsEmailTopics({ client: async () => sns, prefix: 'pigeonhole-dev-resident-' });
  const context = { lookUp: async () => sns, sendOnce: async () => sns, smsMaxPriceUsd: '0.10' };
  const confirm = async (TopicArn: string) => {
    const mail = outbox.all().at(-1)!;
    const Token = new URL(/http\S+/.exec(mail.body)![0]).searchParams.get('token')!;
    return (await sns.send(new ConfirmSubscriptionCommand({ TopicArn, Token }))).SubscriptionArn!;
  };
  return {
    channel: (name: Channel['name']) => channels[name].create(context),
    delivered: () => outbox.all().filter(({ kind }) => kind !== 'subscription-confirmation'),
    optOut: (number: string) => mishaps.change({ optedOut: [number] }),
    topic: async (state: 'confirmed' | 'pending' | 'ended') => {
      const topicArn = await topics.subscribe('resident-1' as ResidentId, 'ada@example.com');
      const SubscriptionArn = state === 'pending' ? undefined : await confirm(topicArn);
      if (state === 'ended') await sns.send(new UnsubscribeCommand({ SubscriptionArn }));
      return topicArn;
    },
    clock,
    topics,
    asked,
    endpoint,
    outbox,
  };
}

const message = (change: Partial<Message> = {}): Message => ({
  to: residentRow('resident-1', { phone }),
  text,
  eventId: 'A07-abc#2',
  kind: 'parcel-stored',
  ...change,
});

describe.each([
  { name: 'memory', open: openMemory },
  { name: 'SNS', open: (): Promise<Opened> => openSns() },
])('channels in $name', ({ open }) => {
  it('an SMS arrives as it was written, with the event and kind that it is for', async () => {
    const { channel, delivered } = await open();
    expect(await channel('sms').send(message())).toBe('sent');
    expect(delivered()).toMatchObject([
      { channel: 'sms', to: phone, body: text.body, eventId: 'A07-abc#2', kind: 'parcel-stored' },
    ]);
  });

  it('sending twice tells twice: nothing deduplicates', async () => {
    const { channel, delivered } = await open();
    await channel('sms').send(message());
    await channel('sms').send(message());
    expect(delivered()).toHaveLength(2);
  });

  it('without a number there is no address', async () => {
    const { channel, delivered } = await open();
    expect(await channel('sms').send(message({ to: residentRow('r', { phone: undefined }) }))).toBe('no-address');
    expect(delivered()).toEqual([]);
  });

  it('a number that opted out is told apart, and sent nothing', async () => {
    const { channel, delivered, optOut } = await open();
    optOut(phone);
    expect(await channel('sms').send(message())).toBe('opted-out');
    expect(delivered()).toEqual([]);
  });

  it('an email goes to the topic of a resident who confirmed', async () => {
    const { channel, delivered, topic } = await open();
    const emailTopic = await topic('confirmed');
    expect(await channel('email').send(message({ to: residentRow('r', { emailTopic }) }))).toBe('sent');
    expect(delivered()).toMatchObject([{ channel: 'email', body: text.body, eventId: 'A07-abc#2' }]);
  });

  it('an email that nobody confirmed is unconfirmed, and sent nothing', async () => {
    const { channel, delivered, topic } = await open();
    const emailTopic = await topic('pending');
    expect(await channel('email').send(message({ to: residentRow('r', { emailTopic }) }))).toBe('unconfirmed');
    expect(delivered()).toEqual([]);
  });

  it('a subscription that was confirmed and has gone is lost, and sent nothing', async () => {
    const { channel, delivered, topic } = await open();
    const emailTopic = await topic('ended');
    for (const emailState of ['confirmed', 'lost'] as const) {
      const to = residentRow('r', { emailTopic, emailState });
      expect(await channel('email').send(message({ to }))).toBe('lost');
    }
    expect(delivered()).toEqual([]);
  });

  it('one that nobody ever saw confirmed is unconfirmed, however it went', async () => {
    const { channel, topic } = await open();
    const to = residentRow('r', { emailTopic: await topic('ended'), emailState: 'unconfirmed' });
    expect(await channel('email').send(message({ to }))).toBe('unconfirmed');
  });

  it('one that was lost and is confirmed again is written to again', async () => {
    const { channel, topic } = await open();
    const to = residentRow('r', { emailTopic: await topic('confirmed'), emailState: 'lost' });
    expect(await channel('email').send(message({ to }))).toBe('sent');
  });

  it("a manager is reached by the site's contact", async () => {
    const { channel, delivered, topic } = await open();
    const to = { phone, email: 'max@example.com', emailTopic: await topic('confirmed') };
    const about = { to, kind: 'resident-unreachable' } as const;
    expect(await channel('email').send(message(about))).toBe('sent');
    expect(await channel('sms').send(message(about))).toBe('sent');
    expect(delivered().map(({ channel, kind }) => [channel, kind])).toEqual([
      ['email', 'resident-unreachable'],
      ['sms', 'resident-unreachable'],
    ]);
    expect(await channel('sms').send(message({ ...about, to: { email: 'max@example.com' } }))).toBe('no-address');
  });

  it.each(['12', '0151 234', 'none', '+', '+0123456'])('the number %j is none, and refused', async (number) => {
    const { channel, delivered } = await open();
    expect(await channel('sms').send(message({ to: residentRow('r', { phone: number }) }))).toBe('refused');
    expect(delivered()).toEqual([]);
  });

  it('a courier, or a resident without a topic, has no address for email', async () => {
    const { channel } = await open();
    expect(await channel('email').send(message({ to: courierRow('courier-1') }))).toBe('no-address');
    expect(await channel('email').send(message())).toBe('no-address');
  });
});

describe('what SNS is asked', () => {
  it('an SMS is transactional, has a highest price, and is looked up first', async () => {
    const { channel, asked } = await openSns();
    await channel('sms').send(message());
    expect(asked.map((form) => form.get('Action'))).toEqual(['CheckIfPhoneNumberIsOptedOut', 'Publish']);
    const form = asked[1]!;
    const attributes = Object.fromEntries(
      [1, 2, 3, 4].map((n) => [
        String(form.get(`MessageAttributes.entry.${n}.Name`)),
        [
          form.get(`MessageAttributes.entry.${n}.Value.DataType`),
          form.get(`MessageAttributes.entry.${n}.Value.StringValue`),
        ],
      ]),
    );
    expect(attributes).toEqual({
      eventId: ['String', 'A07-abc#2'],
      kind: ['String', 'parcel-stored'],
      'AWS.SNS.SMS.SMSType': ['String', 'Transactional'],
      'AWS.SNS.SMS.MaxPrice': ['Number', '0.10'],
    });
    expect(form.get('PhoneNumber')).toBe(phone);
    expect(form.get('TopicArn')).toBeNull();
  });

  it('a topic that is gone is no address', async () => {
    const { channel } = await openSns();
    const emailTopic = 'arn:aws:sns:us-east-1:000000000000:pigeonhole-dev-resident-gone';
    expect(await channel('email').send(message({ to: residentRow('r', { emailTopic }) }))).toBe('no-address');
    const to = residentRow('r', { emailTopic, emailState: 'confirmed' });
    expect(await channel('email').send(message({ to }))).toBe('lost');
  });

  it('who does not confirm in two days is unconfirmed, and asked again has two more', async () => {
    const { channel, topic, topics, clock, outbox } = await openSns();
    const emailTopic = await topic('pending');
    const send = () => channel('email').send(message({ to: residentRow('r', { emailTopic }) }));
    await clock.advance(3 * 86_400_000);
    expect(await send()).toBe('unconfirmed');
    expect(await topics.subscribe('resident-1' as ResidentId, 'ada@example.com')).toBe(emailTopic);
    expect(outbox.all().filter(({ kind }) => kind === 'subscription-confirmation')).toHaveLength(2);
    expect(await send()).toBe('unconfirmed');
  });

  it('a subscription that SNS lists as deleted was confirmed once', async () => {
    const { channel, topic, endpoint } = await openSns();
    const emailTopic = await topic('confirmed');
    endpoint.register('sns', async () => ({
      status: 200,
      headers: { 'content-type': 'text/xml' },
      body: `<ListSubscriptionsByTopicResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><ListSubscriptionsByTopicResult><Subscriptions>
        <member><SubscriptionArn>Deleted</SubscriptionArn><Protocol>email</Protocol></member>
        </Subscriptions></ListSubscriptionsByTopicResult></ListSubscriptionsByTopicResponse>`,
    }));
    const to = residentRow('r', { emailTopic, emailState: 'unconfirmed' });
    expect(await channel('email').send(message({ to }))).toBe('lost');
  });

  it('a service that fails is an error, so that the call is tried again', async () => {
    const { channel, endpoint } = await openSns();
    endpoint.register('sns', async () => {
      throw new ServiceError('InternalError', 'not now', 500);
    });
    await expect(channel('sms').send(message())).rejects.toThrow();
  });

  it('a subject is one line of at most 99 characters', async () => {
    const { channel, topic, outbox } = await openSns();
    const emailTopic = await topic('confirmed');
    const subject = `One\nline ${'x'.repeat(200)}`;
    await channel('email').send(message({ to: residentRow('r', { emailTopic }), text: { ...text, subject } }));
    expect(outbox.all().at(-1)?.subject).toBe(`One line ${'x'.repeat(90)}`);
  });
});

describe('email topics', () => {
  const resident = 'resident-1' as ResidentId;

  it('the same address asked twice is one topic, under the prefix that the functions may use', async () => {
    const { topics } = await openSns();
    const first = await topics.subscribe(resident, 'ada@example.com');
    expect(await topics.subscribe(resident, 'ada@example.com')).toBe(first);
    expect(first).toMatch(/^arn:aws:sns:us-east-1:000000000000:pigeonhole-dev-resident-resident-1-[a-z2-7]{16}$/);
  });

  it('a new address is a new topic, so that the old one hears nothing more; the name has no address in it', async () => {
    const { topics } = await openSns();
    const [before, after] = [
      await topics.subscribe(resident, 'ada@example.com'),
      await topics.subscribe(resident, 'ada@example.org'),
    ];
    expect(after).not.toBe(before);
    expect(after).not.toContain('ada@');
  });
});

describe('a topic that is removed', () => {
  it('tells nobody any more; removed twice is removed', async () => {
    const { topic, topics, channel, delivered } = await openSns();
    const emailTopic = await topic('confirmed');
    for (let time = 0; time < 2; time++) await topics.remove(emailTopic);
    expect(await channel('email').send(message({ to: residentRow('r', { emailTopic }) }))).toBe('no-address');
    expect(delivered()).toEqual([]);
  });
});

describe('the list of channels', () => {
  it('names what each may call', () => {
    expect(Object.fromEntries(Object.entries(channels).map(([name, { needs }]) => [name, needs]))).toEqual({
      email: ['sns:ListSubscriptionsByTopic', 'sns:Publish'],
      sms: ['sns:CheckIfPhoneNumberIsOptedOut', 'sns:Publish'],
    });
  });
});

import {
  CheckIfPhoneNumberIsOptedOutCommand,
  ConfirmSubscriptionCommand,
  CreateTopicCommand,
  DeleteTopicCommand,
  GetSubscriptionAttributesCommand,
  ListPhoneNumbersOptedOutCommand,
  ListSubscriptionsByTopicCommand,
  ListTopicsCommand,
  OptInPhoneNumberCommand,
  PublishCommand,
  SNSClient,
  SubscribeCommand,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import { expect, test } from 'vitest';
import { createOutbox, smsParts, type Delivery } from '../../local/stand-ins/outbox.js';
import { snsService } from '../../local/stand-ins/sns-service.js';
import { Notifications } from '../../local/stand-ins/sns.js';
import { atEnd, inMemory, PLACE, startHarness } from './harness.js';

const PHONE = '+15550100001';
const EMAIL = 'resident@example.org';

async function startSns() {
  const { clock, mishaps, endpoint, client } = await startHarness();
  const outbox = createOutbox(inMemory<Delivery>());
  const journals = { topics: inMemory<{ arn: string }>(), subscriptions: inMemory<never>() };
  const confirmUrl = () => 'http://127.0.0.1:8788/confirm';
  const notifications = new Notifications({ ...PLACE, clock, mishaps, outbox, ...journals, confirmUrl });
  endpoint.register('sns', snsService(notifications));
  const sns = new SNSClient(client);
  atEnd(() => sns.destroy());
  const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: 'resident-1' }));
  const subscribe = () => sns.send(new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint: EMAIL }));
  const tokenOf = ({ body }: Delivery) => new URL(/http\S+/.exec(body)![0]).searchParams.get('token')!;
  const confirm = (Token: string) => sns.send(new ConfirmSubscriptionCommand({ TopicArn, Token }));
  const publish = (Message: string) => sns.send(new PublishCommand({ TopicArn, Message, Subject: 'Parcel' }));
  const sms = (Message: string, PhoneNumber = PHONE) => sns.send(new PublishCommand({ PhoneNumber, Message }));
  return { sns, clock, mishaps, outbox, TopicArn: TopicArn!, subscribe, tokenOf, confirm, publish, sms };
}

const said = (eventId: string, kind: string) => ({
  eventId: { DataType: 'String', StringValue: eventId },
  kind: { DataType: 'String', StringValue: kind },
});

test('an SMS reaches the outbox with what the sender said of it', async () => {
  const { sns, clock, outbox } = await startSns();
  const before = clock.nowMs();
  const Message = 'Code 12345678 & <A07>';
  const published = await sns.send(
    new PublishCommand({ PhoneNumber: PHONE, Message, MessageAttributes: said('e-1', 'code') }),
  );
  expect(published.MessageId).toMatch(/^[0-9a-f-]{36}$/);
  const [delivery] = outbox.all();
  expect(delivery).toMatchObject({ channel: 'sms', to: PHONE, body: Message, eventId: 'e-1', kind: 'code', parts: 1 });
  expect(delivery!.atMs).toBeGreaterThanOrEqual(before);
});

test('nothing is ever deduplicated', async () => {
  const { outbox, sms } = await startSns();
  await sms('the same');
  await sms('the same');
  expect(outbox.all().map(({ body }) => body)).toEqual(['the same', 'the same']);
});

test('a number that opted out swallows an SMS with success, until it is opted in', async () => {
  const { sns, mishaps, outbox, sms } = await startSns();
  const isOptedOut = async () =>
    (await sns.send(new CheckIfPhoneNumberIsOptedOutCommand({ phoneNumber: PHONE }))).isOptedOut;
  mishaps.change({ optedOut: [PHONE] });
  expect(await isOptedOut()).toBe(true);
  expect((await sns.send(new ListPhoneNumbersOptedOutCommand({}))).phoneNumbers).toEqual([PHONE]);
  expect((await sms('unheard')).MessageId).toBeDefined();
  expect(outbox.all()).toEqual([]);
  await sns.send(new OptInPhoneNumberCommand({ phoneNumber: PHONE }));
  expect(await isOptedOut()).toBe(false);
  await sms('heard');
  expect(outbox.all()).toHaveLength(1);
});

test('a subscription is pending until its mail is answered, and a pending topic swallows with success', async () => {
  const { sns, outbox, TopicArn, subscribe, tokenOf, confirm, publish } = await startSns();
  expect((await subscribe()).SubscriptionArn).toBe('pending confirmation');
  expect((await publish('unread')).MessageId).toBeDefined();
  const [mail, ...others] = outbox.all();
  expect(others).toEqual([]);
  expect(mail).toMatchObject({ channel: 'email', to: EMAIL, kind: 'subscription-confirmation' });
  expect(mail!.body).toContain('http://127.0.0.1:8788/confirm?topicArn=');
  const list = async () =>
    (await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }))).Subscriptions?.map(
      (one) => one.SubscriptionArn,
    );
  expect(await list()).toEqual(['PendingConfirmation']);
  const { SubscriptionArn } = await confirm(tokenOf(mail!));
  expect(SubscriptionArn).toMatch(/^arn:aws:sns:us-east-1:000000000000:resident-1:[0-9a-f-]{36}$/);
  expect(await list()).toEqual([SubscriptionArn]);
  await publish('Your parcel is here.');
  expect(outbox.all()[1]).toMatchObject({
    channel: 'email',
    to: EMAIL,
    subject: 'Parcel',
    body: 'Your parcel is here.',
  });
});

test('subscribing again asks again while pending, and asks nothing once confirmed', async () => {
  const { outbox, subscribe, tokenOf, confirm } = await startSns();
  await subscribe();
  await subscribe();
  expect(outbox.all()).toHaveLength(2);
  const confirmed = await confirm(tokenOf(outbox.all()[1]!));
  expect(await subscribe()).toMatchObject({ SubscriptionArn: confirmed.SubscriptionArn });
  expect(outbox.all()).toHaveLength(2);
});

test('a token is good for two days and for its own topic', async () => {
  const { clock, outbox, subscribe, tokenOf, confirm } = await startSns();
  await subscribe();
  await expect(confirm('nonsense')).rejects.toMatchObject({ name: 'InvalidParameterException' });
  await clock.advance(2 * 24 * 3_600_000 + 1);
  await expect(confirm(tokenOf(outbox.all()[0]!))).rejects.toMatchObject({ name: 'InvalidParameterException' });
});

test('who unsubscribes hears no more', async () => {
  const { sns, outbox, subscribe, tokenOf, confirm, publish } = await startSns();
  await subscribe();
  const { SubscriptionArn } = await confirm(tokenOf(outbox.all()[0]!));
  const read = () => sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
  expect((await read()).Attributes).toMatchObject({ PendingConfirmation: 'false', Endpoint: EMAIL });
  await sns.send(new UnsubscribeCommand({ SubscriptionArn }));
  await expect(read()).rejects.toMatchObject({ name: 'NotFoundException' });
  await publish('unread');
  expect(outbox.all()).toHaveLength(1);
});

test('creating a topic again is the same topic; a deleted one is not found', async () => {
  const { sns, TopicArn, publish } = await startSns();
  expect((await sns.send(new CreateTopicCommand({ Name: 'resident-1' }))).TopicArn).toBe(TopicArn);
  await sns.send(new DeleteTopicCommand({ TopicArn }));
  await expect(publish('x')).rejects.toMatchObject({ name: 'NotFoundException' });
});

test('what AWS would refuse is refused', async () => {
  const { sns, TopicArn, sms } = await startSns();
  await expect(sms('x', '0123')).rejects.toMatchObject({ name: 'InvalidParameterException' });
  await expect(sms('x'.repeat(1_601))).rejects.toMatchObject({ name: 'InvalidParameterException' });
  const bySms = sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sms', Endpoint: PHONE }));
  await expect(bySms).rejects.toThrow('protocol email only');
  await expect(sns.send(new ListTopicsCommand({}))).rejects.toThrow('does not know "ListTopics"');
});

test.each([
  ['160 characters of GSM-7 are one part', 'a'.repeat(160), 1],
  ['161 are two', 'a'.repeat(161), 2],
  ['306 are two, of 153 each', 'a'.repeat(306), 2],
  ['307 are three', 'a'.repeat(307), 3],
  ['the euro sign takes two places', '€'.repeat(80), 1],
  ['81 euro signs take two parts', '€'.repeat(81), 2],
  ['accents of the default alphabet stay in GSM-7', 'é'.repeat(160), 1],
  ['one other character makes it UCS-2: 70', `ł${'a'.repeat(69)}`, 1],
  ['and 71 of it are two parts', `ł${'a'.repeat(70)}`, 2],
  ['a smiling face is two units of UCS-2', '😀'.repeat(35), 1],
])('SMS parts: %s', (_, body, parts) => {
  expect(smsParts(body)).toBe(parts);
});

test('a subject that SNS takes is one line of fewer than 100 characters', async () => {
  const { sns, TopicArn } = await startSns();
  const send = (Subject: string) => sns.send(new PublishCommand({ TopicArn, Message: 'm', Subject }));
  for (const bad of ['x'.repeat(100), 'two\nlines', 'a bell \u0007'])
    await expect(send(bad)).rejects.toMatchObject({ name: 'InvalidParameterException' });
  expect((await send('x'.repeat(99))).MessageId).toBeDefined();
});

test('what is said of a message has a name, a type and a value', async () => {
  const { sns, outbox } = await startSns();
  const send = (name: string, DataType: string, StringValue: string) =>
    sns.send(
      new PublishCommand({
        PhoneNumber: PHONE,
        Message: 'm',
        MessageAttributes: { [name]: { DataType, StringValue } },
      }),
    );
  for (const [name, type, value] of [
    ['eventId', 'String', ''],
    ['eventId', 'Text', 'e-1'],
    ['event id', 'String', 'e-1'],
    ['AWS.SNS.SMS.MaxPrice', 'Number', 'cheap'],
  ] as const)
    await expect(send(name, type, value)).rejects.toMatchObject({ name: 'InvalidParameterValueException' });
  expect(outbox.all()).toEqual([]);
  expect((await send('AWS.SNS.SMS.MaxPrice', 'Number', '0.1')).MessageId).toBeDefined();
});

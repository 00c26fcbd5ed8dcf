import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { temporaryDirectory } from '../local/assembly-fixture.js';
import { hadSession, heardBy, NOW_MS, recordedRule, startSite, until, type Device, type Site } from './iot-support.js';

const COMMANDS = 'lockers/v1/bank-7/commands';
const HOUR_MS = 3_600_000;
const presence = recordedRule({ name: 'presence', sql: `SELECT *, topic(4) AS what FROM '$aws/events/presence/+/+'` });

let directory: string;
let sites: Site[];
let bank: Device;

beforeEach(async () => {
  presence.events.length = 0;
  directory = temporaryDirectory();
  sites = [];
  bank = await (await start()).enrol('bank-7');
});

/** Closed only in the end: what the next one finds is what a kill would leave. */
afterEach(async () => {
  for (const site of sites) await site.close();
});

async function start(afterMs = 0): Promise<Site> {
  const site = await startSite([presence], undefined, directory);
  site.clock.nowMs += afterMs;
  sites.push(site);
  return site;
}

const order = (text: string, expirySeconds?: number): void =>
  sites
    .at(-1)!
    .broker.publish(COMMANDS, Buffer.from(text), { qos: 1, ...(expirySeconds === undefined ? {} : { expirySeconds }) });

/** A bank that has subscribed and gone, in the site that is about to be killed. */
async function subscribedAndGone(): Promise<void> {
  const client = await sites.at(-1)!.connect(bank, { clean: false });
  await client.subscribeAsync(COMMANDS, { qos: 1 });
  await client.endAsync();
  await until(() => sites.at(-1)!.broker.connected().length === 0);
}

/** What a bank that comes back hears, without subscribing again. */
async function heardOnReturn(site: Site): Promise<{ heard: string[]; hadSession: boolean }> {
  const client = await site.connect(bank, { clean: false });
  const heard = heardBy(client);
  await client.publishAsync('lockers/v1/bank-7/door', '{}', { qos: 1 }); // Read once what waited has been sent.
  order('last');
  await until(() => heard.messages.at(-1) === `${COMMANDS} last`);
  await client.endAsync();
  await until(() => site.broker.connected().length === 0);
  return { heard: heard.messages.map((text) => text.replace(`${COMMANDS} `, '')), hadSession: hadSession(client) };
}

describe('a broker that is killed and started again on the same data', () => {
  test('still holds what persistent sessions subscribed to and were not given', async () => {
    await subscribedAndGone();
    order('one');
    order('two');
    const after = await start();
    order('three');
    const answer = { heard: ['one', 'two', 'three', 'last'], hadSession: true };
    expect(await heardOnReturn(after)).toEqual(answer);
  });

  test('gives nothing twice that was acknowledged, however often it is killed', async () => {
    await subscribedAndGone();
    order('one');
    await heardOnReturn(sites.at(-1)!);
    await subscribedAndGone();
    order('two');
    await start();
    expect((await heardOnReturn(await start())).heard).toEqual(['two', 'last']);
    expect((await heardOnReturn(await start())).heard).toEqual(['last']);
  });

  test('still drops what has expired meanwhile', async () => {
    await subscribedAndGone();
    order('open A07', 20);
    order('display', 60);
    expect((await heardOnReturn(await start(20_000))).heard).toEqual(['display', 'last']);
  });

  test('still drops a session an hour after its bank was last seen', async () => {
    await subscribedAndGone();
    order('one');
    const after = await start(HOUR_MS);
    const client = await after.connect(bank, { clean: false });
    const heard = heardBy(client);
    await client.subscribeAsync(COMMANDS, { qos: 1 });
    order('last');
    expect(await heard.next()).toEqual([`${COMMANDS} last`]);
    expect(hadSession(client)).toBe(false);
  });

  test('tells of every bank that was connected that its connection was lost, and counts on', async () => {
    await sites.at(-1)!.connect(bank);
    await until(() => presence.events.length === 1);
    const after = await start(5_000);
    expect(presence.events.slice(1)).toMatchObject([
      {
        what: 'disconnected',
        clientId: 'bank-7',
        timestamp: NOW_MS,
        disconnectReason: 'CONNECTION_LOST',
        clientInitiatedDisconnect: false,
        principalIdentifier: bank.certificateId,
        sessionIdentifier: (presence.events[0] as { sessionIdentifier: string }).sessionIdentifier,
        versionNumber: 0,
      },
    ]);
    await after.connect(bank);
    await until(() => presence.events.length === 3);
    expect(presence.events[2]).toMatchObject({ what: 'connected', versionNumber: 1 });
  });

  test('says nothing of a bank that had gone before', async () => {
    await subscribedAndGone();
    await until(() => presence.events.length === 2);
    await start();
    expect(presence.events).toHaveLength(2);
  });
});

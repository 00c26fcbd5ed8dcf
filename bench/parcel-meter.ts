import { resolveStack } from '../local/resolved-stack.js';
import { Clock } from '../local/stand-ins/clock.js';
import { startDynamoDb } from '../local/stand-ins/dynamodb.js';
import { readAssembly } from '../local/template.js';
import { startBenchSite, type BenchSite } from './bench-site.js';
import { startDynamoDbMeter, type DynamoDbMeter, type MeteredCall } from './dynamodb-meter.js';
import type { IndexDefinition } from './dynamodb-units.js';
import { iotSteps } from './prices.js';
import { connectQuickBank, type QuickBank } from './quick-bank.js';

/** Everything that one parcel without trouble made AWS do. */
export interface ParcelBill {
  /** The sweep's look at the due index is left out: it comes each minute, whatever there is. */
  readonly calls: readonly MeteredCall[];
  /** By function. The sweep's are left out. */
  readonly invocations: Readonly<Record<string, number>>;
  readonly logBytes: number;
  /** Messages up, each a rule and its action, and messages down, each published, delivered and acknowledged; in 5 KB steps. */
  readonly rules: number;
  readonly iotMessages: number;
  readonly emails: number;
  readonly smsParts: number;
  /** The largest that the door's item was after any write, bytes. */
  readonly doorBytesMax: number;
}

/** A thing that no sensor overlooks. */
const box = { id: 'box', thicknessMm: 120, grams: 900 };
const minuteMs = 60_000;
/** A visit's first watch fires within this. */
const watchedMs = 5 * minuteMs;

/**
 * Plays parcels one after the other through the whole local system, and bills each: a walk-in deposit that is verified, the
 * resident told by email and SMS, a pickup that is verified five minutes later, and both visits' watches, which find nothing
 * to do. The first parcel is not billed: from the second on, a door remembers the one before. Between the two visits pass
 * more than the minute for which a warm function remembers sites and banks, so each visit reads them anew.
 */
export async function meterParcels(assembly: string, count: number): Promise<ParcelBill[]> {
  const closing: (() => Promise<void>)[] = [];
  try {
    const { meter, site } = await startMetered(assembly, closing);
    const { clock } = site.system;
    const bank = await connectQuickBank(site.bank, { nowMs: () => clock.nowMs() });
    closing.push(() => bank.close());
    await playParcel(site, bank, meter);
    const bills: ParcelBill[] = [];
    for (let i = 0; i < count; i++) bills.push(await bill(site, bank, meter));
    if (meter.unknown.length > 0) throw new Error(`could not be metered: ${meter.unknown.join('; ')}`);
    return bills;
  } finally {
    for (const close of closing.reverse()) await close();
  }
}

async function startMetered(assembly: string, closing: (() => Promise<void>)[]) {
  const clock = new Clock();
  closing.push(async () => clock.close());
  const engine = await startDynamoDb({ tables: [], region: 'us-east-1', clock });
  closing.push(engine.close);
  const meter = await startDynamoDbMeter(engine.url, indexesOf(assembly));
  closing.push(() => meter.close());
  process.env['DYNAMODB_ENDPOINT'] = meter.url; // Where the local run looks for another engine than its own.
  try {
    const site = await startBenchSite(assembly);
    closing.push(() => site.close());
    return { meter, site };
  } finally {
    delete process.env['DYNAMODB_ENDPOINT'];
  }
}

/** The indexes as the template has them: what is written to them is billed by it. */
function indexesOf(assembly: string): IndexDefinition[] {
  const { template, stackName, accountId, region } = readAssembly(assembly);
  const nowhere = 'http://127.0.0.1';
  const stack = resolveStack(template, { stackName, accountId, region, endpointUrl: nowhere, apiUrl: nowhere });
  return stack.resourcesOf('AWS::DynamoDB::Table').flatMap(({ properties }) => {
    const tableKeys = properties.KeySchema.map(({ AttributeName }) => AttributeName);
    return (properties.GlobalSecondaryIndexes ?? []).map(({ IndexName, KeySchema, Projection }) => ({
      name: IndexName,
      tableKeys,
      indexKeys: KeySchema.map(({ AttributeName }) => AttributeName),
      projected: Projection.ProjectionType === 'ALL' ? ('all' as const) : (Projection.NonKeyAttributes ?? []),
    }));
  });
}

async function bill(site: BenchSite, bank: QuickBank, meter: DynamoDbMeter): Promise<ParcelBill> {
  const { system } = site;
  const [functionsBefore, sentBefore] = [system.functions(), system.outbox.all().length];
  const packets = countPackets(bank);
  meter.calls.length = 0;
  await playParcel(site, bank, meter);
  const sent = system.outbox.all().slice(sentBefore);
  const calls = meter.calls.filter(({ index }) => index !== 'due');
  const doorBytes = calls.filter(({ kind, key }) => kind === 'write' && isDoor(key)).map(({ bytes }) => bytes);
  const worked = Object.entries(system.functions()).filter(([name]) => !name.endsWith('on-sweep'));
  const grown = worked.map(([name, now]) => {
    const before = functionsBefore[name];
    const counted = { invocations: now.invocations - (before?.invocations ?? 0), errors: now.errors };
    return { name, ...counted, logBytes: now.logBytes - (before?.logBytes ?? 0) };
  });
  const failed = grown.filter(({ errors }) => errors > 0).map(({ name }) => name);
  if (failed.length > 0) throw new Error(`that was no parcel without trouble: calls of ${failed.join(', ')} failed`);
  return {
    calls,
    invocations: Object.fromEntries(grown.map(({ name, invocations }) => [name, invocations])),
    logBytes: grown.reduce((sum, { logBytes }) => sum + logBytes, 0),
    ...packets.stop(),
    emails: sent.filter(({ channel }) => channel === 'email').length,
    smsParts: sent.reduce((sum, { channel, parts = 1 }) => sum + (channel === 'sms' ? parts : 0), 0),
    doorBytesMax: Math.max(...doorBytes),
  };
}

const isDoor = (key: MeteredCall['key']): boolean => JSON.stringify(key?.['sk'] ?? '').includes('DOOR#');

async function playParcel(site: BenchSite, bank: QuickBank, meter: DynamoDbMeter): Promise<void> {
  const { system, courierCode, unit, lastCode } = site;
  const step = async <T>(name: string, act: () => T | Promise<T>): Promise<T> => {
    meter.step = name;
    const result = await act();
    await atRest(site, bank);
    return result;
  };
  const told = system.outbox.all().length;
  const door = await step('courier asks', () => bank.askForDoor(courierCode, unit));
  await step('door opens', () => bank.open(door));
  const deposit = await step('door closes', () => bank.shut(door, box));
  if (deposit.code !== 'deposit-verified') throw new Error(`the deposit was not verified: ${deposit.code}`);
  await step('watch', () => system.clock.advance(watchedMs));
  if (system.outbox.all().length !== told + 2) throw new Error('the resident was not told by email and SMS');
  await step('resident asks', () => bank.enterCode(lastCode()));
  await step('door opens', () => bank.open(door));
  const pickup = await step('door closes', () => bank.shut(door, 'nothing'));
  if (pickup.code !== 'collected') throw new Error(`the pickup was not verified: ${pickup.code}`);
  await step('watch', () => system.clock.advance(watchedMs));
}

/** Longer than a message is on its way through a socket, even on a busy machine. */
const onItsWayMs = 40;

async function atRest({ system }: BenchSite, { client }: QuickBank): Promise<void> {
  do {
    await new Promise((resolve) => setTimeout(resolve, onItsWayMs));
    await system.clock.settled();
  } while (Object.keys(client.outgoing).length > 0);
}

/** Counts what AWS IoT would meter of one connection: a publish behind a rule's own topic is no message, but a rule. */
function countPackets({ client }: QuickBank) {
  let [rules, iotMessages] = [0, 0];
  const sent = (packet: { cmd: string; payload?: Buffer | string }) => {
    if (packet.cmd === 'publish') rules += iotSteps(Buffer.byteLength(packet.payload ?? ''));
    if (packet.cmd === 'puback') iotMessages += 1;
  };
  const received = (packet: { cmd: string; payload?: Buffer | string }) => {
    if (packet.cmd === 'publish') iotMessages += 2 * iotSteps(Buffer.byteLength(packet.payload ?? '')); // In by HTTP, and out.
  };
  client.on('packetsend', sent).on('packetreceive', received);
  const stop = () => {
    client.off('packetsend', sent).off('packetreceive', received);
    return { rules, iotMessages };
  };
  return { stop };
}

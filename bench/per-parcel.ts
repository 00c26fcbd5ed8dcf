import { synthesize } from '../local/synth.js';
import { readAssembly } from '../local/template.js';
import type { MeteredCall } from './dynamodb-meter.js';
import type { WireItem } from './dynamodb-units.js';
import { meterParcels, type ParcelBill } from './parcel-meter.js';
import { prices } from './prices.js';
import { atMost, columns, plain, rounded, type Measured, type Progress } from './report.js';

/** First targets; later 28 and 14. */
export const limits = { writeUnits: 40, readUnits: 25, doorBytes: 2_048, doorBytesAim: 1_024 } as const;

/** They should be alike; two show whether they are. */
const parcelsBilled = 2;
/** On AWS, milliseconds of a warm call: assumed, since this machine's say nothing about a third of a core on arm64. */
const assumedCallMs = 40;
/** So long evidence and custody are counted as kept. */
const keptMonths = 3;

/** What an uneventful parcel costs: each write and read by DynamoDB's rules, and the rest at list price. */
export async function measurePerParcel(progress: Progress): Promise<Measured> {
  const { assembly } = await synthesize();
  progress(`${parcelsBilled} parcels without trouble through the local system, metered on the wire`);
  const bills = await meterParcels(assembly, parcelsBilled);
  const bill = bills.reduce((worst, one) => (writeUnitsOf(one) > writeUnitsOf(worst) ? one : worst));
  const [writeUnits, readUnits] = [writeUnitsOf(bill), readUnitsOf(bill)];
  const invocations = Object.values(bill.invocations).reduce((sum, n) => sum + n, 0);
  const cost = costOf(bill, memoryGbOf(assembly));
  const dollars = Object.values(cost).reduce((sum, one) => sum + one, 0);
  const { iotMessages, logBytes, doorBytesMax, emails, smsParts } = bill;
  return {
    figures: [
      atMost('write units, indexes included', writeUnits, { max: limits.writeUnits, unit: 'units' }),
      atMost('read units', readUnits, { max: limits.readUnits, unit: 'units' }),
      atMost('largest door item with its outbox', doorBytesMax, {
        ...{ max: limits.doorBytes, unit: 'bytes' },
        note: `aim ${limits.doorBytesAim}`,
      }),
      plain('invocations', `${invocations}`),
      plain('metered IoT messages', `${iotMessages} (and ${bill.rules} rules with their actions)`),
      plain('log bytes', `${logBytes}`),
      plain('list price, without telling people', dollarsOf(dollars)),
      plain(`${emails} email, SNS`, dollarsOf(emails * prices.snsEmail)),
      plain(`${smsParts} SMS, US`, dollarsOf(smsParts * prices.smsUs)),
    ],
    details: [...spread(bills), ...listOf(bill), ...costLines(cost)],
    json: { writeUnits, readUnits, invocations, iotMessages, logBytes, dollars: Number(dollars.toPrecision(3)) },
  };
}

export const writeUnitsOf = ({ calls }: ParcelBill): number =>
  calls.filter(({ kind }) => kind === 'write').reduce((sum, call) => sum + call.tableUnits + indexSum(call), 0);

export const readUnitsOf = ({ calls }: ParcelBill): number =>
  calls.filter(({ kind }) => kind === 'read').reduce((sum, { tableUnits }) => sum + tableUnits, 0);

const indexSum = ({ indexUnits }: MeteredCall): number =>
  Object.values(indexUnits).reduce((sum, units) => sum + units, 0);

function costOf(bill: ParcelBill, memoryGb: number): Record<string, number> {
  const calls = Object.values(bill.invocations).reduce((sum, n) => sum + n, 0);
  const timers = Object.entries(bill.invocations).find(([name]) => name.endsWith('on-schedule'))?.[1] ?? 0;
  const storedBytes = bill.calls.reduce((sum, call) => sum + call.storedBytes, 0);
  return {
    'IoT rules and actions': bill.rules * (prices.iotRule + prices.iotRuleAction),
    'IoT messages': bill.iotMessages * prices.iotMessage,
    Lambda: calls * (prices.invocation + (assumedCallMs / 1000) * memoryGb * prices.gigabyteSecond),
    'DynamoDB writes': writeUnitsOf(bill) * prices.writeUnit,
    'DynamoDB reads': readUnitsOf(bill) * prices.readUnit,
    [`DynamoDB storage and backup, ${keptMonths} months`]: storedBytes * keptMonths * prices.storedByteMonth,
    'Scheduler, fired': timers * prices.scheduleFired,
    logs: bill.logBytes * prices.logByte,
  };
}

/** Of the functions that a parcel calls, the largest. */
function memoryGbOf(assembly: string): number {
  const { template } = readAssembly(assembly);
  const functions = Object.values(template.Resources).filter(({ Type }) => Type === 'AWS::Lambda::Function');
  return Math.max(...functions.map(({ Properties }) => Number(Properties?.['MemorySize'] ?? 128))) / 1024;
}

/** Parcels are alike; where they are not, the dearest is shown, and so is that they differ. */
function spread(bills: readonly ParcelBill[]): string[] {
  const [writes, reads] = [bills.map(writeUnitsOf), bills.map(readUnitsOf)];
  const isAlike = new Set(writes).size === 1 && new Set(reads).size === 1;
  return isAlike ? [] : [`Parcels differed: write units ${writes.join(', ')}; read units ${reads.join(', ')}.`];
}

function listOf({ calls }: ParcelBill): string[] {
  const rows = calls.map((call) => {
    const { step, kind, operation, bytes, tableUnits, indexUnits, isRefused } = call;
    const inIndexes = Object.entries(indexUnits).map(([name, units]) => `${name} ${units}`);
    const note = isRefused ? 'condition refused' : '';
    return [step, kind, operation, whatOf(call), `${bytes} B`, `${tableUnits}`, inIndexes.join(', '), note];
  });
  const order = [...rows.filter(([, kind]) => kind === 'write'), ...rows.filter(([, kind]) => kind === 'read')];
  return ['', ...columns([['when', '', 'call', 'of what', 'item', 'units', 'in indexes', ''], ...order]), ''];
}

/** `BANK#b / DOOR#A07` is a door: the words before the ids say what it is. */
function whatOf({ key, index }: MeteredCall): string {
  if (index) return `the index ${index}`;
  const [pk, sk] = [textOf(key, 'pk').split('#')[0], textOf(key, 'sk').split('#')[0]];
  return pk === 'STAY' ? 'custody row' : (sk || 'nothing found').toLowerCase();
}

function textOf(key: WireItem | undefined, name: string): string {
  const value = key?.[name];
  return value && 'S' in value ? value.S : '';
}

function costLines(cost: Record<string, number>): string[] {
  const rows = Object.entries(cost).map(([what, dollars]) => [what, dollarsOf(dollars)]);
  return [
    `Price of a million parcels, us-east-1, ${assumedCallMs} ms a call assumed:`,
    ...columns(rows.map(([what = '', price = '']) => [what, price])),
  ];
}

const dollarsOf = (dollars: number): string => `$${rounded(dollars * 1e6)} per million`;

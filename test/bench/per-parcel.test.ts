import { beforeAll, describe, expect, it } from 'vitest';
import { meterParcels, type ParcelBill } from '../../bench/parcel-meter.js';
import { readUnitsOf, writeUnitsOf } from '../../bench/per-parcel.js';
import { synthesize } from '../../local/synth.js';

/** The whole local system is synthesized, if it is not kept, and started. */
const startMs = 180_000;

describe('a parcel without trouble', () => {
  let bill: ParcelBill;
  beforeAll(async () => {
    const { assembly } = await synthesize();
    bill = (await meterParcels(assembly, 1))[0]!;
  }, startMs);

  it('takes at most 40 write units, indexes included, and 25 read units', () => {
    expect(writeUnitsOf(bill)).toBeLessThanOrEqual(40);
    expect(readUnitsOf(bill)).toBeLessThanOrEqual(25);
  });

  it('is metered on the wire: no parcel goes through in fewer than fourteen writes', () => {
    const writes = bill.calls.filter(({ kind }) => kind === 'write');
    expect(writes.length).toBeGreaterThanOrEqual(14);
    expect(writes.filter(({ isRefused }) => isRefused)).toEqual([]);
  });

  it('never makes its door’s item larger than 2,048 bytes with its outbox', () => {
    expect(bill.doorBytesMax).toBeGreaterThan(500);
    expect(bill.doorBytesMax).toBeLessThanOrEqual(2_048);
  });

  it('is eight messages up and six down, and two watches that find nothing to do', () => {
    expect(bill.rules).toBe(8);
    expect(bill.iotMessages).toBe(18); // Each of six: published, delivered, acknowledged.
    expect(bill.invocations['pigeonhole-prod-on-schedule']).toBe(2);
  });

  it('tells its resident once by each channel, and the SMS is one part', () => {
    expect(bill.emails).toBe(1);
    expect(bill.smsParts).toBe(1);
  });
});

import { beforeEach, describe, expect, it } from 'vitest';
import { transact } from '../../app/transact.js';
import type { CompartmentId } from '../../domain/ids.js';
import type { DoorClosed } from '../../domain/inputs.js';
import { bankId, House } from './house.js';

let house: House;
beforeEach(async () => void (house = await House.open()));

const pulled = (attempts: number): DoorClosed => ({
  ...house.closed('A01', 500, 500),
  authority: { kind: 'command', commandId: 'A01-other-1-open' },
  attempts,
  openLatencyMs: 2_000,
});
/** Every open of this door needs a second pulse. */
const wearOut = async () => {
  for (let i = 0; i < 10; i++) await house.tell(pulled(2));
};
const incidents = () => house.ports.incidents.all().map(({ incident }) => `${incident.cause} ${incident.state}`);
const service = () =>
  transact(
    house.ports,
    { bankId, compartmentId: 'A01' as CompartmentId },
    { type: 'release-door', by: { person: 'ann' }, note: 'new lock', isServiced: true, times: house.times() },
    { by: 'q1', isRetried: false },
  );

describe('a lock that wears out', () => {
  it('is an incident, once, and its door is given to couriers last', async () => {
    await wearOut();
    await house.tell(pulled(2));
    expect(incidents()).toEqual(['lock-wear resolving']);
    await house.tell(house.deposit('r1'));
    expect(house.opens().at(-1)?.compartmentId).toBe('A02');
    for (const request of ['r2', 'r3', 'r4']) {
      house.nowMs += 1_000;
      await house.tell(house.deposit(request));
    }
    expect(house.opens().map(({ compartmentId }) => compartmentId)).toEqual(['A02', 'A03', 'A04', 'A01']);
  });

  it('is as good as new once a named person has serviced it: somebody went, whether anybody had asked or not', async () => {
    await wearOut();
    expect((await service()).events).toMatchObject([{ type: 'door-released', isServiced: true }]);
    expect((await house.door('A01')).door.lock).toBeUndefined();
    expect(incidents()).toEqual(['lock-wear resolved-on-site']);
    await house.tell(house.deposit('r1'));
    expect(house.opens().at(-1)?.compartmentId).toBe('A01');
  });

  it('says nothing where its bank measures nothing, or a key opened the door', async () => {
    const closed = house.closed('A01', 500, 500);
    await house.tell({ ...closed, authority: { kind: 'key' }, attempts: 2, openLatencyMs: 9_000 });
    await house.tell({ ...pulled(2), attempts: undefined, openLatencyMs: undefined });
    expect((await house.door('A01')).door.lock).toBeUndefined();
  });

  it('counts each door cycle once', async () => {
    const message = pulled(2);
    for (let i = 0; i < 20; i++) await house.tell(message);
    expect(incidents()).toEqual([]);
    expect((await house.door('A01')).door.lock?.vain).toBeCloseTo(Math.log(4), 3);
  });

  it('is charged for a door that did not open at all when it opens the next time, whoever was told of it', async () => {
    await house.tell(house.deposit('r1'));
    const [open] = house.opens();
    const failed = { type: 'command-result', bankId, messageId: 'm-f', outcome: 'failed' } as const;
    await house.tell({ ...failed, windows: [], commandId: open!.commandId, times: house.times() });
    expect((await house.door(open!.compartmentId!)).door.lock).toMatchObject({ vain: 0, isJammed: true });
    await house.tell({ ...pulled(1), compartmentId: open!.compartmentId as CompartmentId });
    const { lock } = (await house.door(open!.compartmentId!)).door;
    expect(lock?.vain).toBeCloseTo(Math.log(4), 3);
    expect(lock?.isJammed).toBeUndefined();
  });
});

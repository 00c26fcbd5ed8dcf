import { beforeEach, describe, expect, it } from 'vitest';
import { takeUp, type ParkedMessage } from '../../app/parked.js';
import type { Ports } from '../../app/ports.js';
import { sweep } from '../../app/sweep.js';
import type { DoorClosed } from '../../domain/inputs.js';
import { bankId, House } from './house.js';

const minuteMs = 60_000;
/** The time limit of on-parked: lib/parked-queue.ts. */
const parkedTimeoutMs = 30_000;
const inTime = { attempt: 'run-1', isLate: () => false };
const broken = () => Promise.reject(new Error('the world failed'));

/** What a bank sends of this, as a topic rule hands it over. */
function payloadOf({ messageId, compartmentId, doorCycle, authority, before, after, times }: DoorClosed) {
  const envelope = { schema: 1, messageId, controllerId: 'controller-1', bootCount: 1, seq: 1 };
  const uptimes = { uptimeMs: 9_000, sentUptimeMs: 9_000, openedUptimeMs: 1_000, closedUptimeMs: 9_000 };
  const said = { type: 'door-closed', compartmentId, doorCycle, authority, before, after };
  const body = Buffer.from(JSON.stringify({ ...envelope, ...uptimes, ...said })).toString('base64');
  return { body, bankId, kind: 'door', clientId: bankId, principal: 'p', receivedAtMs: times.receivedAtMs };
}

let ids = 0;
/** As a function's on-failure destination parks it: the request, under the request's own id. */
const parkedAs = (requestId: string, requestPayload: unknown): ParkedMessage => ({
  id: `message-${++ids}`,
  body: JSON.stringify({ requestContext: { requestId }, requestPayload }),
  sentAtMs: 0,
});

describe('what a call could not finish', () => {
  let house: House;
  let closed: DoorClosed;
  beforeEach(async () => {
    house = await House.open();
    await house.tell(house.deposit('r1'));
    closed = house.closed('A01', 500, 440);
  });
  const mute = (): Ports => ({
    ...house.ports,
    channels: house.ports.channels.map((channel) => ({ ...channel, send: broken })),
  });

  it('is finished under the name of that call, and told once', async () => {
    await expect(house.tell(closed, { by: 'call-x', ports: mute() })).rejects.toThrow();
    house.nowMs += minuteMs;
    expect(await takeUp(house.ports, [parkedAs('call-x', payloadOf(closed))], inTime)).toEqual([]);
    expect(house.told()).toEqual(['parcel-stored +12025550112']);
    expect(await takeUp(house.ports, [parkedAs('call-x', payloadOf(closed))], inTime)).toEqual([]);
    expect(house.told()).toEqual(['parcel-stored +12025550112']);
  });

  it('is told once where the queue hands it out twice at once', async () => {
    const messages = [parkedAs('call-x', payloadOf(closed))];
    const runs = ['run-1', 'run-2'].map((attempt) => takeUp(house.ports, messages, { ...inTime, attempt }));
    expect(await Promise.all(runs)).toEqual([[], []]);
    expect(house.told()).toEqual(['parcel-stored +12025550112']);
  });

  it('is left to a run that began it and may run on for as long as its function may', async () => {
    const waits = mute();
    await expect(house.tell(closed, { by: 'call-x', ports: waits })).rejects.toThrow(); // Its commit is made, no more.
    house.nowMs += parkedTimeoutMs - 1_000;
    expect(await takeUp(house.ports, [parkedAs('call-x', payloadOf(closed))], inTime)).toEqual([]);
    expect(house.told()).toEqual([]);
    house.nowMs += minuteMs;
    await sweep(house.ports);
    expect(house.told()).toEqual(['parcel-stored +12025550112']);
  });

  it('is not finished under another name: what a stranger owes is left to the stranger', async () => {
    await expect(house.tell(closed, { by: 'call-x', ports: mute() })).rejects.toThrow();
    house.nowMs += minuteMs;
    expect(await takeUp(house.ports, [parkedAs('call-y', payloadOf(closed))], inTime)).toEqual([]);
    expect(house.told()).toEqual([]);
  });

  it('was not even begun, and is decided as if it came now', async () => {
    expect(await takeUp(house.ports, [parkedAs('call-x', payloadOf(closed))], inTime)).toEqual([]);
    expect((await house.door('A01')).door.stay?.state).toBe('stored');
  });

  it('stays parked where it fails again, is counted, and stops no other', async () => {
    const failing = parkedAs('call-x', payloadOf(closed));
    const unreadable = { id: 'unreadable', body: 'not JSON', sentAtMs: 0 };
    expect(await takeUp(mute(), [failing, unreadable], inTime)).toEqual([failing.id]);
    expect(house.ports.counters.counts['parked-failed']).toBe(1);
    expect(house.ports.counters.counts['parked-unreadable']).toBe(1);
  });

  it('stays parked where no time is left for it', async () => {
    const [first, second, third] = [1, 2, 3].map((n) => parkedAs(`call-${n}`, payloadOf(closed)));
    let asked = 0;
    expect(
      await takeUp(house.ports, [first!, second!, third!], { attempt: 'run-1', isLate: () => ++asked > 1 }),
    ).toEqual([second!.id, third!.id]);
    expect((await house.door('A01')).door.stay?.state).toBe('stored');
  });
});

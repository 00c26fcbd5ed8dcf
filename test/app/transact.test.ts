import { expect, test } from 'vitest';
import { transact, type Call } from '../../app/transact.js';
import type { BankId, CompartmentId } from '../../domain/ids.js';
import type { DoorClosed } from '../../domain/inputs.js';
import type { Window } from '../../domain/sensing/window.js';
import { makeHouse } from '../functions/api/world.js';

const look = (mm: number): Window[] => [
  { sensor: 'top', kind: 'tof', unit: 'mm', intervalMs: 50, samples: [mm, mm + 1, mm - 1, mm, mm + 1, mm - 1, mm] },
];

test('one event delivered twice at the same instant, under one request id, is performed by the run that committed it', async () => {
  const house = await makeHouse();
  const path = { siteId: house.siteId };
  const body = { trackingNumber: 'TN1', residentId: house.residentId };
  await house.call(house.manager, 'POST /v1/sites/{siteId}/parcels', { path, body });
  const open = await house.ask('TN1');
  const key = { bankId: 'bank-1' as BankId, compartmentId: open?.compartmentId as CompartmentId };
  const nowMs = house.clock.now;
  const closed: DoorClosed = {
    ...key,
    type: 'door-closed',
    messageId: 'closed-once',
    doorCycle: 1,
    authority: { kind: 'command', commandId: open?.commandId ?? '' },
    openForMs: 9_000,
    before: look(500),
    after: look(400),
    times: { occurredAtMs: nowMs, receivedAtMs: nowMs, nowMs, ageKnown: true },
  };
  const run = (attempt: string): Call => ({ by: 'one-request-id', attempt, isRetried: true });
  const outcomes = await Promise.all([
    transact(house, key, closed, run('first')),
    transact(house, key, closed, run('second')),
  ]);
  expect(outcomes.flatMap(({ events }) => events.map(({ type }) => type))).toEqual(['deposit-verified']);
  expect(house.people.delivered.filter(({ kind }) => kind === 'parcel-stored')).toHaveLength(1);
});

test('one scan delivered twice, a moment apart, without a name for each run: its custody log does not fork', async () => {
  const house = await makeHouse();
  const key = { bankId: 'bank-1' as BankId, compartmentId: 'A01' as CompartmentId };
  const judged = (nowMs: number) => ({
    ...({ type: 'judge-sensors', sensors: { top: { health: 0.5 } } } as const),
    times: { occurredAtMs: nowMs, receivedAtMs: nowMs, nowMs, ageKnown: true },
  });
  const call: Call = { by: 'one-request-id/sensors', isRetried: false };
  const { commit } = house.doors;
  let isFirst = true;
  house.doors.commit = async (given) => {
    if (isFirst) {
      isFirst = false;
      await transact(house, key, judged(house.clock.now + 5), call); // The other run was faster.
    }
    return commit(given);
  };
  await transact(house, key, judged(house.clock.now), call);
  const loaded = await house.doors.load(key);
  const rows = await house.custody.read(loaded?.door.chain.id ?? '');
  expect(rows.map(({ n, hash }) => [n, hash])).toEqual([[1, loaded?.door.chain.head]]);
});

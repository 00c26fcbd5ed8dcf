import { expect, it } from 'vitest';
import type { Ports } from '../../app/ports.js';
import { transact } from '../../app/transact.js';
import type { DoorClosed, DoorOpened } from '../../domain/inputs.js';
import { House } from './house.js';

/** A parcel is on its way into A01, whose door has opened; it is told of when it is shut. */
async function withOpenDoor(): Promise<{ house: House; closed: DoorClosed; opened: DoorOpened }> {
  const house = await House.open();
  await house.tell(house.deposit('r1'));
  const closed = house.closed('A01', 500, 440);
  const { bankId, compartmentId, doorCycle, authority, times } = closed;
  const opened: DoorOpened = {
    ...{ type: 'door-opened', messageId: 'm-opened', times },
    ...{ bankId, compartmentId, doorCycle, authority },
  };
  await house.tell(opened);
  return { house, closed, opened };
}

/** Ports that note what is read of doors, and what becomes of commits. */
function noting({ ports }: House): { calls: string[]; ports: Ports } {
  const calls: string[] = [];
  const doors: Ports['doors'] = {
    ...ports.doors,
    load: (key) => (calls.push('load'), ports.doors.load(key)),
    async commit(commit) {
      const answer = await ports.doors.commit(commit);
      calls.push(answer);
      return answer;
    },
  };
  return { calls, ports: { ...ports, doors } };
}

/** What came of the read for the door that was shut last. */
const readAhead = ({ ports }: House) => ports.counters.details['read-ahead']?.['was'];

it('a door that is shut is decided on what was read when it opened, and not read again', async () => {
  const { house, closed } = await withOpenDoor();
  const { calls, ports } = noting(house);
  await house.tell(closed, { ports });
  expect(calls[0]).toBe('committed');
  expect(house.screens()).toEqual(['door-open', 'deposit-verified']);
  expect(readAhead(house)).toBe('used');
});

it('a door that opens while it cannot be read is told again by nobody for that, and is read when it is shut', async () => {
  const { house, closed, opened } = await withOpenDoor();
  house.ports.doors.recall(closed);
  const doors = { ...house.ports.doors, load: () => Promise.reject(new Error('no capacity')) };
  await house.tell(opened, { ports: { ...house.ports, doors } });
  expect(house.ports.counters.counts).toMatchObject({ 'not-read-ahead': 1 });
  const { calls, ports } = noting(house);
  await house.tell(closed, { ports });
  expect(calls.slice(0, 2)).toEqual(['load', 'committed']);
  expect(house.screens()).toEqual(['door-open', 'deposit-verified']);
  expect(readAhead(house)).toBe('none');
});

it('a door that has changed since it opened is read, and decided on as it is: what a manager has called off is not stored', async () => {
  const { house, closed } = await withOpenDoor();
  const { stay } = house.ports.doors.at(closed)!.door;
  const cancel = { type: 'cancel', requestId: 'p1', stayId: stay!.id, actor: 'ann', reason: 'wrong house' } as const;
  await transact(house.ports, closed, { ...cancel, times: house.times() }, { by: 'ann', isRetried: false });
  const { calls, ports } = noting(house);
  await house.tell(closed, { ports });
  expect(calls.filter((call) => call !== 'load').slice(0, 2)).toEqual(['conflict', 'committed']);
  expect(readAhead(house)).toBe('refused');
  const { door } = house.ports.doors.at(closed)!;
  expect(door).toMatchObject({ quarantine: 'content-unexpected', stay: { state: 'cancelled' } });
  expect(house.told()).toEqual([]);
});

it('what decides nothing on what was read before is decided on what is so', async () => {
  const { house, closed } = await withOpenDoor();
  const { doors } = house.ports;
  const old = doors.at(closed)!;
  const recalled = { ...old, door: { ...old.door, cycles: { base: closed.doorCycle, mask: 0 } } }; // As if it were past.
  await house.tell(closed, { ports: { ...house.ports, doors: { ...doors, recall: () => recalled } } });
  expect(house.screens()).toEqual(['door-open', 'deposit-verified']);
  expect(readAhead(house)).toBe('nothing-decided');
});

it('what was read before the door’s last cycle was decided, by another process, is not committed on: the commit would be refused', async () => {
  const { house, closed } = await withOpenDoor();
  const old = house.ports.doors.recall(closed)!;
  await house.tell(closed);
  await house.tell(house.pickup('r2', house.code()));
  const { calls, ports } = noting(house);
  await house.tell(house.closed('A01', 440, 500), {
    ports: { ...ports, doors: { ...ports.doors, recall: () => old } },
  });
  expect(calls.slice(0, 2)).toEqual(['load', 'committed']);
  expect(readAhead(house)).toBe('old');
});

it('a door that opens and is shut, each told twice, has one verdict, and its resident is told once', async () => {
  const { house, closed, opened } = await withOpenDoor();
  for (const message of [opened, closed, opened, closed]) await house.tell(message);
  expect(house.screens()).toEqual(['door-open', 'deposit-verified']);
  expect(house.told()).toEqual(['parcel-stored +12025550112']);
});

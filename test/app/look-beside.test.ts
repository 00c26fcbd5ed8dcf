import { describe, expect, it } from 'vitest';
import { lookBeside } from '../../app/look-beside.js';
import type { BankCommand } from '../../app/ports.js';
import type { Door } from '../../domain/door.js';
import type { CompartmentId } from '../../domain/ids.js';
import { freeDoor, occupiedDoor, stayOf } from '../domain/audit/audited.js';

const doorAt = (label: string, door: Door = freeDoor()): Door => ({ ...door, compartmentId: label as CompartmentId });
const visited = (state: 'reserved' | 'collecting' | 'pickup-unverified') =>
  occupiedDoor({ compartment: 'occupied', stay: stayOf({ state }) });

/** The doors that are looked at for a deposit at A01, in the order in which the bank is asked. */
async function looked(doors: Door[]): Promise<string[]> {
  const sent: BankCommand[] = [];
  const ports = {
    bankLink: { send: (_: string, command: BankCommand) => Promise.resolve(sent.push(command)) },
    clock: { nowMs: () => 1_800_000_000_000 },
  };
  const found = doorAt('A01', freeDoor({ stay: stayOf({ state: 'deposit-unverified' }) }));
  await lookBeside(ports as never, found as Door & { stay: NonNullable<Door['stay']> }, doors);
  return sent.map(({ compartmentId }) => String(compartmentId));
}

describe('the doors beside one that closed on nothing', () => {
  it('are looked at, the free ones first', async () => {
    expect(await looked([doorAt('A01'), doorAt('A02', occupiedDoor()), doorAt('A03')])).toEqual(['A03', 'A02']);
  });

  it.each<[string, Door]>([
    ['that stands open', freeDoor({ door: 'open' })],
    ['that is given to another courier', visited('reserved')],
    ['at which a resident stands', visited('collecting')],
    ['of which that is not settled', visited('pickup-unverified')],
  ])('but for one %s', async (_, door) => {
    expect(await looked([doorAt('A02', door), doorAt('A03')])).toEqual(['A03']);
  });

  it('are none in a bank of one door, and 32 at most', async () => {
    expect(await looked([doorAt('A01')])).toEqual([]);
    const many = Array.from({ length: 60 }, (_, i) => doorAt(`B${i}`, i < 40 ? occupiedDoor() : freeDoor()));
    const order = [...many.slice(40), ...many.slice(0, 12)].map(({ compartmentId }) => compartmentId);
    expect(await looked(many)).toEqual(order);
  });
});

import { describe, expect, it } from 'vitest';
import type { CompartmentId } from '../../domain/ids.js';
import type { Window } from '../../domain/sensing/window.js';
import type { Item } from '../../simulator/virtual-bank.js';
import { bankId, House } from './house.js';
import { HouseBank } from './house-bank.js';

/** Banks with every mix of sensors, through the whole system in memory: message in, state, screen, command, message out. */

const box: Item = { id: 'box', thicknessMm: 80, grams: 900 };
const card: Item = { id: 'card', thicknessMm: 0.5, grams: 3 };

const profiles = ['ultrasonic', 'curtain', 'ultrasonic+load-cell', 'tof+curtain+load-cell', 'tof+ultrasonic'];

describe.each(profiles)('a bank with %s', (profile) => {
  /** A beam that has not cleared may be dirty since: alone it does not know, and the resident looks again all the same. */
  const leftBehind = profile === 'curtain' ? 'left-behind-unclear' : 'left-behind';

  it('stores a box, gives it out, and is free again', async () => {
    const at = await HouseBank.open(profile);
    expect(await at.deposit(box)).toBe('deposit-verified');
    expect(await at.state()).toBe('occupied stored');
    expect(at.house.told()).toHaveLength(1);
    expect(await at.pickup(() => at.bank.take(at.door))).toBe('collected');
    expect(await at.state()).toBe('free collected');
  });

  it('tells a courier who closed the door on nothing, and takes the box at the second try', async () => {
    const at = await HouseBank.open(profile);
    expect(await at.deposit()).toBe('no-parcel');
    expect(await at.state()).toBe('held deposit-unverified');
    expect(at.house.told()).toEqual(['deposit-found-empty +12025550199']);
    expect(await at.reopen(() => at.bank.place(at.door, box))).toBe('deposit-verified');
    expect(await at.state()).toBe('occupied stored');
  });

  it('asks for further windows where its sensors say nothing, and is settled by them', async () => {
    const at = await HouseBank.open(profile);
    at.bank.requestDeposit({ courierCode: '13572468', recipient: { unit: '12B' }, size: 'M' });
    await at.wait(1);
    at.bank.pull(at.door);
    at.bank.place(at.door, box);
    at.bank.silence(at.door, 'stuck');
    at.bank.close(at.door);
    // It comes to itself between the message and the question.
    const { onCommand } = at.bank;
    at.bank.onCommand = function (json) {
      this.silence(at.door, 'none');
      onCommand.call(this, json);
    };
    await at.wait(5);
    expect(at.samples()).toBe(1);
    expect(at.house.screens().slice(-2)).toEqual(['checking', 'deposit-verified']);
    expect(await at.state()).toBe('occupied stored');
  });

  it('is unclear, never empty, where its sensors say nothing to the end', async () => {
    const at = await HouseBank.open(profile);
    at.bank.silence(at.door, 'no-window');
    expect(await at.deposit(box)).toBe('confirm-deposit');
    expect(at.samples()).toBe(3);
    // A courier's word stands in only where no sensor sees the smallest item.
    const seesSheets = /curtain|load-cell/.test(profile);
    expect(at.bank.screen?.choices).toEqual(seesSheets ? ['reopen', 'cancel'] : ['confirm', 'reopen', 'cancel']);
    expect(await at.state()).toBe('held deposit-unverified');
  });

  it('says what was left behind, and lets the resident open again', async () => {
    const at = await HouseBank.open(profile);
    await at.deposit(box, { ...box, id: 'second' });
    expect(await at.pickup(() => at.bank.take(at.door, ['second']))).toBe(leftBehind);
    expect(await at.state()).toBe('occupied left-behind');
    expect(at.house.told()).toHaveLength(2);
    expect(await at.reopen(() => at.bank.take(at.door))).toBe('collected');
    expect(await at.state()).toBe('free collected');
  });

  it('takes a look inside for no pickup', async () => {
    const at = await HouseBank.open(profile);
    await at.deposit(box);
    expect(await at.pickup(() => undefined)).toBe(leftBehind);
  });
});

describe('a curtain', () => {
  it('sees a card of half a millimetre come and go', async () => {
    const at = await HouseBank.open('curtain');
    expect(await at.deposit(card)).toBe('deposit-verified');
    expect(await at.pickup(() => at.bank.take(at.door))).toBe('collected');
  });

  it('that is dirty announces nothing: blocked before and after is a question for people', async () => {
    const at = await HouseBank.open('curtain');
    // Empty, but something hangs into the beams since before the courier came.
    at.bank.openWithKey(at.door);
    at.bank.silence(at.door, 'no-window');
    at.bank.place(at.door, { ...card, id: 'cobweb' });
    at.bank.close(at.door);
    await at.wait(5);
    at.bank.silence(at.door, 'none');
    expect(await at.deposit()).toBe('confirm-deposit');
    expect(at.house.told()).toEqual([]);
  });
});

describe('windows of a kind that the bank is not registered with', () => {
  it('are kept as they came, decide nothing, and the bank is asked', async () => {
    const house = await House.open('ultrasonic');
    await house.tell(house.deposit('r1'));
    const beams = (blocked: number): Window[] => [
      { sensor: 'beams', kind: 'curtain', unit: 'blocked', intervalMs: 10, samples: Array<number>(32).fill(blocked) },
    ];
    const closed = { ...house.closed('A01', 500, 440), before: beams(0), after: beams(1) };
    await house.tell(closed);
    expect(house.screens().at(-1)).toBe('checking');
    expect(house.sent('sample')).toHaveLength(1);
    expect(house.told()).toEqual([]);
    const key = { bankId: bankId, compartmentId: 'A01' as CompartmentId, id: `cycle-${closed.doorCycle}` };
    expect(await house.ports.evidence.read(key)).toEqual({ before: beams(0), after: beams(1) });
  });
});

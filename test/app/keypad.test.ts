import { describe, expect, it } from 'vitest';
import { bankId, House } from './house.js';

const minuteMs = 60_000;

/** Somebody tries one wrong code after the other, and has the patience to wait in between. */
async function guess(house: House, times: number, from = 0): Promise<void> {
  const wrong = house.code() === '00000000' ? '11111111' : '00000000';
  for (let i = 1; i <= times; i++) {
    house.nowMs += 6 * minuteMs;
    await house.tell(house.pickup(`guess-${from + i}`, wrong));
  }
}
const finding = (house: House) => house.ports.counters.details['finding'];
const findings = (house: House) => house.ports.counters.counts['finding'] ?? 0;

describe('a keypad at which somebody guesses', () => {
  it('is found so from the fifth wrong try in a row on', async () => {
    const house = await House.withParcel();
    await guess(house, 4);
    expect(findings(house)).toBe(0);
    await guess(house, 2, 4);
    expect(findings(house)).toBe(2);
    expect(finding(house)).toMatchObject({ cause: 'code-guessing', status: 'standing', bankId });
  });

  it('is well again with a right code, and that is said', async () => {
    const house = await House.withParcel();
    const code = house.code();
    await guess(house, 5);
    house.nowMs += 6 * minuteMs;
    await house.tell(house.pickup('right', code));
    expect(house.opens()).toHaveLength(2);
    expect(finding(house)).toMatchObject({ cause: 'code-guessing', status: 'over', bankId });
    expect((await house.ports.guards.read(bankId)).wrongTries).toBe(0);
  });

  it('is locked by the twentieth: nobody is let in, with whatever code, until a person unlocks it', async () => {
    const house = await House.withParcel();
    const code = house.code();
    await guess(house, 20);
    house.nowMs += 86_400_000;
    await house.tell(house.pickup('right', code));
    await house.tell(house.deposit('r2'));
    await house.tell(house.collect('r3'));
    expect(house.screens().slice(-3)).toEqual(['keypad-locked', 'keypad-locked', 'keypad-locked']);
    expect(house.opens()).toHaveLength(1);
    expect(house.ports.counters.counts['keypad-locked']).toBe(1);
  });

  it('lets whoever was let in before it was locked go on: a retry performs what it owes', async () => {
    const house = await House.withParcel();
    const asked = house.pickup('right', house.code());
    await house.tell(asked, { by: 'call-x' });
    await guess(house, 20);
    const screens = house.screens().length;
    await house.tell(asked, { by: 'call-x' });
    expect(house.screens()).toHaveLength(screens); // It is answered, and owes nothing.
  });
});

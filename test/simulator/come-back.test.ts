import { expect, it } from 'vitest';
import type { Delivery } from '../../adapters/memory/index.js';
import { ComeBack } from '../../simulator/come-back.js';
import { Desk } from '../../simulator/desk.js';
import { randomOf } from '../../simulator/random.js';
import type { Scene } from '../../simulator/scene.js';
import { benchBank } from './bench-bank.js';

const minute = 60;

/** A house whose door A07 stands open; some number makes each another one. */
function house(n: number) {
  const { bank, world, wait } = benchBank();
  const desk = new Desk(bank, world);
  const place = { bank, desk, bankId: 'bank-01', random: randomOf(`house-${n}`) };
  const people = new ComeBack({ world, place } as unknown as Scene);
  const told = (kind: string, eventId = 'i-1') =>
    people.onTold({ kind, eventId, text: { body: 'Door A07 at House 01 stands open.' } } as unknown as Delivery);
  bank.openByForce('A07');
  return { bank, desk, wait, told };
}

async function shareShut(kind: string): Promise<number> {
  let shut = 0;
  for (let n = 0; n < 200; n++) {
    const { bank, told, wait } = house(n);
    told(kind);
    await wait(16 * minute);
    if (!bank.isOpen('A07')) shut += 1;
  }
  return shut / 200;
}

// Four standard deviations of so many: 0.14 and 0.12.
it.each([
  ['door-left-open', 'residents', 0.5, 0.14],
  ['door-needs-you', 'couriers', 0.25, 0.12],
  ['parcel-stored', 'people who are told something else', 0, 0],
])('by %s, of %s so many come back and shut the door: %d', async (kind, _who, share, within) => {
  expect(Math.abs((await shareShut(kind)) - share)).toBeLessThanOrEqual(within);
});

/** The first house in which the door is shut in the end. */
const comers = async () => {
  for (let n = 0; ; n++) {
    const one = house(n);
    one.told('door-left-open');
    await one.wait(16 * minute);
    if (!one.bank.isOpen('A07')) return n;
  }
};

it('nobody is back before two minutes have passed', async () => {
  const { bank, wait, told } = house(await comers());
  told('door-left-open');
  await wait(2 * minute - 1);
  expect(bank.isOpen('A07')).toBe(true);
  await wait(14 * minute);
  expect(bank.isOpen('A07')).toBe(false);
});

it('a message that comes twice is one: whoever does not come by the first does not by the second', async () => {
  for (let n = 0; n < 20; n++) {
    const [once, twice] = [house(n), house(n)];
    for (const { told } of [once, twice, twice]) told('door-left-open');
    for (const { wait } of [once, twice]) await wait(16 * minute);
    expect(twice.bank.isOpen('A07')).toBe(once.bank.isOpen('A07'));
  }
});

it('whoever comes back to a door at which somebody stands, or that is shut, leaves it as it is', async () => {
  const n = await comers();
  const busy = house(n);
  busy.desk.busy.add('A07');
  busy.told('door-left-open');
  await busy.wait(16 * minute);
  expect(busy.bank.isOpen('A07')).toBe(true);
  const shut = house(n);
  shut.told('door-left-open');
  shut.bank.close('A07');
  await shut.wait(16 * minute);
  expect([shut.bank.isOpen('A07'), shut.desk.busy.size]).toEqual([false, 0]);
});

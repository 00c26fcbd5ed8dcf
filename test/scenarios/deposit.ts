import { expect } from 'vitest';
import { lookalike, scenario } from './scenario.js';
import { ann, box, courierCode, day, hour, minute, second, type Town } from './town.js';

scenario(
  'empty-deposit',
  'the door closes on nothing: screen and SMS ask again, and after the window the door is free',
  async (town) => {
    const door = await town.asks();
    expect(await town.at(door)).toBe('no-parcel');
    expect(town.messages()).toEqual(['deposit-found-empty']); // The courier's; the resident hears nothing.
    await town.pass(10 * minute);
    expect(town.screens().at(-1)).toBe('deposit-cancelled');
    expect(await town.offered()).toEqual(['A01', 'A02', 'A03', 'A04']);
    await town.pass(day);
    expect([town.messages().length, town.incidents()]).toEqual([1, []]);
  },
);

scenario(
  'empty-deposit',
  'the courier opens again and puts it in: it is stored, and nobody had to do anything',
  async (town) => {
    const door = await town.asks();
    await town.at(door);
    await town.clicks(() => void town.bank.reopen(door));
    expect(await town.at(door, () => town.bank.place(door, box))).toBe('deposit-verified');
    expect(town.messages()).toEqual(['deposit-found-empty', 'parcel-stored']);
    expect(town.incidents()).toEqual([]);
  },
);

scenario(
  'never-opened',
  'the open is too late for the bank: called off, nothing is held, and the courier starts again',
  async (town) => {
    town.isDeaf = true;
    await town.asks();
    await town.pass(25 * second);
    town.isDeaf = false;
    await town.commandAgain('open');
    expect(town.bank.pull('A01')).toBe(false);
    expect(town.screens().at(-1)).toBe('deposit-cancelled');
    expect(await town.offered()).toEqual(['A01', 'A02', 'A03', 'A04']);
    await town.deposit(box);
    await town.pass(hour);
    expect(town.messages()).toEqual(['parcel-stored']);
    expect(town.incidents()).toEqual([]);
  },
);

scenario(
  'courier-gone',
  'the door is left open: asked to shut it, held when the window is over; the incident is of the door',
  async (town) => {
    const door = await town.asks();
    town.bank.pull(door);
    await town.pass(10 * minute);
    expect(town.screens()).toContain('close-door');
    expect(await town.doorIs(door)).toBe('held unaccounted, depositing');
    expect(town.messages()).toEqual(['door-needs-you']);
    expect(town.incidents()).toEqual(['door-ajar A01 resolving']);
  },
);

scenario(
  'two-doors-open',
  'two deposits at once, shut in the other order: each is judged by its own windows',
  async (town) => {
    const [one, other] = [await town.asks(), await town.asks()];
    expect([one, other]).toEqual(['A01', 'A02']);
    town.bank.pull(one);
    town.bank.pull(other);
    await town.pass(5 * second);
    town.bank.place(one, box);
    town.bank.place(other, { ...box, id: 'other' });
    expect(await town.shut(other)).toBe('deposit-verified');
    expect(await town.shut(one)).toBe('deposit-verified');
    expect([await town.doorIs(one), await town.doorIs(other)]).toEqual(['stored', 'stored']);
    expect(town.messages()).toEqual(['parcel-stored', 'parcel-stored']);
    expect(town.incidents()).toEqual([]);
  },
);

scenario('two-doors-open', 'one of them takes nothing: it alone is found empty', async (town) => {
  const [one, other] = [await town.asks(), await town.asks()];
  town.bank.pull(one);
  town.bank.pull(other);
  await town.pass(5 * second);
  town.bank.place(other, box);
  expect(await town.shut(other)).toBe('deposit-verified');
  expect(await town.shut(one)).toBe('no-parcel');
  expect(town.incidents()).toEqual([]);
});

scenario(
  'parcel-too-big',
  'it does not fit: cancelled, another asked for, and the first is free again',
  async (town) => {
    const door = await town.asks();
    town.bank.pull(door);
    await town.pass(10 * second);
    await town.shut(door);
    town.bank.cancel(door);
    await town.pass(second);
    expect(town.bank.screen?.code).toBe('deposit-cancelled');
    expect(await town.offered()).toContain(door);
    expect(await town.asks({ size: 'L' })).toBe(''); // This bank has none.
    expect(town.bank.screen?.code).toBe('bank-full');
    expect(town.incidents()).toEqual([]);
  },
);

scenario(
  'bank-full',
  'no door fits: the near bank is named, and who is overdue is asked once a day to make room',
  async (town) => {
    await town.house.anotherBank('bank-2');
    for (let i = 0; i < 4; i++) await town.deposit({ ...box, id: `box-${i}` });
    await town.pass(80 * hour);
    const before = town.messages().length;
    await town.asks();
    expect(town.bank.screen?.code).toBe('bank-full');
    expect(town.bank.screen?.lines.join(' ')).toContain('bank-2');
    await town.pass(minute);
    expect(town.messages().slice(before)).toEqual(['space-needed', 'space-needed', 'space-needed', 'space-needed']);
    await town.pass(hour);
    await town.asks();
    await town.pass(minute);
    expect(town.messages()).toHaveLength(before + 4);
    expect(town.incidents()).toEqual([]);
  },
);

scenario('occupied-at-allocation', 'what was put in without a record keeps its door from being given', async (town) => {
  town.bank.openWithKey('A01');
  await town.at('A01', () => town.bank.place('A01', box));
  expect(await town.deposit(box)).toBe('A02');
  expect(town.incidents()).toEqual(['phantom A01 resolving']);
});

scenario(
  'occupied-at-allocation',
  'what no sensor saw, the courier finds: called off, and the resident hears nothing',
  async (town) => {
    town.bank.openWithKey('A01');
    await town.at('A01', () => town.bank.place('A01', { id: 'letter', thicknessMm: 1, grams: 5 }));
    const door = await town.asks();
    expect(door).toBe('A01');
    await town.at(door);
    town.bank.cancel(door);
    await town.pass(second);
    expect(town.bank.screen?.code).toBe('deposit-cancelled');
    expect(town.messages()).not.toContain('parcel-stored');
    expect(town.incidents()).toEqual([]);
  },
);

scenario('double-booked', 'two ask in the same moment: a door each', async (town) => {
  const recipient = { unit: '12B' };
  town.bank.requestDeposit({ courierCode, recipient, size: 'M' });
  town.bank.requestDeposit({ courierCode, recipient, size: 'M' });
  await town.pass(second);
  expect(town.commands('open')).toEqual(['open A01', 'open A02']);
  expect(town.incidents()).toEqual([]);
});

scenario(
  'double-booked',
  'one announced parcel is asked for twice: placed already, and no second door',
  async (town) => {
    await town.house.announce('TN1');
    const ask = () => void town.bank.requestDeposit({ courierCode, recipient: { trackingNumber: 'TN1' }, size: 'M' });
    const door = await town.clicks(ask);
    await town.at(door, () => town.bank.place(door, box));
    expect(await town.clicks(ask)).toBe('');
    expect(town.bank.screen?.code).toBe('already-placed');
    expect(town.incidents()).toEqual([]);
  },
);

scenario('wrong-resident', 'a person reports it: the manager is told once, and nobody goes', async (town) => {
  const door = await town.deposit(box);
  await town.report('wrong-resident', door);
  await town.pass(3 * day);
  expect(town.incidents()).toEqual(['wrong-resident A01 resolving']);
  expect(town.story('wrong-resident')).toEqual(['+0 s raised', '+0 s tell-manager', '+1 d waits']);
  expect(town.alerts()).toEqual(['+0 s manager: wrong-resident']);
  await town.resolve('wrong-resident');
  expect(town.incidents()).toEqual(['wrong-resident A01 resolved-remotely']);
});

/** The courier opens the door, puts it in, and goes. */
async function leftAjar(town: Town): Promise<string> {
  const door = await town.asks();
  town.bank.pull(door);
  town.bank.place(door, box);
  await town.pass(minute);
  return door;
}

scenario(
  'door-ajar',
  'held open by something: asked, pulsed once, the manager, and a visit half an hour later',
  async (town) => {
    const door = await town.deposit(box);
    await town.enters();
    town.bank.pull(door);
    await town.pass(hour);
    expect(town.incidents().filter((incident) => incident.startsWith('door-ajar'))).toEqual([
      'door-ajar A01 dispatched',
    ]);
    expect(town.screens()).toContain('close-door');
    expect(town.story('door-ajar')).toEqual([
      '+0 s raised',
      '+0 s ask-at-the-door',
      '+2 min tell-visitor',
      '+4 min pulse-lock',
      '+4 min done',
      '+6 min tell-manager',
      '+29 min visit: lock, tools, gloves',
    ]);
    expect(town.commands('pulse-lock')).toEqual(['pulse-lock A01']);
    expect(town.messages()).toEqual(['parcel-stored', 'door-left-open']);
    expect(town.alerts().filter((alert) => alert.includes('door-ajar'))).toEqual([
      '+6 min manager: door-ajar',
      '+29 min technician: door-ajar visit',
    ]);
  },
);

scenario('door-ajar', 'the courier has gone on: asked by SMS, they come back and shut it', async (town) => {
  const door = await leftAjar(town);
  await town.pass(3 * minute);
  expect(town.messages()).toEqual(['door-needs-you']);
  expect(await town.shut(door)).toBe('deposit-verified');
  expect(town.incidents()).toEqual(['door-ajar A01 resolved-remotely']);
  expect(town.alerts()).toEqual([]);
});

scenario('door-ajar', 'called off at the screen, and left open: its courier is asked all the same', async (town) => {
  const door = await town.asks();
  town.bank.pull(door);
  await town.pass(10 * second);
  town.bank.cancel(door);
  await town.pass(10 * minute);
  expect((await town.house.door(door)).door.stay?.state).toBe('cancelled');
  expect(town.messages()).toEqual(['door-needs-you']);
});

scenario('door-ajar', 'opened with a key, long after anybody’s visit: no visitor is asked', async (town) => {
  await town.deposit(box);
  await town.pickup();
  await town.pass(hour);
  town.bank.openWithKey('A01');
  await town.pass(10 * minute);
  expect(town.story('door-ajar')).toContain('+2 min tell-visitor');
  expect(town.messages()).toEqual(['parcel-stored']);
});

scenario('door-ajar', 'shut after a few minutes: over, and nobody was told', async (town) => {
  const door = await leftAjar(town);
  expect(town.incidents()).toEqual(['door-ajar A01 resolving']);
  expect(await town.offered()).not.toContain(door);
  await town.pass(minute);
  expect(await town.shut(door)).toBe('deposit-verified');
  expect(town.incidents()).toEqual(['door-ajar A01 resolved-remotely']);
  await town.pass(hour);
  expect(town.alerts()).toEqual([]);
  expect(town.commands('pulse-lock')).toEqual([]);
});

lookalike('door-ajar', 'news of an earlier cycle that comes late says nothing of the door now', async (town) => {
  const door = await town.deposit(box);
  await town.pickup();
  const authority = { kind: 'key' };
  await town.says('door', { type: 'door-ajar', compartmentId: door, doorCycle: 1, authority, openForMs: 60_000 });
  await town.pass(hour);
  expect(town.incidents()).toEqual([]);
  expect(await town.offered()).toContain(door);
});

/** Somebody with a key opens the door and pushes it shut, and again where it springs open; answers how often it did. */
async function pushedShut(town: Town, door: string): Promise<number> {
  town.bank.openWithKey(door);
  for (let sprung = 0; ; sprung++) {
    await town.pass(8 * second);
    town.bank.close(door);
    await town.pass(5 * second); // It has settled, or sprung open.
    if (!town.bank.isOpen(door)) return sprung;
  }
}

/** A door that springs open as soon as it is shut, once; whoever stands there pushes it once more, and it holds. */
async function springsOpen(town: Town, door: string): Promise<void> {
  town.bank.openWithKey(door);
  await town.pass(8 * second);
  town.bank.close(door);
  await town.pass(second / 2);
  town.bank.openByForce(door);
  await town.pass(8 * second);
  town.bank.close(door);
  await town.pass(5 * second);
}

scenario(
  'latch-bounce',
  'a door springs open as soon as it is shut, visit by visit: one incident, a pulse each time, and after five in vain a visit',
  async (town) => {
    await springsOpen(town, 'A02');
    await town.pass(hour);
    for (let i = 0; i < 6; i++) {
      await springsOpen(town, 'A02');
      await town.pass(2 * day); // A latch that is worn does not do it every day.
    }
    expect(town.incidents()).toEqual(['latch-bounce A02 dispatched']); // And none of doors that were opened by force.
    expect(town.story('latch-bounce').filter((line) => !/ (done|on trial)$/.test(line))).toEqual([
      '+0 s raised',
      '+0 s pulse-lock',
      expect.stringMatching(/^\+2 d .* pulse-lock again$/),
      expect.stringMatching(/^\+4 d .* pulse-lock again$/),
      expect.stringMatching(/^\+6 d .* pulse-lock again$/),
      expect.stringMatching(/^\+8 d .* pulse-lock again$/),
      expect.stringMatching(/^\+10 d .* visit: lock, tools$/),
    ]);
    expect(town.incident('latch-bounce').severity).toBe('P3');
    expect(town.commands('pulse-lock')).toHaveLength(5);
    expect(town.alerts()).toEqual([]); // Planned work stands in the list.
    expect(await town.offered()).toContain('A02');
  },
);

scenario(
  'latch-bounce',
  'a pulse sets it: one visit that stays shut proves nothing, ten of them end it, and nobody was told',
  async (town) => {
    town.bank.hardware.strike('latch-bounces', { compartmentId: 'A02', cures: { 'pulse-lock': 1 } });
    while (town.incidents().length === 0) await pushedShut(town, 'A02');
    for (let held = 0; held < 9; held++) {
      await town.pass(10 * hour);
      expect(await pushedShut(town, 'A02')).toBe(0);
    }
    expect(town.incidents()).toEqual(['latch-bounce A02 resolving']);
    await town.pass(hour);
    await pushedShut(town, 'A02');
    expect(town.incidents()).toEqual(['latch-bounce A02 resolved-remotely']);
    expect(town.story('latch-bounce').at(-1)).toMatch(/resolved remotely, over$/);
    expect(town.commands('pulse-lock')).toEqual(['pulse-lock A02']);
    expect(town.alerts()).toEqual([]);
  },
);

scenario(
  'latch-bounce',
  'several pushes in one visit are one: whoever stands there is not why somebody is sent',
  async (town) => {
    for (let i = 0; i < 8; i++) await springsOpen(town, 'A02');
    await town.pass(minute);
    expect(town.incidents()).toEqual(['latch-bounce A02 resolving']);
    expect(town.commands('pulse-lock')).toEqual(['pulse-lock A02']);
  },
);

lookalike('latch-bounce', 'pushed too softly, once: nothing, and no opening by force', async (town) => {
  town.bank.openWithKey('A02');
  town.bank.close('A02');
  await town.pass(second / 2);
  town.bank.openByForce('A02');
  await town.at('A02');
  await town.pass(2 * day);
  expect(town.incidents()).toEqual([]);
});

lookalike('latch-bounce', 'forced a minute after it was shut: that is force', async (town) => {
  town.bank.openWithKey('A02');
  await town.at('A02');
  for (let i = 0; i < 3; i++) {
    await town.pass(minute);
    town.bank.openByForce('A02');
    await town.at('A02');
  }
  expect(town.incidents()).toEqual(['opened-without-command A02 resolving']);
});

scenario(
  'deposit-without-session',
  'a key’s cycle leaves something in a free door: held, and the incident is the phantom',
  async (town) => {
    town.bank.openWithKey('A03');
    await town.at('A03', () => town.bank.place('A03', box));
    expect(await town.doorIs('A03')).toBe('held content-unexpected, kept content-unexpected');
    expect(town.incidents()).toEqual(['phantom A03 resolving']);
    expect(await town.offered()).toEqual(['A01', 'A02', 'A04']);
  },
);

scenario(
  'wrong-compartment',
  'A closes on nothing, and B, which stood open, on a parcel: B is held, one incident names both, the manager; emptied: over',
  async (town) => {
    town.bank.openWithKey('A03');
    const door = await town.asks();
    expect(await town.at(door)).toBe('no-parcel');
    const { parcelId: ofParcel } = (await town.house.door(door)).door.stay!;
    town.bank.place('A03', box);
    await town.shut('A03');
    await town.pass(2 * day);
    expect(town.incidents()).toEqual(['wrong-compartment A03 resolving']);
    expect(town.incident('wrong-compartment').timeline.rows[0]?.detail).toMatchObject({ under: 'A01', ofParcel });
    expect(town.story('wrong-compartment').filter((line) => !line.endsWith(' done'))).toEqual([
      '+0 s raised',
      '+0 s hold-door',
      '+0 s look-again',
      '+2 min look-again again',
      '+4 min tell-manager',
      '+1 d 4 min waits',
    ]);
    expect(town.alerts()).toEqual(['+4 min manager: wrong-compartment']);
    expect(await town.offered()).toEqual(['A01', 'A02', 'A04']);
    town.bank.openWithKey('A03');
    await town.at('A03', () => void town.bank.take('A03'));
    expect(town.incidents()).toEqual(['wrong-compartment A03 resolved-remotely']);
    expect(await town.offered()).toEqual(['A01', 'A02', 'A03', 'A04']);
  },
);

/** A courier, for whom A was opened, puts the parcel into B, which stood open, and shuts both; answers A. */
async function strays(town: Town, isAFirst: boolean): Promise<string> {
  town.bank.openWithKey('A03');
  const door = await town.asks();
  town.bank.pull(door);
  town.bank.place('A03', box);
  for (const one of isAFirst ? [door, 'A03'] : ['A03', door]) await town.shut(one);
  return door;
}

for (const isFirst of [true, false])
  scenario(
    'wrong-compartment',
    `B heard of ${isFirst ? 'last' : 'first'}: the courier, who stands there, is asked, and says so: it is stored in B and fetched there, and no manager is told`,
    async (town) => {
      const door = await strays(town, isFirst);
      expect(town.bank.screen).toMatchObject({ code: 'confirm-other-door', compartmentId: door });
      expect(town.messages()).not.toContain('parcel-stored');
      town.bank.confirm(door);
      await town.pass(second);
      expect(town.bank.screen).toMatchObject({ code: 'deposit-verified', compartmentId: 'A03' });
      expect([await town.doorIs('A01'), await town.doorIs('A03')]).toEqual(['free', 'stored']);
      expect(town.incidents()).toContain('wrong-compartment A03 resolved-remotely');
      await town.pass(12 * minute);
      expect(town.alerts()).toEqual([]);
      expect(town.messages().filter((message) => message.includes('parcel-stored'))).toHaveLength(1);
      expect(await town.enters()).toBe('A03');
      expect(await town.at('A03', () => void town.bank.take('A03'))).toBe('collected');
      expect(await town.offered()).toEqual(['A01', 'A02', 'A03', 'A04']);
    },
  );

scenario(
  'wrong-compartment',
  'the courier says so when somebody has taken it out of B again: they are asked to re-open A, and it comes there',
  async (town) => {
    town.bank.openWithKey('A03');
    const door = await town.asks();
    await town.at(door);
    town.bank.place('A03', box);
    await town.shut('A03');
    town.bank.openWithKey('A03');
    await town.at('A03', () => void town.bank.take('A03'));
    town.bank.confirm(door);
    await town.pass(second);
    expect(town.bank.screen).toMatchObject({ code: 'no-parcel', compartmentId: door });
    expect(await town.clicks(() => void town.bank.reopen(door))).toBe(door);
    expect(await town.at(door, () => town.bank.place(door, box))).toBe('deposit-verified');
    expect(await town.doorIs('A03')).toBe('free');
    expect(town.incidents()).toEqual(['wrong-compartment A03 resolved-remotely']);
  },
);

scenario(
  'wrong-compartment',
  'the courier says on the phone which parcel it is: it is stored in B, its resident is told, and it is over',
  async (town) => {
    town.bank.openWithKey('A03');
    const door = await town.asks();
    expect(await town.at(door)).toBe('no-parcel');
    town.bank.place('A03', box);
    await town.shut('A03');
    await town.pass(3 * hour);
    const { parcelId } = (await town.house.door(door)).door.stay!;
    const says = (finding: string, key: string) =>
      town.api(ann, 'POST /v1/sites/{siteId}/parcels/{parcelId}/override', {
        ...{ path: { parcelId }, key, body: { finding, compartmentId: 'A03', reason: 'its courier says so' } },
      });
    expect((await says('absent', 'o1')).status).toBe(400);
    const { status, body } = await says('present', 'o2');
    expect([status, body]).toMatchObject([200, { state: 'stored', place: { compartmentId: 'A03' } }]);
    expect(town.messages().at(-1)).toBe('parcel-stored');
    expect(town.incidents()).toEqual(['wrong-compartment A03 resolved-remotely']);
    await town.pass(hour);
    expect(await town.doorIs('A03')).toBe('stored');
    expect(await town.offered()).toEqual(['A01', 'A02', 'A04']);
  },
);

lookalike(
  'wrong-compartment',
  'something comes into B while no courier’s door was found empty: it is a phantom',
  async (town) => {
    await town.deposit(box);
    town.bank.openWithKey('A03');
    await town.at('A03', () => town.bank.place('A03', { ...box, id: 'other' }));
    expect(town.incidents()).toEqual(['phantom A03 resolving']);
  },
);

lookalike(
  'wrong-compartment',
  'something came into B before the courier was given A: a phantom, and the deposit is a deposit that came to nothing',
  async (town) => {
    town.bank.openWithKey('A03');
    await town.at('A03', () => town.bank.place('A03', box));
    const door = await town.asks();
    expect(await town.at(door)).toBe('no-parcel');
    await town.pass(hour);
    expect(town.incidents()).toEqual(['phantom A03 resolving']);
  },
);

scenario(
  'wrong-compartment',
  'B is shut on a parcel first, and A on nothing afterwards: one incident, whichever is heard of last',
  async (town) => {
    town.bank.openWithKey('A03');
    const door = await town.asks();
    town.bank.pull(door);
    town.bank.place('A03', box);
    await town.shut('A03');
    expect(await town.shut(door)).toBe('confirm-other-door');
    expect(town.incidents()).toEqual(['phantom A03 resolved-remotely', 'wrong-compartment A03 resolving']);
    expect(town.incident('wrong-compartment').timeline.rows[0]?.detail).toMatchObject({ under: 'A01' });
  },
);

for (const isFirst of [true, false])
  scenario(
    'wrong-compartment',
    `policy reassign, B heard of ${isFirst ? 'last' : 'first'}: the record follows the parcel, the resident is told of B and fetches it there`,
    async (town) => {
      await strays(town, isFirst);
      expect(town.bank.screen).toMatchObject({ code: 'deposit-verified', compartmentId: 'A03' });
      expect(await town.doorIs('A01')).toBe('free');
      expect(await town.doorIs('A03')).toBe('stored');
      expect(town.incidents()).toContain('wrong-compartment A03 resolved-remotely');
      expect(town.alerts()).toEqual([]);
      expect(town.messages().filter((message) => message.includes('parcel-stored'))).toHaveLength(1);
      await town.pass(10 * minute);
      expect(await town.enters()).toBe('A03');
      expect(await town.at('A03', () => void town.bank.take('A03'))).toBe('collected');
      expect(await town.offered()).toEqual(['A01', 'A02', 'A03', 'A04']);
    },
    { policy: { wrongCompartment: 'reassign' } },
  );

scenario(
  'wrong-compartment',
  'policy cancel: the deposit is called off at once, B is held, and the manager is told',
  async (town) => {
    town.bank.openWithKey('A03');
    const door = await town.asks();
    await town.at(door);
    town.bank.place('A03', box);
    expect(await town.shut('A03')).toBe('deposit-cancelled');
    expect(await town.doorIs('A01')).toBe('free');
    await town.pass(hour);
    expect(town.incidents()).toEqual(['wrong-compartment A03 resolving']);
    expect(town.alerts()).toEqual(['+4 min manager: wrong-compartment']);
    expect(await town.offered()).toEqual(['A01', 'A02', 'A04']);
  },
  { policy: { wrongCompartment: 'cancel' } },
);

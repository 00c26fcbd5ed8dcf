import { expect } from 'vitest';
import { hasInherentVisit } from '../../domain/incident/inherent.js';
import { lastSeen } from '../../domain/incident/timeline.js';
import type { Item } from '../../simulator/virtual-bank.js';
import { lookalike, scenario } from './scenario.js';
import { ann, box, courierCode, day, hour, minute, second, type Town } from './town.js';

const scanned = { scannedDays: 2 };

/** Somebody with a key puts something into a door that should be empty. */
async function putIn(town: Town, door: string): Promise<void> {
  town.bank.openWithKey(door);
  await town.at(door, () => town.bank.place(door, box));
}

scenario(
  'phantom',
  'something in a free door: held, looked at, the manager told, and somebody goes after a day',
  async (town) => {
    await putIn(town, 'A02');
    await town.pass(2 * day);
    expect(town.incidents()).toEqual(['phantom A02 dispatched']);
    expect(town.story('phantom')).toEqual([
      '+0 s raised',
      '+0 s hold-door',
      '+0 s look-again',
      '+0 s done',
      '+2 min look-again again',
      '+2 min done',
      '+4 min tell-courier',
      '+4 min tell-manager',
      '+1 d 4 min visit: mechanical-key, parcel-bag, camera-phone',
    ]);
    expect(town.alerts()).toEqual(['+4 min manager: phantom', '+1 d 4 min technician: phantom visit']);
    expect(await town.offered()).toEqual(['A01', 'A03', 'A04']);
  },
);

scenario(
  'phantom',
  'the manager opens the door from afar, and it is emptied: over, and the door is given again',
  async (town) => {
    await putIn(town, 'A02');
    await town.pass(10 * minute);
    const body = { type: 'open', compartmentId: 'A02', reason: 'whoever it belongs to is here' };
    const door = await town.clicks(() => town.api(ann, 'POST /v1/banks/{bankId}/commands', { body, key: 'open-1' }));
    expect(door).toBe('A02');
    await town.at(door, () => void town.bank.take(door));
    await town.pass(minute);
    expect(town.incidents()).toEqual(['phantom A02 resolved-remotely']);
    expect(await town.offered()).toEqual(['A01', 'A02', 'A03', 'A04']);
    expect(town.alerts()).toEqual(['+4 min manager: phantom', expect.stringMatching(/manager: phantom over$/)]);
  },
);

scenario(
  'phantom',
  'a deposit is called off while its door stands open, and the parcel is put in: the courier says so, and it is stored',
  async (town) => {
    const door = await town.asks();
    town.bank.pull(door);
    await town.pass(second);
    const { parcelId } = (await town.house.door(door)).door.stay!;
    const asked = { path: { parcelId }, key: 'c1', body: { reason: 'the carrier wants it back' } };
    expect((await town.api(ann, 'POST /v1/sites/{siteId}/parcels/{parcelId}/cancel', asked)).status).toBe(200);
    town.bank.place(door, box);
    await town.shut(door);
    await town.pass(hour);
    expect(town.incidents()).toContain('phantom A01 resolving');
    expect(town.messages()).toEqual(['deposit-unclear']);
    expect(await says(town, door, 'present')).toBe(200);
    expect(town.incidents()).toContain('phantom A01 resolved-remotely');
    expect(town.messages()).toEqual(['deposit-unclear', 'parcel-stored']);
    expect(await town.pickup()).toBe('collected');
    expect(await town.offered()).toContain(door);
  },
);

scenario(
  'phantom',
  'what comes to light days after a deposit was called off is no question to its courier',
  async (town) => {
    const door = await town.asks();
    town.bank.cancel(door);
    await town.pass(2 * day);
    town.bank.openWithKey(door);
    await town.at(door, () => town.bank.place(door, box));
    await town.pass(hour);
    expect(town.incidents()).toContain('phantom A01 resolving');
    expect(town.messages()).toEqual([]);
  },
);

lookalike('phantom', 'a key’s cycle that changes nothing raises nothing', async (town) => {
  town.bank.openWithKey('A02');
  await town.at('A02');
  await town.pass(hour);
  expect(town.incidents()).toEqual([]);
  expect(await town.offered()).toEqual(['A01', 'A02', 'A03', 'A04']);
});

scenario(
  'phantom',
  'something comes into a door that was shut and seen to be empty: whose parcel lay there is not asked, and somebody fetches it the next day',
  async (town) => {
    const door = await town.deposit(box);
    await town.pickup();
    await town.pass(2 * hour);
    reach(town, door).push({ id: 'second', thicknessMm: 60, grams: 400 });
    await town.pass(2 * day);
    expect(town.incidents()).toEqual(['phantom A01 dispatched']);
    expect(town.incident('phantom').timeline.rows[0]?.detail).toMatchObject({ owner: 'unknown' });
    expect(town.messages()).toEqual(['parcel-stored']);
    expect(town.alerts()).toEqual(['+4 min manager: phantom', '+1 d 4 min technician: phantom visit']);
    expect(hasInherentVisit(town.incident('phantom'))).toBe(true);
    expect(await town.offered()).not.toContain(door);
  },
  scanned,
);

scenario(
  'phantom',
  'it comes hours after a deposit was called off there, with no cycle between: that courier is not asked either',
  async (town) => {
    const door = await town.asks();
    town.bank.cancel(door);
    await town.pass(2 * hour);
    reach(town, door).push({ id: 'second', thicknessMm: 60, grams: 400 });
    await town.pass(2 * day);
    expect(town.incidents()).toContain('phantom A01 dispatched');
    expect(town.messages()).toEqual([]);
  },
  scanned,
);

scenario(
  'put-back',
  'a pickup closes on the parcel: left behind, the resident told, and the code still opens',
  async (town) => {
    const door = await town.deposit(box);
    await town.enters();
    expect(await town.at(door)).toBe('left-behind');
    expect(town.messages()).toEqual(['parcel-stored', 'parcel-left-behind']);
    expect(await town.pickup()).toBe('collected');
    expect(town.incidents()).toEqual([]);
    expect(await town.offered()).toContain(door);
  },
);

scenario(
  'ghost',
  'a parcel goes in a key’s cycle: missing, P1, the manager told at once, the resident asked, and asked again, and a search after two days',
  async (town) => {
    const door = await town.deposit(box);
    town.bank.openWithKey(door);
    await town.at(door, () => void town.bank.take(door));
    expect(await town.doorIs(door)).toBe('held missing, missing');
    await town.pass(49 * hour);
    expect(town.incidents()).toEqual(['ghost A01 dispatched']);
    expect(town.incident('ghost').severity).toBe('P1');
    expect(town.story('ghost')).toEqual([
      '+0 s raised',
      '+0 s tell-manager',
      '+0 s look-again',
      '+0 s done',
      '+2 min look-again again',
      '+2 min done',
      '+4 min tell-resident',
      '+1 d 4 min tell-resident again',
      '+2 d 4 min visit: camera-phone, sensor, test-weight',
    ]);
    expect(town.messages()).toEqual(['parcel-stored', 'parcel-not-seen', 'parcel-not-seen']);
    expect(town.alerts()).toEqual(['+0 s manager: ghost', '+2 d 4 min technician: ghost visit']);
  },
);

scenario('ghost', 'the manager finds out that the concierge has it: written off, and over', async (town) => {
  const door = await town.deposit(box);
  const { parcelId } = (await town.house.door(door)).door.stay!;
  town.bank.openWithKey(door);
  await town.at(door, () => void town.bank.take(door));
  await town.pass(hour);
  const asked = {
    path: { parcelId },
    key: 'o1',
    body: { finding: 'written-off', reason: 'the concierge handed it over' },
  };
  expect((await town.api(ann, 'POST /v1/sites/{siteId}/parcels/{parcelId}/override', asked)).status).toBe(200);
  expect(town.incidents()).toEqual(['ghost A01 resolved-remotely']);
  expect(town.alerts()).toEqual(['+0 s manager: ghost', '+1 h 2 s manager: ghost over']);
});

/** By the clock of a town, which begins at eight in the morning. */
const hourIn = (town: Town): string => new Date(town.nowMs).toISOString().slice(11, 13);
const midnight = 15 * hour + 30 * minute;

scenario(
  'ghost',
  'a parcel goes at night: the manager is told at once, its resident when they are up, and has a day from then on',
  async (town) => {
    const door = await town.deposit(box);
    await town.pass(midnight);
    town.bank.openWithKey(door);
    await town.at(door, () => void town.bank.take(door));
    await town.pass(8 * hour);
    expect([hourIn(town), town.messages()]).toEqual(['07', ['parcel-stored']]);
    expect(town.alerts()).toEqual(['+0 s manager: ghost']);
    await town.pass(30 * minute);
    expect([hourIn(town), town.messages()]).toEqual(['08', ['parcel-stored', 'parcel-not-seen']]);
    await town.pass(23 * hour);
    expect(town.messages()).toHaveLength(2);
    await town.pass(2 * hour);
    expect(town.messages()).toEqual(['parcel-stored', 'parcel-not-seen', 'parcel-not-seen']);
    await town.pass(day);
    expect(town.incidents()).toEqual(['ghost A01 dispatched']);
  },
);

scenario(
  'ghost',
  'a parcel goes at night and is found in the morning, before its resident is up: nobody asks them',
  async (town) => {
    const door = await town.deposit(box);
    await town.pass(midnight);
    town.bank.openWithKey(door);
    await town.at(door, () => void town.bank.take(door));
    await town.pass(6 * hour);
    expect(await says(town, door, 'present')).toBe(200);
    await town.pass(5 * hour);
    expect(town.incidents()).toEqual(['ghost A01 resolved-remotely']);
    expect(town.messages()).not.toContain('parcel-not-seen');
  },
);

scenario(
  'thin-item',
  'nobody answers: the manager says that nobody can tell, the resident is told so with a code, looks, and takes it',
  async (town) => {
    const door = await town.asks();
    await town.at(door, () => town.bank.place(door, sheet));
    await town.pass(4 * day);
    expect(town.story('thin-item').filter((line) => !line.endsWith(' done'))).toEqual(askedInVain);
    expect(await says(town, door, 'unknown')).toBe(200);
    expect(town.incidents()).toContain('thin-item A01 resolved-remotely');
    expect(town.messages().at(-1)).toBe('parcel-may-wait');
    await town.pass(30 * hour);
    expect(town.messages().at(-1)).toBe('reminder');
    expect(town.house.ports.people.delivered.at(-1)?.text.body).toMatch(
      /^A parcel for you may be in door A01 .* Code \d{8} opens the door\.$/,
    );
    const { parcelId } = (await town.house.door(door)).door.stay!;
    expect(await town.house.ports.parcels.read(parcelId)).toMatchObject({ vouched: true, isUnsure: true });
    expect(await town.pickup()).toBe('collected');
    expect(town.bank.screen?.lines).toEqual(['Thank you for looking.']);
    expect(await town.offered()).toContain(door);
  },
  { policy: { courierMayVouch: 'never' } },
);

scenario(
  'thin-item',
  'at night: the courier who has just brought it is asked at once, and again not before the next morning but one',
  async (town) => {
    await town.pass(midnight);
    const door = await town.asks();
    await town.at(door, () => town.bank.place(door, sheet));
    await town.pass(15 * minute);
    expect(town.messages()).toEqual(['deposit-unclear']);
    await town.pass(day);
    expect(town.messages()).toEqual(['deposit-unclear']);
    await town.pass(8 * hour);
    expect([hourIn(town), town.messages()]).toEqual(['07', ['deposit-unclear']]);
    await town.pass(30 * minute);
    expect(town.messages()).toEqual(['deposit-unclear', 'deposit-unclear']);
  },
  { policy: { courierMayVouch: 'never' } },
);

scenario('phantom', 'where a parcel was collected before: whoever brought that is not asked', async (town) => {
  const door = await town.deposit(box);
  await town.pickup();
  await town.pass(minute);
  await putIn(town, door);
  await town.pass(2 * hour);
  expect(town.incidents()).toEqual([`phantom ${door} resolving`]);
  expect(town.messages()).not.toContain('deposit-unclear');
});

lookalike('ghost', 'a pickup that is told late is a pickup, and nothing is missing', async (town) => {
  const door = await town.deposit(box);
  await town.enters();
  town.bank.unplug();
  await town.at(door, () => void town.bank.take(door));
  await town.pass(3 * minute);
  town.bank.plug();
  await town.pass(hour);
  expect(await town.doorIs(door)).toBe('free');
  expect(town.incidents()).toEqual([]);
});

/** What becomes of a deposit that no look can tell of, as long as nobody answers. */
const askedInVain = [
  '+0 s raised',
  '+0 s look-again',
  '+2 min look-again again',
  '+4 min tell-manager',
  '+4 min tell-courier',
  '+1 d 4 min tell-courier again',
  '+2 d 4 min tell-resident',
  '+3 d 4 min ask-for-decision',
];
const sheet = { id: 'envelope', thicknessMm: 7, grams: 17 };

scenario(
  'thin-item',
  'no look can tell, and nobody may vouch: held, looked at again, the manager; a person decides',
  async (town) => {
    const door = await town.asks();
    await town.at(door, () => town.bank.place(door, sheet));
    await town.pass(10 * minute);
    expect(town.screens()).toContain('confirm-deposit');
    expect(town.commands('sample').length).toBeGreaterThanOrEqual(3);
    expect(town.incidents()).toEqual(['thin-item A01 resolving']);
    expect(await town.doorIs(door)).toMatch(/^held content-unclear/);
    await town.pass(3 * day);
    expect(town.story('thin-item').filter((line) => !line.endsWith('done'))).toEqual(askedInVain);
    expect(town.messages()).toEqual(['deposit-unclear', 'deposit-unclear', 'delivery-unclear']);
    expect(town.alerts()).toEqual(['+4 min manager: thin-item', '+3 d 4 min manager: thin-item']);
    expect(await says(town, door, 'absent')).toBe(200);
    expect(town.incidents()).toEqual(['thin-item A01 resolved-remotely']);
    expect(await town.offered()).toContain(door);
  },
  { policy: { courierMayVouch: 'never' } },
);

/** The manager says what lies in a door, as they were told by whoever knows. */
async function says(
  town: Town,
  door: string,
  finding: 'present' | 'unknown' | 'absent' | 'written-off',
): Promise<number> {
  const { parcelId } = (await town.house.door(door)).door.stay!;
  const asked = { path: { parcelId }, key: `says-${finding}`, body: { finding, reason: 'they said so on the phone' } };
  return (await town.api(ann, 'POST /v1/sites/{siteId}/parcels/{parcelId}/override', asked)).status;
}

scenario(
  'thin-item',
  'called off in doubt; the courier, asked, says that it is in: stored after all, and its code opens the door',
  async (town) => {
    const door = await town.asks();
    await town.at(door, () => town.bank.place(door, sheet));
    await town.pass(10 * second);
    town.bank.cancel(door);
    await town.pass(hour);
    expect(town.incidents()).toEqual(['thin-item A01 resolving']);
    expect(await town.doorIs(door)).toBe('held content-unclear');
    const { parcelId } = (await town.house.door(door)).door.stay!;
    expect(town.incident('thin-item').timeline.rows[0]?.detail).toMatchObject({ ofParcel: parcelId });
    expect(town.messages()).toEqual(['deposit-unclear']);
    expect(await says(town, door, 'present')).toBe(200);
    expect(town.incidents()).toEqual(['thin-item A01 resolved-remotely']);
    expect(await town.doorIs(door)).toBe('stored');
    expect(town.messages()).toEqual(['deposit-unclear', 'parcel-stored']);
    await town.pickup();
    await town.pass(minute);
    expect(await town.doorIs(door)).toBe('free');
  },
  { policy: { courierMayVouch: 'never' } },
);

scenario(
  'thin-item',
  'called off in doubt, and its parcel put into another door: its resident, who was told of that one, is not asked of this one',
  async (town) => {
    await town.house.announce('TN1');
    const recipient = { trackingNumber: 'TN1' };
    const asks = () => town.clicks(() => void town.bank.requestDeposit({ courierCode, recipient, size: 'M' }));
    const door = await asks();
    await town.at(door, () => town.bank.place(door, sheet));
    await town.pass(10 * second);
    town.bank.cancel(door);
    await town.pass(minute);
    const other = await asks();
    await town.at(other, () => town.bank.place(other, box));
    await town.pass(3 * day);
    expect(town.story('thin-item')).toContain('+2 d 4 min tell-resident');
    expect(town.messages()).not.toContain('delivery-unclear');
  },
  { policy: { courierMayVouch: 'never' } },
);

lookalike(
  'thin-item',
  'the courier vouches for it: stored, and the resident is told',
  async (town) => {
    const door = await town.asks();
    await town.at(door, () => town.bank.place(door, sheet));
    await town.pass(10 * second);
    expect(town.bank.screen?.code).toBe('confirm-deposit');
    expect(town.bank.screen?.choices).toContain('confirm');
    town.bank.confirm(door);
    await town.pass(second);
    expect(await town.doorIs(door)).toBe('stored');
    expect(town.messages()).toEqual(['parcel-stored']);
    await town.pass(hour);
    expect(town.incidents()).toEqual([]);
  },
  { policy: { courierMayVouch: 'always' } },
);

scenario(
  'item-moved',
  'a first look cannot tell: the bank is asked for more, and a further one decides',
  async (town) => {
    const door = await town.asks();
    town.bank.hardware.strike('sensor-silent', { compartmentId: door, cures: {} });
    town.bank.pull(door);
    await town.pass(second);
    town.bank.silence(door, 'none');
    town.bank.place(door, box);
    await town.shut(door);
    expect(town.screens()).toContain('checking');
    expect(town.incidents()).toEqual([]);
  },
);

const reported = (cause: 'damaged-parcel' | 'disputed' | 'wrong-occupant', sentence: string) =>
  scenario(cause, sentence, async (town) => {
    const door = await town.deposit(box);
    await town.report(cause, door);
    await town.pass(3 * day);
    expect(town.incidents()).toEqual([`${cause} A01 resolving`]);
    expect(town.story(cause)).toEqual(['+0 s raised', '+0 s tell-manager', '+1 d waits']);
    expect(town.alerts()).toEqual([`+0 s manager: ${cause}`]);
    await town.resolve(cause);
    expect(town.incidents()).toEqual([`${cause} A01 resolved-remotely`]);
    expect(town.alerts()).toHaveLength(1); // A person has said so: nobody needs to be told.
  });
reported('damaged-parcel', 'a person reports it: the manager is told once, nobody goes, a person closes it');
reported('disputed', 'a resident says that it is not there: the manager is told once, nobody goes, a person closes it');
reported('wrong-occupant', 'somebody else took it: the manager is told once, nobody goes, a person closes it');

scenario(
  'temperature',
  'a person reports it: the resident, the manager after two hours, a visit after four',
  async (town) => {
    const door = await town.deposit(box);
    await town.report('temperature', door);
    await town.pass(5 * hour);
    expect(town.incidents()).toEqual(['temperature A01 dispatched']);
    expect(town.story('temperature')).toEqual([
      '+0 s raised',
      '+0 s tell-resident',
      '+2 h tell-manager',
      '+4 h visit: mechanical-key, gloves, parcel-bag, cleaning-kit',
    ]);
    expect(town.messages()).toEqual(['parcel-stored', 'door-trouble']);
    expect(town.alerts()).toEqual(['+2 h manager: temperature', '+4 h technician: temperature visit']);
  },
);

scenario(
  'dangerous-goods',
  'a person reports it: held at once, the manager told, and somebody goes in two minutes',
  async (town) => {
    await town.report('dangerous-goods', 'A02');
    expect(await town.offered()).toEqual(['A01', 'A03', 'A04']);
    await town.pass(hour);
    expect(town.incidents()).toEqual(['dangerous-goods A02 dispatched']);
    expect(town.story('dangerous-goods')).toEqual([
      '+0 s raised',
      '+0 s hold-door',
      '+0 s tell-manager',
      '+2 min visit: mechanical-key, gloves',
    ]);
    expect(town.alerts()).toEqual(['+0 s manager: dangerous-goods', '+2 min technician: dangerous-goods visit']);
  },
);

/** Something gets into a shut door, or out of it, without a cycle: through the back, or by a switch that slept. */
const reach = (town: Town, door: string) => town.bank.contents(door) as Item[];

scenario(
  'phantom',
  'a scan finds something in a free door, and a second look agrees: held, the manager',
  async (town) => {
    reach(town, 'A02').push(box);
    await town.pass(2 * hour);
    expect(town.incidents()).toEqual(['phantom A02 resolving']);
    expect(await town.offered()).toEqual(['A01', 'A03', 'A04']);
    expect(town.alerts()).toEqual(['+4 min manager: phantom']);
    town.bank.openWithKey('A02');
    await town.at('A02', () => void town.bank.take('A02'));
    await town.pass(2 * hour);
    expect(town.incidents()).toEqual(['phantom A02 resolved-remotely']);
    expect(await town.offered()).toEqual(['A01', 'A02', 'A03', 'A04']);
  },
  scanned,
);

lookalike(
  'phantom',
  'a sensor in doubt says nothing of what lies in its door',
  async (town) => {
    town.bank.hardware.strike('sensor-noisy', { compartmentId: 'A02', cures: {} });
    await town.pass(day);
    expect(town.incidents()).toEqual(['sensor-noisy A02 tof resolving']);
  },
  scanned,
);

scenario(
  'ghost',
  'a parcel that no sensor sees any more, though its door never opened: P1, looked at again, the manager',
  async (town) => {
    const door = await town.deposit(box);
    await town.pass(2 * hour);
    reach(town, door).splice(0);
    await town.pass(2 * hour);
    expect(town.incidents()).toEqual(['ghost A01 resolving']);
    expect(town.alerts()).toEqual(['+0 s manager: ghost']);
    reach(town, door).push(box); // It had slid into a corner, and is seen again.
    await town.pass(3 * hour);
    expect(town.incidents()).toEqual(['ghost A01 resolved-remotely']);
    expect(await town.doorIs(door)).toBe('stored');
  },
  scanned,
);

scenario(
  'ghost',
  'its resident opens the door with their code, finds nothing, and says nothing: the manager is asked to decide before anybody is sent',
  async (town) => {
    const door = await town.deposit(box);
    await town.pass(2 * hour);
    const code = town.house.code();
    reach(town, door).splice(0);
    await town.pass(5 * hour);
    await town.enters(code);
    expect(await town.at(door)).toBe('left-behind-unclear');
    await town.pass(2 * day);
    expect(town.story('ghost').filter((line) => !line.endsWith(' done'))).toEqual([
      '+0 s raised',
      '+0 s tell-manager',
      '+0 s look-again',
      '+2 min look-again again',
      '+4 min tell-resident',
      '+1 d 4 min tell-resident again',
      '+2 d 4 min ask-for-decision',
    ]);
    expect(lastSeen(town.incident('ghost').timeline)).toMatchObject({ lookedInto: 'resident' });
    expect(town.incidents()).toEqual(['ghost A01 resolving']);
    for (const finding of ['absent', 'written-off'] as const) expect(await says(town, door, finding)).toBe(200);
    await town.pass(2 * hour);
    expect(town.incidents()).toEqual(['ghost A01 resolved-remotely']);
    expect(await town.offered()).toContain(door);
  },
  scanned,
);

scenario(
  'ghost',
  'its resident has opened the door, and the manager decides nothing either: somebody searches a day later',
  async (town) => {
    const door = await town.deposit(box);
    await town.pass(2 * hour);
    const code = town.house.code();
    reach(town, door).splice(0);
    await town.pass(5 * hour);
    await town.enters(code);
    await town.at(door);
    await town.pass(3 * day);
    expect(town.incidents()).toEqual(['ghost A01 dispatched']);
    expect(town.story('ghost').at(-1)).toBe('+3 d 4 min visit: camera-phone, sensor, test-weight');
  },
  scanned,
);

scenario(
  'ghost',
  'its resident’s code opened nothing, for the lock is jammed, and a key’s cycle in the same hour is nobody’s of theirs: they have not looked',
  async (town) => {
    const door = await town.deposit(box);
    await town.pass(2 * hour);
    const code = town.house.code();
    reach(town, door).splice(0);
    await town.pass(5 * hour);
    town.bank.hardware.strike('lock-jammed', { compartmentId: door, cures: {} });
    await town.enters(code);
    await town.pass(10 * minute);
    town.bank.hardware.repairDoor(door);
    town.bank.openWithKey(door);
    await town.shut(door);
    await town.pass(3 * day);
    expect(lastSeen(town.incident('ghost').timeline)).not.toHaveProperty('lookedInto');
    expect(town.story('ghost').join()).not.toContain('ask-for-decision');
    expect(town.incidents()).toContain('ghost A01 dispatched');
  },
  scanned,
);

scenario(
  'left-behind',
  'collected, and a scan still sees something: held, looked at again, the resident, the manager, a visit',
  async (town) => {
    const door = await town.deposit(box);
    await town.pickup();
    reach(town, door).push({ id: 'second', thicknessMm: 60, grams: 400 }); // Before any scan has seen the door empty.
    await town.pass(4 * day);
    expect(town.incidents()).toEqual(['left-behind A01 dispatched']);
    expect(town.story('left-behind').filter((line) => !line.endsWith(' done'))).toEqual([
      '+0 s raised',
      '+0 s hold-door',
      '+0 s look-again',
      '+2 min look-again again',
      '+4 min tell-manager',
      '+4 min tell-resident',
      '+1 d 4 min tell-resident again',
      '+2 d 4 min let-them-come',
      '+3 d 4 min visit: mechanical-key, parcel-bag',
    ]);
    // Their code opens nothing any more.
    expect(town.messages()).toEqual(['parcel-stored', 'something-left', 'something-left']);
    expect(town.alerts()).toEqual(['+4 min manager: left-behind']);
  },
  scanned,
);

scenario(
  'left-behind',
  'whose it is says so: the manager stores it again, the code opens the door, and all is taken',
  async (town) => {
    const door = await town.deposit(box);
    await town.pickup();
    reach(town, door).push({ id: 'second', thicknessMm: 60, grams: 400 }); // Before any scan has seen the door empty.
    await town.pass(5 * hour);
    expect(town.incidents()).toEqual(['left-behind A01 resolving']);
    expect(await says(town, door, 'present')).toBe(200);
    expect(await town.doorIs(door)).toMatch(/stored/);
    expect(town.incidents()).toEqual(['left-behind A01 resolved-remotely']);
    await town.pass(2 * hour);
    expect(await town.pickup()).toBe('collected');
    await town.pass(2 * hour);
    expect(await town.doorIs(door)).toBe('free');
    expect(town.incidents()).toEqual(['left-behind A01 resolved-remotely']);
  },
  scanned,
);

lookalike('left-behind', 'of a door that nobody holds for anything, no word stores a parcel again', async (town) => {
  const door = await town.deposit(box);
  await town.pickup();
  expect(await says(town, door, 'present')).toBe(409);
  expect(await town.offered()).toContain(door);
});

scenario(
  'foreign-object',
  'scales see less than any parcel after a pickup: held, the manager, and it is fetched',
  async (town) => {
    const door = await town.deposit({ ...box, grams: 3_000 });
    await town.pickup();
    await town.pass(2 * hour);
    reach(town, door).push({ id: 'glove', thicknessMm: 20, grams: 17 });
    await town.pass(3 * day);
    expect(town.incidents()).toEqual(['foreign-object A01 dispatched']);
    expect(town.alerts()).toEqual(['+4 min manager: foreign-object']);
    expect(town.story('foreign-object').at(-1)).toBe(
      '+1 d 4 min visit: mechanical-key, parcel-bag, cleaning-kit, gloves',
    );
  },
  { ...scanned, profile: 'load-cell' },
);

import { describe, expect, it, test } from 'vitest';
import { handleTimer } from '../../app/handle.js';
import type { Ports } from '../../app/ports.js';
import type { ResidentRow, SiteRow } from '../../app/registry-ports.js';
import { sweep } from '../../app/sweep.js';
import type { SitePolicy } from '../../domain/policy.js';
import type { Timer } from '../../domain/timers.js';
import { House, siteId } from './house.js';

const utc = (text: string): number => Date.parse(`${text}Z`);
const shown = (ms: number): string => new Date(ms).toISOString().slice(0, 16);
const phone = '+12025550112';
const managerPhone = '+12025550100';

/** A parcel stored at this instant, in a house whose site and resident are changed so before. */
async function houseAt(
  instant: string,
  { site = {}, resident = {} }: { site?: Partial<SiteRow>; resident?: Partial<ResidentRow> } = {},
): Promise<House> {
  const house = await House.open();
  house.nowMs = utc(instant);
  await changeSite(house, site);
  await changeResident(house, resident);
  await house.tell(house.deposit('r1'));
  await house.tell(house.closed('A01', 500, 440));
  return house;
}

async function changeSite({ ports: { registry } }: House, change: Partial<SiteRow>): Promise<void> {
  await registry.sites.replace({ ...(await registry.sites.read({ siteId }))!, ...change });
}
async function changePolicy(house: House, change: Partial<SitePolicy>): Promise<void> {
  const { policy } = (await house.ports.registry.sites.read({ siteId }))!;
  await changeSite(house, { policy: { ...policy, ...change } });
}
const residentOf = async ({ ports: { registry } }: House) =>
  (await registry.residents.read({ siteId, residentId: 'resident-1' as never }))!;
async function changeResident(house: House, change: Partial<ResidentRow>): Promise<void> {
  await house.ports.registry.residents.replace({ ...(await residentOf(house)), ...change });
}

/** Time goes by: each timer fires when it is due, and what reached people is written down with its instant. */
async function passUntil(house: House, instant: string): Promise<string[]> {
  const endMs = utc(instant);
  const heard: string[] = [];
  for (;;) {
    const [next] = house.ports.timers.pending().filter(({ atMs }) => atMs <= endMs);
    if (!next) break;
    house.nowMs = Math.max(house.nowMs, next.atMs);
    await house.ports.timers.delete(next.name);
    const before = house.told().length;
    await fire(house, next.timer);
    const told = house.ports.people.delivered.slice(before);
    heard.push(
      ...told.map(({ kind, text }) => `${shown(house.nowMs)} ${kind}${/^Reminder (\d)/.exec(text.body)?.[1] ?? ''}`),
    );
  }
  house.nowMs = endMs;
  return heard;
}

let calls = 0;
const fire = (house: House, timer: Timer, ports: Ports = house.ports) =>
  handleTimer(ports, timer, house.times(), { by: `timer-${++calls}`, isRetried: true });
const stayOf = async (house: House) => (await house.door('A01')).door.stay!;
const toldIn = async (house: House) =>
  (await house.ports.custody.read((await stayOf(house)).id)).flatMap(({ told }) => told);

describe('quiet hours', () => {
  it('a reminder that would come at 02:00 comes at 08:00, and so does the note that a parcel is overdue', async () => {
    // 02:00 in Berlin. The code is told at once: somebody has just put the parcel in.
    const house = await houseAt('2027-01-15T01:00', { site: { timeZone: 'Europe/Berlin' } });
    expect(house.told()).toEqual([`parcel-stored ${phone}`]);
    const nextSteps = house.ports.timers.pending().filter(({ timer }) => timer.kind === 'next-step');
    expect(nextSteps.map(({ atMs }) => shown(atMs))).toEqual(['2027-01-16T07:00']);
    expect(await passUntil(house, '2027-01-30T00:00')).toEqual([
      '2027-01-16T07:00 reminder',
      '2027-01-17T07:00 reminder2',
      '2027-01-17T19:00 reminder3',
      '2027-01-18T07:00 parcel-overdue',
    ]);
    expect((await stayOf(house)).state).toBe('overdue');
  });

  test.each([
    ['Europe/Berlin', '2027-03-27T05:00', '2027-03-28T06:00'],
    ['Europe/Berlin', '2027-10-30T04:00', '2027-10-31T07:00'],
    ['America/New_York', '2027-03-13T11:00', '2027-03-14T12:00'],
    ['Australia/Sydney', '2027-04-02T19:00', '2027-04-03T22:00'],
    ['Australia/Sydney', '2027-10-01T20:00', '2027-10-02T21:00'],
  ])('in %s, stored at 06:00 before the night of a change (%s), the reminder comes at 08:00: %s', async (...row) => {
    const [timeZone, stored, reminded] = row;
    const house = await houseAt(stored, { site: { timeZone } });
    expect((await passUntil(house, reminded)).at(-1)).toBe(`${reminded} reminder`);
  });

  it('that were set after the step was planned are kept: it fires, looks, and is planned anew', async () => {
    const house = await houseAt('2027-01-15T20:00'); // Its reminder is planned for 20:00 the next day.
    await changePolicy(house, { quietHours: { start: '19:00', end: '07:30' } });
    expect(await passUntil(house, '2027-01-17T07:29')).toEqual([]);
    expect(await passUntil(house, '2027-01-17T07:30')).toEqual(['2027-01-17T07:30 reminder']);
  });

  it('a timer that fires late, in the night, waits for the morning', async () => {
    const house = await houseAt('2027-01-15T21:30');
    const [next] = house.ports.timers.pending().filter(({ timer }) => timer.kind === 'next-step');
    expect(shown(next!.atMs)).toBe('2027-01-16T21:30');
    house.nowMs = utc('2027-01-16T22:10');
    await house.ports.timers.delete(next!.name);
    await fire(house, next!.timer);
    await fire(house, next!.timer); // And twice.
    expect(house.told()).toHaveLength(1);
    expect(await passUntil(house, '2027-01-17T09:00')).toEqual(['2027-01-17T08:00 reminder']);
  });

  it('keep nobody from what they do just now: at 03:00 a code, and what was left behind, are told', async () => {
    const house = await houseAt('2027-01-15T03:00');
    await house.tell(house.pickup('r2', house.code()));
    await house.tell(house.closed('A01', 440, 440));
    expect(house.told()).toEqual([`parcel-stored ${phone}`, `parcel-left-behind ${phone}`]);
  });
});

describe('holds', () => {
  it('a resident on hold hears no reminder, and nothing is overdue, until it ends; then the ladder starts', async () => {
    const house = await houseAt('2027-01-15T12:00');
    await changeResident(house, { holdUntilMs: utc('2027-01-25T12:00') });
    expect(await passUntil(house, '2027-01-26T11:59')).toEqual([]);
    expect((await stayOf(house)).state).toBe('stored');
    expect(await passUntil(house, '2027-02-10T00:00')).toEqual([
      '2027-01-26T12:00 reminder',
      '2027-01-27T12:00 reminder2',
      '2027-01-28T12:00 parcel-overdue', // The third, 06:00, merges with it.
    ]);
  });

  it("that is ended before its time is seen within a day: the ladder counts from the hold's end", async () => {
    const house = await houseAt('2027-01-15T12:00');
    await changeResident(house, { holdUntilMs: utc('2027-03-01T12:00') });
    await passUntil(house, '2027-01-20T09:00');
    await changeResident(house, { holdUntilMs: house.nowMs });
    expect(await passUntil(house, '2027-01-22T00:00')).toEqual(['2027-01-21T09:00 reminder']);
  });
});

describe('who cannot be reached', () => {
  const unreachable = { site: { manager: { phone: managerPhone } }, resident: { name: 'Ada Byron' } };

  it('is told by the manager, who is told once a parcel, with no code', async () => {
    const house = await House.open();
    house.ports.people.optedOut.add(phone);
    await changeSite(house, unreachable.site);
    await changeResident(house, unreachable.resident);
    await house.tell(house.deposit('r1'));
    await house.tell(house.closed('A01', 500, 440));
    const [only, ...others] = house.ports.people.delivered;
    expect(others).toEqual([]);
    expect(only).toMatchObject({ kind: 'resident-unreachable', to: managerPhone });
    expect(only?.text.body).toBe(
      'No message reaches Ada Byron (unit 12B) about the parcel in door A01 at Rosewood Court. Please tell them.',
    );
    await passUntil(house, '2027-01-30T00:00');
    expect(house.told()).toEqual([`resident-unreachable ${managerPhone}`]);
    expect((await toldIn(house)).filter(({ message }) => message === 'resident-unreachable')).toEqual([
      { message: 'resident-unreachable', channel: 'email', outcome: 'no-address' },
      { message: 'resident-unreachable', channel: 'sms', outcome: 'sent' },
    ]);
    expect((await toldIn(house)).filter(({ message }) => message === 'parcel-stored')).toEqual([
      { message: 'parcel-stored', channel: 'email', outcome: 'no-address' },
      { message: 'parcel-stored', channel: 'sms', outcome: 'opted-out' },
    ]);
  });

  test.each<[string, Partial<ResidentRow>]>([
    ['whose number is none', { phone: '12' }],
    ['who has no number', { phone: undefined }],
    ['whose email nobody confirmed', { phone: undefined, emailTopic: 'topic-1', emailState: 'unconfirmed' }],
    ['who ended the emails', { phone: '+0', emailTopic: 'topic-1', emailState: 'confirmed' }],
  ])('%s is for the manager, in the language of the site', async (_who, change) => {
    const house = await House.open();
    house.ports.people.unconfirmed.add('topic-1');
    await changeSite(house, { ...unreachable.site, language: 'fr' });
    await changeResident(house, change);
    await house.tell(house.deposit('r1'));
    await house.tell(house.closed('A01', 500, 440));
    expect(house.ports.people.delivered.map(({ text, to }) => [to, text.body])).toEqual([
      [managerPhone, 'Impossible de joindre Ada (appt 12B) : colis, casier A01, Rosewood Court. Merci de prévenir.'],
    ]);
  });

  it('where nobody looks after the site it is counted, and in the custody log all the same', async () => {
    const house = await houseAt('2027-01-15T12:00', { resident: { phone: undefined } });
    expect(house.told()).toEqual([]);
    expect((await toldIn(house)).at(-1)).toEqual({
      message: 'resident-unreachable',
      channel: 'none',
      outcome: 'no-address',
    });
    expect(house.ports.counters.counts['nobody-told']).toBe(2);
  });

  it('later on, is for the manager then: a number that opts out after the first message', async () => {
    const house = await houseAt('2027-01-15T12:00', unreachable);
    house.ports.people.optedOut.add(phone);
    expect(await passUntil(house, '2027-01-30T00:00')).toEqual(['2027-01-16T12:00 resident-unreachable']);
  });

  it('for a while only, while the channel fails, is tried again and the manager left in peace', async () => {
    const house = await House.open();
    await changeSite(house, unreachable.site);
    await house.tell(house.deposit('r1'));
    await house.tellWhileMute(house.closed('A01', 500, 440));
    house.nowMs += 3_600_000;
    await sweep(house.ports);
    expect(house.told()).toEqual([`parcel-stored ${phone}`]);
  });

  it('by a reminder that fails is for the manager: it is not sent a second time', async () => {
    const house = await houseAt('2027-01-15T12:00', unreachable);
    const [next] = house.ports.timers.pending().filter(({ timer }) => timer.kind === 'next-step');
    house.nowMs = next!.atMs;
    const channels = house.ports.channels.map((channel) => ({
      ...channel,
      send: (message: Parameters<typeof channel.send>[0]) =>
        message.kind === 'reminder' ? Promise.reject(new Error('down')) : channel.send(message),
    }));
    await fire(house, next!.timer, { ...house.ports, channels });
    expect(house.told().slice(1)).toEqual([`resident-unreachable ${managerPhone}`]);
  });
});

describe('the email of a resident', () => {
  const withEmail = { email: 'ada@example.com', emailTopic: 'topic-1', emailState: 'unconfirmed' } as const;

  it('goes from unconfirmed over confirmed to lost, as the channel sees it, and the phone is told all along', async () => {
    const house = await House.open();
    const { people, counters } = house.ports;
    await changeResident(house, withEmail);
    people.unconfirmed.add('topic-1');
    await house.tell(house.deposit('r1'));
    await house.tell(house.closed('A01', 500, 440));
    expect(house.told()).toEqual([`parcel-stored ${phone}`]);
    expect((await residentOf(house)).emailState).toBe('unconfirmed');

    people.unconfirmed.delete('topic-1');
    await passUntil(house, '2027-01-16T08:00');
    expect(house.told().slice(1)).toEqual(['reminder topic-1', `reminder ${phone}`]);
    expect((await residentOf(house)).emailState).toBe('confirmed');
    expect(counters.counts['email-lost']).toBeUndefined();
    expect(counters.counts['email-sent']).toBe(1); // By which the alarm knows how near SNS's limit is.

    people.unconfirmed.add('topic-1'); // One click in any mail that was forwarded.
    await passUntil(house, '2027-01-17T08:00');
    expect(house.told().slice(3)).toEqual([`reminder ${phone}`]);
    expect((await residentOf(house)).emailState).toBe('lost');
    expect((await toldIn(house)).slice(-2).map(({ channel, outcome }) => [channel, outcome])).toEqual([
      ['email', 'lost'],
      ['sms', 'sent'],
    ]);
    await passUntil(house, '2027-01-30T00:00');
    expect(counters.counts['email-lost']).toBe(1);
    expect(counters.counts['not-carried']).toBe(2); // The second reminder and the overdue note: the third merges with that.
  });

  it('is kept as it was seen only of the address that was looked at', async () => {
    const house = await House.open();
    await changeResident(house, { ...withEmail, emailTopic: 'topic-2' });
    await house.ports.directory.noteEmail({ ...(await residentOf(house)), emailTopic: 'topic-1' }, 'confirmed');
    expect((await residentOf(house)).emailState).toBe('unconfirmed');
  });

  it('that cannot be noted down is no failure: the message is out', async () => {
    const house = await House.open();
    await changeResident(house, withEmail);
    const noteEmail = () => Promise.reject(new Error('down'));
    const ports = { ...house.ports, directory: { ...house.ports.directory, noteEmail } };
    await house.tell(house.deposit('r1'), { ports });
    await house.tell(house.closed('A01', 500, 440), { ports });
    expect(house.told()).toEqual(['parcel-stored topic-1', `parcel-stored ${phone}`]);
  });
});

describe('a courier', () => {
  it('is told in the language of the site', async () => {
    const house = await House.open();
    await changeSite(house, { language: 'fr' });
    await house.tell(house.deposit('r1'));
    await house.tell(house.closed('A01', 500, 500));
    expect(house.ports.people.delivered.map(({ text }) => text.body)).toEqual([
      'Aucun colis détecté. Veuillez rouvrir et déposer le colis. Casier A01, Rosewood Court.',
    ]);
  });
});

describe('the screen', () => {
  it('speaks the language of the site, to whom it grants and to whom it refuses', async () => {
    const house = await House.open();
    await changeSite(house, { language: 'es' });
    await house.tell(house.pickup('r9', '00000000'));
    await house.tell(house.deposit('r1'));
    expect(house.sent('display').map(({ fields }) => (fields['lines'] as string[])[0])).toEqual([
      'Esta clave no abre nada aquí.',
      'Casilla A01: se está abriendo.',
    ]);
  });
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DeviceBank } from './device-bank.js';
import { LocalRun } from './local-run.js';
import { SiteDesk } from './manager.js';
import { AtBank } from './visit.js';
import { boxMm, emptyMm, tof } from './windows.js';

/** People in their languages, asleep, and out of reach: the whole system, one site in Spain. */
const hourMs = 3_600_000;
const minuteMs = 60_000;
const managerPhone = '+12025550900';

let run: LocalRun;
let desk: SiteDesk;
let at: AtBank;

beforeAll(async () => {
  run = await LocalRun.start();
  desk = await SiteDesk.open(run, 'jardin', { reminderHours: [8], overdueHours: 72, quietHours: null });
  const manager = { phone: managerPhone };
  await desk.manager.call('PATCH', '/v1/sites/jardin', { language: 'es', timeZone: 'Europe/Madrid', manager });
  const { code } = await desk.courier();
  at = new AtBank(await DeviceBank.connect(await desk.enrol('norte', { doors: 6, profile: 'tof' })), code);
}, 180_000);

afterAll(async () => {
  await at?.bank.close();
  await run?.close();
});

const change = (residentId: string, body: unknown) =>
  desk.manager.call<Record<string, unknown>>('PATCH', `/v1/sites/jardin/residents/${residentId}`, body);

async function bring(unit: string): Promise<string> {
  const lease = await at.deposit({ unit });
  expect((await at.useDoor(lease, tof(emptyMm), tof(boxMm))).code).toBe('deposit-verified');
  return lease.compartmentId;
}

describe('people', () => {
  test('a screen speaks the language of its site, and a message that of its resident', async () => {
    const { residentId, unit, phone } = await desk.resident();
    await change(residentId, { language: 'fr', name: 'דוד 👩🏽‍🚀' });
    const lease = await at.deposit({ unit });
    expect((await at.useDoor(lease, tof(emptyMm), tof(boxMm))).lines).toEqual([
      'Paquete detectado. Gracias.',
      'Se avisa al destinatario.',
    ]);
    const [told] = await run.told(phone, 'parcel-stored');
    expect(told?.body).toMatch(
      /^Votre colis vous attend dans le casier A\d\d, House jardin\. Votre code : \d{8}\. Saisissez-le à la consigne pour ouvrir\.$/,
    );
    expect((await at.askToPickUp('00000000')).lines?.[0]).toBe('Esta clave no abre nada aquí.');
  });

  test('a resident whose number has opted out is told by the manager, once, who hears no code', async () => {
    const { unit, phone } = await desk.resident();
    await run.mishaps({ optedOut: [phone] });
    const door = await bring(unit);
    const [told] = await run.told(managerPhone, 'resident-unreachable');
    expect(told?.body).toBe(
      `No podemos avisar a Resident 2 (piso ${unit}): paquete en la casilla ${door}, House jardin. Por favor, avise.`,
    );
    await run.settle();
    expect(await run.toldTo(phone)).toEqual([]);
    expect(await run.toldTo(managerPhone)).toHaveLength(1);
  });

  test('a reminder that falls in quiet hours comes at their end', async () => {
    const { unit, phone } = await desk.resident();
    const startMs = await run.nowMs();
    // Madrid's clock on the wall, from one hour before the reminder to two after it.
    const shown = (ms: number) =>
      new Intl.DateTimeFormat('en-GB', {
        timeZone: 'Europe/Madrid',
        hour: '2-digit',
        minute: '2-digit',
        hourCycle: 'h23',
      }).format(ms);
    const quietHours = { start: shown(startMs + 7 * hourMs), end: shown(startMs + 10 * hourMs) };
    await desk.manager.call('PATCH', '/v1/sites/jardin/policy', { quietHours });
    await run.advance(minuteMs); // What a function believes of a site is a minute old at most.
    at.bank.passTime(minuteMs);
    await bring(unit);
    await run.told(phone, 'parcel-stored');
    const kinds = async () => (await run.toldTo(phone)).map(({ kind }) => kind);
    await run.advance(9 * hourMs + 50 * minuteMs);
    expect(await kinds()).toEqual(['parcel-stored']);
    await run.advance(15 * minuteMs);
    expect(await kinds()).toEqual(['parcel-stored', 'reminder']);
    expect(await run.failures()).toEqual([]);
  }, 240_000);
});

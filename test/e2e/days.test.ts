import { afterAll, beforeAll, expect, test } from 'vitest';
import { LocalRun, until } from './local-run.js';
import { hourMs, Scene } from './scene.js';
import { boxMm, emptyMm, tof } from './windows.js';

/** A manager's day and a technician's case, each over the API alone, at a bank on AWS's device client. */
let run: LocalRun;

beforeAll(async () => {
  run = await LocalRun.start();
}, 180_000);

afterAll(async () => {
  await run?.close();
});

const [empty, box] = [tof(emptyMm), tof(boxMm)];
interface Found {
  readonly items: { residentId: string; name: string; status: string }[];
}

test('a manager’s day: people move in, a parcel waits longer, somebody else edits the policy, a report, somebody moves out', async () => {
  const scene = await Scene.open(run, 'day', { doors: 4, policy: { quietHours: null } });
  const { manager } = scene.desk;
  const site = '/v1/sites/day';

  // The list of who moves in has a mistake: it is said where, and nobody is created.
  const csv = 'name,unit,phone,language\nAda Byron,1A,+12025550112,\nBo Diaz,1B,not a number,es';
  const looked = await manager.call('POST', `${site}/residents/import`, { csv });
  expect(looked).toMatchObject({ outcome: 'refused', created: 0, mistakes: [{ line: 3, column: 'phone' }] });
  const mended = csv.replace('not a number', '+12025550113');
  const imported = await manager.call('POST', `${site}/residents/import`, { csv: mended, dryRun: false });
  expect(imported).toMatchObject({ outcome: 'imported', created: 2 });
  const people = await manager.call<Found>('GET', `${site}/residents`);
  const [ada, bo] = ['Ada Byron', 'Bo Diaz'].map((name) => people.items.find((one) => one.name === name)!);

  // What they will be sent, before anybody is.
  const preview = await manager.call<{ items: { message: string; language: string; text: string; parts?: number }[] }>(
    'GET',
    '/v1/messages/preview?siteId=day&language=es&channel=sms',
  );
  const stored = preview.items.find(({ message }) => message === 'parcel-stored');
  expect(stored).toMatchObject({ language: 'es', parts: 1 });
  expect(stored?.text).toContain('House day');

  // A parcel comes for Bo, who is away for longer than the site lets parcels lie.
  const lease = await scene.at.deposit({ residentId: bo!.residentId });
  expect((await scene.at.useDoor(lease, empty, box)).code).toBe('deposit-verified');
  const parcel = await until(async () => (await scene.desk.parcels('stored'))[0], 'the parcel to be stored');
  const at = `${site}/parcels/${parcel.parcelId}`;
  const untilMs = (await run.nowMs()) + 100 * hourMs;
  expect(await manager.call('POST', `${at}/extend`, { untilMs, reason: 'on holiday' })).toMatchObject({
    extendedUntilMs: untilMs,
  });

  // Two edit the policy: whoever comes second has read what is not so any more.
  const read = await manager.ask('GET', `${site}/policy`);
  const tag = { 'if-match': read.etag ?? '' };
  expect((await manager.ask('PATCH', `${site}/policy`, { overdueHours: 80 }, tag)).status).toBe(200);
  const late = await manager.ask('PATCH', `${site}/policy`, { overdueHours: 60 }, tag);
  expect([late.status, late.json['code']]).toEqual([412, 'changed-since-read']);

  // Bo comes; the day's figures have it; the log of it holds.
  const code = await scene.code();
  const pickup = await scene.at.pickUp(code);
  expect((await scene.at.useDoor(pickup, box, empty)).code).toBe('collected');
  await run.settle();
  expect(await manager.call('GET', '/v1/reports/operations?siteId=day')).toMatchObject({ deposits: { verified: 1 } });
  expect(await manager.page('/v1/reports/capacity?siteId=day&format=html')).toContain('<svg');
  const messages = await manager.call<{ items: Record<'message' | 'channel' | 'outcome', string>[] }>(
    'GET',
    `${at}/messages`,
  );
  expect(messages.items.map(({ message, channel, outcome }) => [message, channel, outcome])).toEqual([
    ['parcel-stored', 'email', 'no-address'],
    ['parcel-stored', 'sms', 'sent'],
  ]);
  for (const secret of [code, 'Bo Diaz', '2025550113']) expect(JSON.stringify(messages)).not.toContain(secret);

  // Ada moves out and is forgotten; whom Bo's log is of, it says by id alone.
  await manager.call('POST', `${site}/residents/${ada!.residentId}/move-out`, { graceDays: 0 });
  expect((await manager.ask('DELETE', `${site}/residents/${ada!.residentId}`)).status).toBe(204);
  expect((await manager.call<Found>('GET', `${site}/residents`)).items.map(({ name }) => name)).toEqual(['Bo Diaz']);
  expect(await manager.call('GET', `${at}/custody`)).toMatchObject({ state: 'holds' });
  expect(await run.failures()).toEqual([]);
  await scene.close();
}, 120_000);

test('a technician’s case: a lock that does not let go is found, tried from a chair, mended, and looked at with its evidence', async () => {
  const scene = await Scene.open(run, 'case');
  const { technician, desk } = scene;
  const bank = `/v1/banks/${scene.bank.bankId}`;
  const { unit } = await desk.resident();
  const lease = await scene.at.deposit({ unit });
  expect((await scene.at.useDoor(lease, empty, box)).code).toBe('deposit-verified');
  const code = await scene.code();

  // The resident stands there, and the lock does not move.
  const pickup = await scene.at.pickUp(code);
  const failed = { outcome: 'failed', reason: 'lock-does-not-move', attempts: 3 };
  await scene.bank.send('result', { type: 'command-result', commandId: pickup.commandId, ...failed });
  await run.settle();
  const incident = await until(() => scene.incident('wont-open').catch(() => false as const), 'the incident');
  const at = `/v1/sites/case/incidents/${incident.incidentId}`;
  expect(await technician.call('GET', at)).toMatchObject({ cause: 'wont-open', place: { compartmentId: 'A01' } });

  // What the playbook tries is in vain; the technician restarts the rail, and it lets go.
  await scene.answers('pulse-lock', 1, failed);
  const acted = await technician.call<{ command: { commandId: string } }>('POST', `${at}/actions`, {
    type: 'restart',
    what: 'lock-rail',
    reason: 'it has helped before',
  });
  const given = await scene.bank.command(({ commandId }) => commandId === acted.command.commandId, 'the restart');
  await scene.bank.send('result', { type: 'command-result', commandId: given.commandId, outcome: 'done' });
  await run.settle();
  await technician.call('POST', `${at}/resolve`, { how: 'remotely', note: 'the rail was restarted' });
  await expect.poll(scene.incidents, { timeout: 20_000 }).toEqual(['wont-open A01 resolved-remotely']);

  // The parcel is fetched; all of it is on one page; and what is a manager's is refused.
  const again = await scene.at.pickUp(code);
  expect((await scene.at.useDoor(again, box, empty)).code).toBe('collected');
  await run.settle();
  const [parcel] = await desk.parcels();
  const page = await technician.page(`/v1/sites/case/parcels/${parcel?.parcelId}/evidence?format=html`);
  expect(page).toContain('<svg');
  expect(page).not.toMatch(/<script|Resident 1/);
  const cancel = await technician.ask('POST', `/v1/sites/case/parcels/${parcel?.parcelId}/cancel`, { reason: 'r' });
  expect([cancel.status, cancel.json['code']]).toEqual([403, 'forbidden']);
  expect((await technician.ask('GET', '/v1/sites/day/incidents')).status).toBe(404);
  expect(await technician.call('GET', bank)).toMatchObject({ bankId: scene.bank.bankId });
  expect(await run.failures()).toEqual([]);
  await scene.close();
}, 120_000);

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Cause } from '../../domain/exceptions/cause.js';
import type { Command } from './device-bank.js';
import { LocalRun } from './local-run.js';
import { hourMs, minuteMs, rowNamed, Scene } from './scene.js';
import type { Lease } from './visit.js';
import { boxMm, emptyMm, tof } from './windows.js';

/**
 * Eleven rows of the catalogue, each played against the whole system: a bank on AWS's device client over real MQTT, the deployed
 * bundles, the API. In memory every row is played (test/scenarios).
 */
let run: LocalRun;

beforeAll(async () => {
  run = await LocalRun.start();
}, 180_000);

afterAll(async () => {
  await run?.close();
});

/** One row happens at a bank of its own, and no function fails meanwhile. */
function row(
  cause: Cause,
  sentence: string,
  play: (scene: Scene) => Promise<void>,
  policy: Record<string, unknown> = {},
): void {
  test(rowNamed(cause, sentence), async () => {
    const scene = await Scene.open(run, `${cause}-${(scenes += 1)}`, { policy });
    try {
      await play(scene);
      expect(await run.failures()).toEqual([]);
    } finally {
      await scene.close();
    }
  });
}
let scenes = 0;

const empty = tof(emptyMm);
const box = tof(boxMm);
const none = { kind: 'none' };
const done = { outcome: 'done' };
const inVain = { outcome: 'failed', reason: 'lock-does-not-move' };
/** A story without what the bank answered. */
const tried = (story: string[]): string[] => story.filter((line) => line !== 'done' && line !== 'failed');

/** It is so, or is so a moment later: an answer to the bank is out before all that follows from it is written. */
const soon = <Seen>(look: () => Promise<Seen>) => expect.poll(look, { timeout: 20_000, interval: 20 });

/** A parcel lies in the first door. */
async function deposited(scene: Scene): Promise<Lease> {
  const { unit } = await scene.desk.resident();
  const lease = await scene.at.deposit({ unit });
  expect((await scene.at.useDoor(lease, empty, box)).code).toBe('deposit-verified');
  await scene.code();
  return lease;
}

/** A pickup whose lock does not let go, at any of its three pulses. */
async function jams(scene: Scene): Promise<void> {
  const { commandId } = await scene.at.pickUp(await scene.code());
  await scene.pass(minuteMs);
  const failed = { type: 'command-result', commandId, outcome: 'failed', attempts: 3 };
  expect((await scene.bank.screen(await scene.bank.send('result', failed))).code).toBe('door-stuck');
  await run.settle();
}

describe('deposits', () => {
  row(
    'door-ajar',
    'held open by something: asked, pulsed once, the manager, a visit after half an hour',
    async (scene) => {
      await deposited(scene);
      const { compartmentId, commandId } = await scene.at.pickUp(await scene.code());
      const authority = { kind: 'command', commandId };
      const doorCycle = scene.at.nextCycle(compartmentId);
      const opened = { compartmentId, doorCycle, authority };
      await scene.bank.send('door', { type: 'door-opened', ...opened, openedUptimeMs: scene.bank.uptimeMs() });
      await scene.pass(minuteMs);
      const ajar = await scene.bank.send('door', { type: 'door-ajar', ...opened, openForMs: 60_000 });
      expect((await scene.bank.screen(ajar)).code).toBe('close-door');
      await run.settle();
      await soon(scene.incidents).toEqual(['door-ajar A01 resolving']);
      await scene.pass(4 * minuteMs);
      await scene.answers('pulse-lock', 1, done);
      await scene.pass(hourMs);
      await soon(scene.incidents).toEqual(['door-ajar A01 dispatched']);
      expect(await scene.story('door-ajar')).toEqual([
        'raised',
        'ask-at-the-door',
        'tell-visitor',
        'pulse-lock',
        'done',
        'tell-manager',
        'visit: lock, tools, gloves',
      ]);
      expect(scene.commands('open', 'pulse-lock', 'restart')).toEqual(['open A01', 'open A01', 'pulse-lock A01']);
      await soon(scene.alerts).toEqual(['manager: door-ajar', 'technician: door-ajar visit']);
    },
  );
});

describe('a parcel in the wrong door', () => {
  row(
    'wrong-compartment',
    'A closes on nothing and B on a parcel: the courier is asked, says so once and again, and it is stored in B and fetched there',
    async (scene) => {
      const { unit } = await scene.desk.resident();
      const lease = await scene.at.deposit({ unit });
      expect((await scene.at.useDoor(lease, empty, empty)).code).toBe('no-parcel');
      await run.settle();
      await scene.cycle('A03', { kind: 'key' }, { before: empty, after: box });
      const asks = ({ code }: Command) => code === 'confirm-other-door';
      const { lines, choices, compartmentId = '', leaseId = '' } = await scene.bank.command(asks, 'the question');
      expect([lines, choices]).toEqual([
        ['No parcel detected.', 'Did it go into door A03?'],
        ['confirm', 'reopen', 'cancel'],
      ]);
      expect(compartmentId).toBe('A01');
      await soon(scene.incidents).toEqual(['wrong-compartment A03 resolving']);
      const tap = { type: 'deposit-confirmed', requestId: scene.bank.newRequestId(), compartmentId, leaseId };
      const shown = await scene.bank.screen(await scene.bank.send('access', tap));
      expect([shown.code, shown.compartmentId]).toEqual(['deposit-verified', 'A03']);
      await scene.bank.send('access', tap); // It comes again, in a message of its own.
      await run.settle();
      await soon(() => scene.doorIs('A01')).toMatch(/^free/);
      await soon(() => scene.doorIs('A03')).toBe('occupied stored');
      await soon(scene.incidents).toEqual(['wrong-compartment A03 resolved-remotely']);
      const pickup = await scene.at.pickUp(await scene.code());
      expect(pickup.compartmentId).toBe('A03');
      expect((await scene.at.useDoor(pickup, box, empty)).code).toBe('collected');
      await soon(scene.alerts).toEqual([]);
      await soon(scene.messages).toEqual(['parcel-stored']); // This courier has given no phone.
    },
  );
});

describe('doors and locks', () => {
  row(
    'wont-open',
    'a pickup whose lock jams: pulses, rail restart, on trial; its next pickup shows that it is mended',
    async (scene) => {
      await deposited(scene);
      await jams(scene);
      await soon(scene.incidents).toEqual(['wont-open A01 resolving']);
      await soon(() => scene.doorIs('A01')).toBe('occupied stored');
      await scene.answers('pulse-lock', 1, inVain);
      await scene.answers('pulse-lock', 2, inVain);
      await scene.answers('restart', 1, done);
      await scene.answers('pulse-lock', 3, done);
      const lease = await scene.at.pickUp(await scene.code());
      expect((await scene.at.useDoor(lease, box, empty)).code).toBe('collected');
      await soon(scene.incidents).toEqual(['wont-open A01 resolved-remotely']);
      expect(await scene.story('wont-open')).toEqual([
        'raised',
        'pulse-lock',
        'failed',
        'pulse-lock again',
        'failed',
        'restart-lock-rail',
        'done',
        'pulse-lock-again',
        'done',
        'on trial',
        'resolved remotely, over',
      ]);
      const ofPlaybook = ['pulse-lock A01', 'pulse-lock A01', 'restart A01', 'pulse-lock A01'];
      expect(scene.commands('pulse-lock', 'restart')).toEqual(ofPlaybook);
      await soon(scene.alerts).toEqual([]);
      await soon(scene.messages).toEqual(['parcel-stored']);
    },
  );

  row('wont-open', 'all is in vain: a visit with key, lock and tools, and the parcel is kept', async (scene) => {
    await deposited(scene);
    await jams(scene);
    for (const [type, n, answer] of [
      ['pulse-lock', 1, inVain],
      ['pulse-lock', 2, inVain],
      ['restart', 1, done],
      ['pulse-lock', 3, inVain],
      ['pulse-lock', 4, inVain],
    ] as const) {
      await scene.answers(type, n, answer);
    }
    expect(await scene.answers('pulse-lock', 5, inVain)).toMatchObject({ pulse: 'long' });
    await scene.pass(4 * minuteMs);
    await soon(scene.incidents).toEqual(['wont-open A01 dispatched']);
    expect((await scene.story('wont-open')).at(-1)).toBe('visit: mechanical-key, lock, tools');
    await soon(scene.alerts).toEqual(['technician: wont-open visit']);
    await soon(() => scene.doorIs('A01')).toBe('occupied stored');
  });

  row(
    'opened-without-command',
    'and the parcel is gone: missing, held, the manager, a visit in an hour',
    async (scene) => {
      await deposited(scene);
      await scene.cycle('A01', none, { before: box, after: empty });
      await soon(scene.incidents).toEqual(['opened-without-command A01 resolving']);
      await soon(() => scene.doorIs('A01')).toBe('quarantined missing');
      for (const n of [1, 2]) await scene.answers('sample', n, { ...done, windows: empty });
      await scene.pass(2 * hourMs);
      await soon(scene.incidents).toEqual(['opened-without-command A01 dispatched']);
      expect((await scene.incident('opened-without-command')).severity).toBe('P1');
      expect(tried(await scene.story('opened-without-command'))).toEqual([
        'raised',
        'hold-door',
        'tell-manager',
        'look-again',
        'look-again again',
        'the-managers-look',
        'visit: camera-phone, mechanical-key, lock, tools',
      ]);
      await soon(scene.alerts).toEqual(['manager: opened-without-command', 'technician: opened-without-command visit']);
      await soon(scene.messages).toEqual(['parcel-stored']);
    },
  );

  row(
    'wrong-door-opened',
    'B opens under A’s command: one P1 at B, and no opens until a person has cleared it',
    async (scene) => {
      const { unit } = await scene.desk.resident();
      const { compartmentId, commandId } = await scene.at.deposit({ unit });
      expect(compartmentId).toBe('A01');
      await scene.cycle('A02', { kind: 'command', commandId }, { before: empty, after: empty });
      await soon(scene.incidents).toEqual(['wrong-door-opened A02 resolving']);
      expect((await scene.at.askToDeposit({ unit })).code).toBe('opens-stopped');
      await scene.answers('self-test', 1, done);
      await scene.pass(2 * hourMs);
      expect(tried(await scene.story('wrong-door-opened'))).toEqual([
        'raised',
        'hold-door',
        'tell-manager',
        'self-test',
        'the-managers-look',
        'visit: wiring-plan, tools',
      ]);
      expect((await scene.alerts()).filter((alert) => alert.includes('wrong-door-opened'))).toEqual([
        'manager: wrong-door-opened',
        'technician: wrong-door-opened visit',
      ]);
      const reason = 'walked along all doors';
      await scene.technician.call('POST', `/v1/banks/${scene.bank.bankId}/opens/clear`, { reason });
      await run.settle();
      expect((await scene.incident('wrong-door-opened')).state).toBe('resolved-on-site');
      expect((await scene.at.askToDeposit({ unit })).code).toBe('door-open');
    },
  );
});

describe('people', () => {
  row(
    'mass-open',
    'one person opens too many: stopped, P1, the manager at once, and only another person may go on',
    async (scene) => {
      const { desk, operator, technician, bank } = scene;
      const { unit } = await desk.resident();
      const open = (compartmentId: string) =>
        desk.manager.ask('POST', `/v1/banks/${bank.bankId}/commands`, {
          type: 'open',
          compartmentId,
          reason: 'a round',
        });
      expect([(await open('A01')).status, (await open('A02')).status]).toEqual([201, 201]);
      const third = await open('A03');
      expect([third.status, third.json['code']]).toEqual([409, 'opens-stopped']);
      await bank.fence();
      await run.settle();
      expect(scene.commands('open')).toEqual(['open A01', 'open A02']);
      await soon(scene.incidents).toEqual(['mass-open resolving']);
      expect((await scene.incident('mass-open')).severity).toBe('P1');
      await soon(scene.alerts).toEqual(['manager: mass-open']);
      expect((await scene.at.askToDeposit({ unit })).code).toBe('opens-stopped');
      const at = `/v1/banks/${bank.bankId}/opens/clear`;
      const own = await desk.manager.ask('POST', at, { reason: 'it was the cleaner' });
      expect([own.status, own.json['code']]).toEqual([403, 'second-person']);
      const today = await technician.ask('POST', at, { reason: 'it was the cleaner' });
      expect([today.status, today.json['code']]).toEqual([403, 'role-too-new']);
      await operator.call('POST', at, { reason: 'it was the cleaner' });
      await run.settle();
      await soon(scene.incidents).toEqual(['mass-open resolved-remotely']);
      await scene.pass(3 * minuteMs); // The doors that were opened from afar are shut again.
      expect((await scene.at.askToDeposit({ unit })).code).toBe('door-open');
    },
    { personOpensPerHourMax: 2 },
  );
});

describe('behind shut doors', () => {
  let scene: Scene;
  /** What was found at one door, as `incidents` tells it. */
  const at = async (door: string): Promise<string[]> =>
    (await scene.incidents()).filter((incident) => incident.includes(` ${door} `));

  beforeAll(async () => {
    scene = await Scene.open(run, 'watched', { doors: 4 });
    await scene.scan(24);
  }, 180_000);
  afterAll(() => scene?.close());

  test('a day and a night of sound sensors find nothing', async () => {
    expect(await scene.incidents()).toEqual([]);
  });

  test(rowNamed('phantom', 'something in a free door, found at the second look; fetched, it is over'), async () => {
    scene.shows('A02', box);
    await scene.scan();
    const asked = await scene.bank.command(({ type }) => type === 'sample', 'a second look');
    expect([asked.compartmentId, await scene.incidents()]).toEqual(['A02', []]);
    await scene.scan(); // The bank did not answer: its next scan is the second look.
    await soon(() => at('A02')).toEqual(['phantom A02 resolving']);
    await soon(() => scene.doorIs('A02')).toBe('quarantined');
    for (const n of [1, 2]) await scene.answers('sample', n, { ...done, windows: box });
    await scene.pass(4 * minuteMs);
    await soon(scene.alerts).toEqual(['manager: phantom']);
    scene.shows('A02');
    await scene.scan();
    await soon(() => at('A02')).toEqual(['phantom A02 resolved-remotely']);
    await soon(() => scene.doorIs('A02')).toBe('free');
    await soon(scene.alerts).toEqual(['manager: phantom', 'manager: phantom over']);
  });

  test(rowNamed('sensor-drift', 'an empty door’s level creeps: recalibrated from afar, and over'), async () => {
    scene.shows('A03', tof(emptyMm + 14));
    await scene.scan(2);
    scene.shows('A03', tof(emptyMm + 25));
    for (let hours = 0; hours < 40 && (await at('A03')).length === 0; hours += 1) await scene.scan();
    await soon(() => at('A03')).toEqual(['sensor-drift A03 ceiling resolving']);
    expect((await scene.answers('recalibrate', 1, done)).compartmentId).toBe('A03');
    await scene.scan();
    await soon(() => at('A03')).toEqual(['sensor-drift A03 ceiling resolved-remotely']);
    expect(scene.commands('recalibrate', 'restart')).toEqual(['recalibrate A03']);
  });

  test(rowNamed('sensor-stuck', 'the same reading for ever: looked at, restarted, over when it lives'), async () => {
    const [alive] = empty;
    const frozen = [{ ...alive!, samples: Array<number>(20).fill(emptyMm) }];
    scene.shows('A04', frozen);
    for (let hours = 0; hours < 3 && (await at('A04')).length === 0; hours += 1) await scene.scan();
    await soon(() => at('A04')).toEqual(['sensor-stuck A04 ceiling resolving']);
    for (const n of [3, 4]) await scene.answers('sample', n, { ...done, windows: frozen });
    await scene.answers('restart', 1, done);
    scene.shows('A04');
    await scene.scan();
    await soon(() => at('A04')).toEqual(['sensor-stuck A04 ceiling resolved-remotely']);
    expect(tried(await scene.story('sensor-stuck'))).toEqual([
      'raised',
      'look-again',
      'look-again again',
      'restart-sensor',
      'resolved remotely, over',
    ]);
  });

  test('of what mended itself nobody was told, of a door whose sensor is in doubt nothing was said', async () => {
    expect((await scene.incidents()).map((incident) => incident.split(' ')[0]).sort()).toEqual([
      'phantom',
      'sensor-drift',
      'sensor-stuck',
    ]);
    expect(await scene.alerts()).toEqual(['manager: phantom', 'manager: phantom over']);
    expect(await run.failures()).toEqual([]);
  });
});

describe('controller, network, power', () => {
  row(
    'bank-offline',
    'away for hours: people are told after two, a visit after eight; what it kept is decided',
    async (scene) => {
      await deposited(scene);
      const { commandId } = await scene.at.pickUp(await scene.code());
      await scene.bank.close();
      await scene.pass(9 * hourMs);
      await soon(scene.incidents).toEqual(['bank-offline dispatched']);
      expect(await scene.story('bank-offline')).toEqual([
        'raised',
        'tell-manager',
        'tell-technician',
        'visit: network-kit, power-supply, controller, tools',
      ]);
      const told = ['manager: bank-offline', 'technician: bank-offline', 'technician: bank-offline visit'];
      await soon(scene.alerts).toEqual(told);
      await soon(() => scene.doorIs('A01')).toBe('occupied stored'); // Nothing was heard of the visit, and its parcel is not given up.
      await scene.bank.reconnect();
      const kept = { ageMs: 9 * hourMs - minuteMs };
      await scene.cycle('A01', { kind: 'command', commandId }, { before: box, after: empty }, kept);
      await soon(() => scene.doorIs('A01')).toBe('free');
      await soon(scene.incidents).toEqual(['bank-offline resolved-on-site']);
      expect((await scene.alerts()).slice(3)).toEqual([
        expect.stringMatching(/manager: bank-offline over$/),
        expect.stringMatching(/technician: bank-offline over$/),
      ]);
      await soon(scene.messages).toEqual(['parcel-stored']);
    },
  );

  row(
    'command-unknown',
    'silence until the window’s end: held, asked, never opened again; the bank never had it: free',
    async (scene) => {
      const { unit } = await scene.desk.resident();
      const { commandId } = await scene.at.deposit({ unit });
      await scene.pass(11 * minuteMs);
      await soon(scene.incidents).toEqual(['command-unknown A01 resolving']);
      await soon(() => scene.doorIs('A01')).toBe('quarantined reserved');
      await scene.pass(17 * minuteMs);
      expect(scene.commands('open')).toEqual(['open A01']);
      const asked = scene.bank.commands.filter(({ type }) => type === 'resend');
      expect(asked.map((one) => [one.compartmentId, one.fromDoorCycle, one.commandId])).toContainEqual([
        'A01',
        1,
        commandId,
      ]);
      await scene.bank.send('result', {
        ...{ type: 'command-result', commandId, outcome: 'expired', reason: 'never-came' },
      });
      await run.settle();
      await soon(scene.incidents).toEqual(['command-unknown A01 resolved-remotely']);
      await soon(() => scene.doorIs('A01')).toMatch(/^free/);
      expect(tried(await scene.story('command-unknown')).slice(0, 3)).toEqual([
        'raised',
        'ask-what-became-of-it',
        'ask-what-became-of-it again',
      ]);
      expect([await scene.alerts(), await scene.messages()]).toEqual([[], []]);
    },
  );
});

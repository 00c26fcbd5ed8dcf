import { expect } from 'vitest';
import { incidentIdOf } from '../../domain/ids.js';
import { hasInherentVisit } from '../../domain/incident/inherent.js';
import { lastSeen } from '../../domain/incident/timeline.js';
import { lookalike, scenario } from './scenario.js';
import { ann, bob, box, day, hour, minute, second, type Town } from './town.js';

/** Days of scans before it begins: sensors are known. */
const scanned = { scannedDays: 2 };

scenario(
  'wont-open',
  'a pickup whose lock jams: pulses, rail restart, on trial; its next pickup shows that it is mended',
  async (town) => {
    const door = await town.deposit(box);
    town.bank.hardware.strike('lock-jammed', { compartmentId: door, cures: { 'restart-lock-rail': 1 } });
    await town.enters();
    await town.pass(hour);
    expect(town.incidents()).toEqual(['wont-open A01 resolving']);
    expect(town.story('wont-open')).toEqual([
      '+0 s raised',
      '+0 s pulse-lock',
      '+0 s failed',
      '+2 min pulse-lock again',
      '+2 min failed',
      '+4 min restart-lock-rail',
      '+4 min done',
      '+6 min pulse-lock-again',
      '+6 min done',
      '+6 min on trial',
    ]);
    expect(await town.doorIs(door)).toBe('stored');
    expect(await town.pickup()).toBe('collected');
    expect(town.incidents()).toEqual(['wont-open A01 resolved-remotely']);
    expect(town.story('wont-open').at(-1)).toMatch(/resolved remotely, over$/);
    expect(town.alerts()).toEqual([]);
  },
);

scenario(
  'wont-open',
  'a load too great for a usual pulse: whoever comes is asked to push, and once all else is tried a long pulse moves the lock',
  async (town) => {
    const door = await town.deposit(box);
    town.bank.hardware.strike('lock-jammed', { compartmentId: door, cures: { 'long-pulse': 1 } });
    await town.enters();
    await town.pass(hour);
    expect(town.screens()).toContain('door-stuck');
    expect(town.story('wont-open').slice(-5)).toEqual([
      '+8 min pulse-lock-again again',
      '+8 min failed',
      '+10 min pulse-lock-long',
      '+10 min done',
      '+10 min on trial',
    ]);
    expect(await town.pickup()).toBe('collected');
    expect(town.incidents()).toEqual(['wont-open A01 resolved-remotely']);
    expect(town.alerts()).toEqual([]);
  },
);

scenario(
  'wont-open',
  'moved by a pulse, the door is given again; it jams again on its trial: the same incident, and what comes next',
  async (town) => {
    town.bank.hardware.strike('lock-jammed', { compartmentId: 'A01', cures: { 'pulse-lock': 1 } });
    expect(await town.asks()).toBe('A01');
    await town.pass(10 * minute);
    expect(town.incidents()).toEqual(['wont-open A01 resolving']);
    expect(await town.offered()).toEqual(['A01', 'A02', 'A03', 'A04']);
    for (let i = 0; i < 3; i++) {
      await town.pass(day);
      town.bank.hardware.strike('lock-jammed', { compartmentId: 'A01', cures: { 'pulse-lock': 1 } });
      expect(await town.asks()).toBe('A01');
      await town.pass(10 * minute);
      expect(await town.offered()).toEqual(['A02', 'A03', 'A04']); // The next courier of the same round is not sent to it.
      await town.pass(70 * minute);
      expect(await town.offered()).toEqual(['A01', 'A02', 'A03', 'A04']);
    }
    await town.pass(day);
    town.bank.jam('A01');
    await town.asks();
    await town.pass(10 * minute);
    expect(town.incidents()).toEqual(['wont-open A01 resolving']); // It moved each time: is it the lock at all? A scan may show.
    await town.pass(hour);
    expect(town.incidents()).toEqual(['wont-open A01 dispatched']);
    expect(town.story('wont-open').filter((line) => !/ (done|on trial)$/.test(line))).toEqual([
      '+0 s raised',
      '+0 s pulse-lock',
      expect.stringMatching(/^\+1 d .* pulse-lock again$/),
      expect.stringMatching(/^\+2 d .* restart-lock-rail$/),
      expect.stringMatching(/^\+2 d .* pulse-lock-again$/),
      expect.stringMatching(/^\+3 d .* pulse-lock-again again$/),
      expect.stringMatching(/^\+4 d .* what-the-scan-shows$/),
      expect.stringMatching(/^\+4 d .* visit: mechanical-key, lock, tools$/),
    ]);
  },
);

scenario(
  'wont-open',
  'failed on its trial, and a person sends somebody before the hour is over: the door is not given out again',
  async (town) => {
    for (let i = 0; i < 2; i++) {
      town.bank.hardware.strike('lock-jammed', { compartmentId: 'A01', cures: { 'pulse-lock': 1 } });
      expect(await town.asks()).toBe('A01');
      await town.pass(10 * minute);
    }
    const incidentId = incidentIdOf(town.incident('wont-open'));
    const asked = { path: { incidentId }, body: { note: 'twice within the hour' } };
    expect((await town.api(ann, 'POST /v1/sites/{siteId}/incidents/{incidentId}/dispatch', asked)).status).toBe(200);
    await town.pass(3 * hour);
    expect(await town.offered()).toEqual(['A02', 'A03', 'A04']);
    await town.resolve('wont-open', 'on-site');
    expect(await town.offered()).toEqual(['A01', 'A02', 'A03', 'A04']);
  },
);

scenario('wont-open', 'moved by a pulse, and nobody uses the door for a week: its trial is over', async (town) => {
  town.bank.hardware.strike('lock-jammed', { compartmentId: 'A01', cures: { 'pulse-lock': 1 } });
  await town.asks();
  await town.pass(6 * day);
  expect(town.incidents()).toEqual(['wont-open A01 resolving']);
  await town.pass(2 * day);
  expect(town.incidents()).toEqual(['wont-open A01 resolved-remotely']);
  expect(town.story('wont-open').at(-1)).toBe('+7 d resolved remotely, trial');
});

scenario('wont-open', 'all is in vain: a visit with key, lock and tools, and the parcel is kept', async (town) => {
  const door = await town.deposit(box);
  town.bank.jam(door);
  await town.enters();
  await town.pass(hour);
  expect(town.incidents()).toEqual(['wont-open A01 dispatched']);
  expect(town.story('wont-open').slice(-4)).toEqual([
    '+8 min failed',
    '+10 min pulse-lock-long',
    '+10 min failed',
    '+12 min visit: mechanical-key, lock, tools',
  ]);
  expect(town.alerts()).toEqual(['+12 min technician: wont-open visit']);
  expect(await town.doorIs(door)).toBe('stored');
});

scenario(
  'wont-open',
  'at a deposit: the courier is sent to another door, and this one is offered no more',
  async (town) => {
    town.bank.jam('A01');
    expect(await town.asks()).toBe('A01');
    await town.pass(70 * second);
    expect(town.bank.screen?.code).toBe('try-other-door');
    expect(await town.doorIs('A01')).toBe('held wont-open');
    expect(await town.deposit(box)).toBe('A02');
    await town.pass(hour);
    expect(town.incidents()).toEqual(['wont-open A01 dispatched']);
    // Somebody mends it, and says so.
    town.bank.jam('A01', false);
    await town.resolve('wont-open', 'on-site');
    expect(town.incidents()).toEqual(['wont-open A01 resolved-on-site']);
    expect(await town.offered()).toEqual(['A01', 'A03', 'A04']);
  },
);

scenario(
  'wont-open',
  'another incident that held the jammed door ends: its lock did not move by that, and it is not given out',
  async (town) => {
    town.bank.jam('A01');
    expect(await town.asks()).toBe('A01');
    await town.pass(2 * minute);
    await town.report('opened-without-command', 'A01');
    expect(town.incidents()).toContain('opened-without-command A01 resolving');
    await town.resolve('opened-without-command');
    expect(await town.doorIs('A01')).toBe('held wont-open');
    await town.pass(hour);
    expect(await town.offered()).toEqual(['A02', 'A03', 'A04']);
    expect(town.incidents()).toContain('wont-open A01 dispatched');
    town.bank.jam('A01', false);
    await town.resolve('wont-open', 'on-site');
    expect(await town.offered()).toEqual(['A01', 'A02', 'A03', 'A04']);
  },
);

lookalike('wont-open', 'a result for a command that was never sent raises and ends nothing', async (town) => {
  await town.says('result', { type: 'command-result', commandId: 'A01-nobodysstay-1-open', outcome: 'failed' });
  await town.says('result', { type: 'command-result', commandId: 'i-nobodys-1-0-1', outcome: 'done' });
  expect(town.incidents()).toEqual([]);
  expect(await town.offered()).toEqual(['A01', 'A02', 'A03', 'A04']);
});

lookalike('wont-open', 'nobody pulls in time at a stored parcel that opens at once the next time', async (town) => {
  const door = await town.deposit(box);
  town.bank.hardware.strike('lock-jammed', { compartmentId: door, cures: {} });
  await town.enters();
  town.bank.jam(door, false); // It lets go again at its second pulse.
  await town.pass(30 * second);
  expect(await town.at(door, () => void town.bank.take(door))).toBe('collected');
  await town.pass(hour);
  expect(town.incidents()).toEqual([]);
});

/** A door is forced, or springs open, and this happens inside. */
async function forced(town: Town, door: string, act: () => void = () => undefined): Promise<void> {
  town.bank.openByForce(door);
  await town.at(door, act);
}

scenario(
  'opened-without-command',
  'and the parcel is gone: missing, held, the manager told at once, a visit in an hour',
  async (town) => {
    const door = await town.deposit(box);
    await forced(town, door, () => void town.bank.take(door));
    expect(await town.doorIs(door)).toBe('held missing, kept unaccounted, missing');
    await town.pass(2 * hour);
    expect(town.incidents()).toEqual(['opened-without-command A01 dispatched']);
    expect(town.story('opened-without-command')).toEqual([
      '+0 s raised',
      '+0 s hold-door',
      '+0 s tell-manager',
      '+0 s look-again',
      '+0 s done',
      '+2 min look-again again',
      '+2 min done',
      '+4 min the-managers-look',
      '+1 h 4 min visit: camera-phone, mechanical-key, lock, tools',
    ]);
    expect(town.alerts()).toEqual([
      '+0 s manager: opened-without-command',
      '+1 h 4 min technician: opened-without-command visit',
    ]);
    expect(town.incident('opened-without-command')).toMatchObject({
      severity: 'P1',
      evidence: ['cycle-2', expect.any(String), expect.any(String)],
    });
    expect(town.messages()).toEqual(['parcel-stored']); // The resident is not told of what a person has to look at first.
  },
);

scenario(
  'opened-without-command',
  'and the parcel still there: the stay is as it was; a later pickup ends it',
  async (town) => {
    const door = await town.deposit(box);
    await forced(town, door);
    expect(await town.doorIs(door)).toBe('kept unaccounted, stored');
    await town.pass(10 * minute);
    expect(await town.pickup()).toBe('collected');
    expect(town.incidents()).toEqual(['opened-without-command A01 resolved-remotely']);
    expect(town.alerts()).toEqual([
      '+0 s manager: opened-without-command',
      expect.stringMatching(/manager: opened-without-command over$/),
    ]);
    expect(await town.offered()).toEqual(['A01', 'A02', 'A03', 'A04']);
  },
);

lookalike('opened-without-command', 'a key opens a door that holds a parcel: nothing is raised', async (town) => {
  const door = await town.deposit(box);
  town.bank.openWithKey(door);
  await town.at(door);
  await town.pass(hour);
  expect(town.incidents()).toEqual([]);
  expect(await town.doorIs(door)).toBe('stored');
});

lookalike(
  'opened-without-command',
  'a pickup of which the bank can only tell half an hour later is a pickup',
  async (town) => {
    const door = await town.deposit(box);
    await town.enters();
    await town.disconnect();
    await town.at(door, () => void town.bank.take(door));
    await town.pass(30 * minute);
    await town.connect();
    await town.pass(hour);
    expect(await town.doorIs(door)).toBe('free');
    expect(town.incidents().filter((incident) => !incident.startsWith('bank-offline'))).toEqual([]);
  },
);

const clearOpens = (town: Town, who: typeof ann) =>
  town.api(who, 'POST /v1/banks/{bankId}/opens/clear', { body: { reason: 'walked along all doors' } });

scenario(
  'wrong-door-opened',
  'B opens under A’s command: one P1 at B, no opens any more, and a visit with the wiring plan',
  async (town) => {
    await town.asks();
    const { commandId = '' } = town.house.opens()[0] ?? {};
    const openedUptimeMs = town.bank.clock.uptimeMs();
    const opened = { compartmentId: 'A02', doorCycle: 1, openedUptimeMs, authority: { kind: 'command', commandId } };
    await town.says('door', { type: 'door-opened', ...opened });
    await town.pass(10 * second);
    const looks = { before: town.looks(), after: town.looks() };
    await town.says('door', { type: 'door-closed', ...opened, closedUptimeMs: openedUptimeMs + 8_000, ...looks });
    expect(town.incidents()).toEqual(['wrong-door-opened A02 resolving']);
    expect(await town.asks()).toBe('');
    expect(town.bank.screen?.code).toBe('opens-stopped');
    await town.pass(2 * hour);
    expect(town.story('wrong-door-opened')).toEqual([
      '+0 s raised',
      '+0 s hold-door',
      '+0 s tell-manager',
      '+0 s self-test',
      '+0 s done',
      '+2 min the-managers-look',
      '+1 h 2 min visit: wiring-plan, tools',
    ]);
    expect(town.alerts().filter((alert) => alert.includes('wrong-door-opened'))).toEqual([
      '+0 s manager: wrong-door-opened',
      '+1 h 2 min technician: wrong-door-opened visit',
    ]);
    expect(town.incidents()).toEqual(['wrong-door-opened A02 dispatched']); // That A did not open is no case of its own.
    expect(await town.offered()).toEqual(['A03', 'A04']);
    expect((await clearOpens(town, ann)).status).toBe(200);
    expect(town.incident('wrong-door-opened').state).toBe('resolved-on-site');
    expect(await town.asks()).not.toBe('');
  },
);

/** Two doors' locks are wired to each other. The courier was sent to A01, and A02 springs open; at once, or later, it is shut. */
async function crossed(town: Town, shutAfterMs: number): Promise<void> {
  town.bank.hardware.strike('locks-swapped', { compartmentId: 'A01', other: 'A02' });
  expect(await town.asks()).toBe('A01');
  expect([town.bank.isOpen('A01'), town.bank.isOpen('A02')]).toEqual([false, true]);
  await town.pass(shutAfterMs);
  await town.shut('A02');
  await town.pass(70 * second);
  await town.shut('A02'); // Each pulse lets it spring open anew.
}

for (const [shut, afterMs] of [
  ['shut before the pulses are over', 30 * second],
  ['left open for minutes', 3 * minute],
] as const)
  scenario(
    'wrong-door-opened',
    `B springs open while A is told to, and A stays shut (B ${shut}): one P1, no opens, and both doors held until it is cleared`,
    async (town) => {
      await crossed(town, afterMs);
      const open = town.incidents().filter((incident) => incident.endsWith('resolving')); // Over: force, and a jam at A.
      expect(open).toEqual(['wrong-door-opened A02 resolving']);
      expect(town.incident('wrong-door-opened').severity).toBe('P1');
      expect(town.incident('wrong-door-opened').timeline.rows[0]?.detail).toMatchObject({ under: 'A01' });
      expect(await town.asks()).toBe('');
      expect(town.bank.screen?.code).toBe('opens-stopped');
      expect(await town.offered()).toEqual(['A03', 'A04']);
      await town.pass(2 * hour);
      expect(town.story('wrong-door-opened').filter((line) => !/ (done|refused)$/.test(line))).toEqual([
        '+0 s raised',
        '+0 s hold-door',
        '+0 s tell-manager',
        '+0 s self-test',
        '+2 min the-managers-look',
        '+1 h 2 min visit: wiring-plan, tools',
      ]);
      expect(town.alerts().filter((alert) => alert.includes('wrong-door-opened'))).toEqual([
        '+0 s manager: wrong-door-opened',
        '+1 h 2 min technician: wrong-door-opened visit',
      ]);
      town.bank.hardware.repairDoor('A01', { name: 'locks-swapped' });
      expect((await clearOpens(town, ann)).status).toBe(200);
      expect(town.incident('wrong-door-opened').state).toBe('resolved-on-site');
      expect(await town.offered()).toEqual(['A01', 'A02', 'A03', 'A04']);
      expect(await town.deposit(box)).toBe('A01');
    },
  );

lookalike(
  'wrong-door-opened',
  'a lock jams, and an hour later another door is forced: two things, and opens go on',
  async (town) => {
    town.bank.jam('A01');
    await town.asks();
    await town.pass(hour);
    await forced(town, 'A02');
    expect(town.incidents().map((incident) => incident.split(' ').slice(0, 2).join(' '))).toEqual([
      'wont-open A01',
      'opened-without-command A02',
    ]);
    expect(await town.asks()).toBe('A03');
  },
);

scenario(
  'lock-wear',
  'pulls that take ever more pulses: pulsed, and a visit in a week; the door is given last',
  async (town) => {
    let cycle = 0;
    const pull = async (attempts: number) => {
      cycle += 1;
      const times = { openedUptimeMs: town.bank.clock.uptimeMs() - 9_000, closedUptimeMs: town.bank.clock.uptimeMs() };
      const authority = { kind: 'command', commandId: `A01-somebody-${cycle}-open` };
      const looks = { before: town.looks(), after: town.looks() };
      const body = {
        type: 'door-closed',
        compartmentId: 'A01',
        doorCycle: cycle,
        authority,
        attempts,
        ...times,
        ...looks,
      };
      await town.says('door', body);
      await town.pass(hour);
    };
    for (const attempts of [1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2]) await pull(attempts);
    expect(town.incidents()).toEqual(['lock-wear A01 resolving']);
    expect(await town.asks()).toBe('A02');
    await town.at('A02', () => town.bank.place('A02', box));
    await town.pass(8 * day);
    expect(town.incidents()).toEqual(['lock-wear A01 dispatched']);
    expect(town.story('lock-wear').slice(0, 2)).toEqual(['+0 s raised', '+0 s pulse-lock']);
    expect(town.story('lock-wear').at(-1)).toBe('+7 d visit: lock, tools');
    expect(town.incident('lock-wear').severity).toBe('P3');
    expect(town.alerts()).toEqual([]); // Planned work stands in the list.
  },
);

scenario(
  'opens-at-boot',
  'three doors spring open at a start: one P1 of the bank, and nothing is restarted',
  async (town) => {
    town.bank.reboot('power-on');
    for (const door of ['A01', 'A02', 'A03']) {
      await town.pass(second);
      town.bank.openByForce(door);
    }
    await town.pass(minute);
    for (const door of ['A01', 'A02', 'A03']) await town.shut(door);
    await town.pass(2 * hour);
    expect(town.incidents().filter((incident) => incident.startsWith('opens-at-boot'))).toEqual([
      'opens-at-boot dispatched',
    ]);
    expect(town.story('opens-at-boot')).toEqual([
      '+0 s raised',
      '+0 s tell-manager',
      '+30 min look-at-the-doors',
      '+1 h visit: controller, wiring-plan, tools',
    ]);
    expect(town.commands('restart')).toEqual([]);
    expect(await town.asks()).toBe('');
    expect(town.bank.screen?.code).toBe('opens-stopped');
    expect(town.alerts().filter((alert) => alert.includes('opens-at-boot'))).toEqual([
      '+0 s manager: opens-at-boot',
      '+1 h technician: opens-at-boot visit',
    ]);
  },
);

scenario(
  'opens-at-boot',
  'a door that sprang open at a start stands open for hours: it is no magnet that came off',
  async (town) => {
    town.bank.reboot('power-on');
    await town.pass(second);
    town.bank.openByForce('A01');
    await town.pass(5 * hour);
    expect(town.incidents().filter((incident) => incident.startsWith('magnet-off'))).toEqual([]);
    expect(town.incidents()).toContain('opens-at-boot dispatched');
  },
  scanned,
);

lookalike(
  'opens-at-boot',
  'a switch that is known to flap says open right after a start: the bank goes on opening doors',
  async (town) => {
    town.bank.hardware.strike('switch-flaps', { compartmentId: 'A02' });
    while (!town.incidents().includes('door-flapping A02 resolving')) await town.pass(10 * minute);
    const cycles = () => town.bank.doorCycles()['A02'] ?? 0;
    const before = cycles();
    while (cycles() === before) await town.pass(7 * second);
    town.bank.reboot('restart-command');
    await town.pass(minute);
    expect(town.incidents().filter((incident) => incident.startsWith('opens-at-boot'))).toEqual([]);
    expect(await town.asks()).not.toBe('');
  },
  scanned,
);

scenario(
  'opened-without-command',
  'a start springs a door whose switch is known to flap, and it stays open over a parcel: that is no flapping',
  async (town) => {
    const door = await town.deposit(box);
    town.bank.hardware.strike('switch-flaps', { compartmentId: door });
    while (!town.incidents().includes(`door-flapping ${door} resolving`)) await town.pass(10 * minute);
    town.bank.hardware.repairDoor(door);
    town.bank.reboot('power-on');
    await town.pass(2 * second);
    town.bank.openByForce(door);
    await town.pass(2 * minute);
    expect(town.incidents().at(-1)).toBe(`opened-without-command ${door} resolving`);
    await town.pass(3 * hour);
    expect(town.alerts().join()).toContain('manager: opened-without-command');
    expect(town.incidents()).toContain(`opened-without-command ${door} dispatched`);
  },
  scanned,
);

scenario('opens-at-boot', 'cleared by a person: over, and doors are opened again', async (town) => {
  town.bank.reboot('power-on');
  await town.pass(2 * second);
  town.bank.openByForce('A01');
  await town.shut('A01');
  await town.pass(10 * minute);
  await clearOpens(town, bob);
  expect(town.incidents()).toContain('opens-at-boot resolved-remotely');
  expect(await town.asks()).not.toBe('');
});

scenario('fire-alarm', 'a person raises it: the manager is told, and somebody goes in two minutes', async (town) => {
  await town.report('fire-alarm');
  await town.pass(hour);
  expect(town.incidents()).toEqual(['fire-alarm dispatched']);
  expect(town.incident('fire-alarm').severity).toBe('P1');
  expect(town.story('fire-alarm')).toEqual(['+0 s raised', '+0 s tell-manager', '+2 min visit: mechanical-key']);
  expect(town.alerts()).toEqual(['+0 s manager: fire-alarm', '+2 min technician: fire-alarm visit']);
});

scenario(
  'door-switch-stuck',
  'a pickup whose door says nothing of its opening: the scan finds it empty; held, tested, a visit with a switch',
  async (town) => {
    const door = await town.deposit(box);
    await town.pass(2 * hour);
    town.bank.hardware.strike('switch-stuck', { compartmentId: door });
    await town.enters();
    town.bank.pull(door);
    town.bank.take(door);
    await town.shut(door);
    await town.pass(2 * day);
    // As far as can be told by then, the door did not open; with its explanation that is over.
    expect(town.incidents()).toEqual(['wont-open A01 resolved-remotely', 'door-switch-stuck A01 dispatched']);
    const { slot, n } = town.incident('door-switch-stuck');
    expect(town.incident('wont-open').resolution).toMatchObject({ by: 'explained', explainedBy: `${slot}-${n}` });
    expect(town.story('door-switch-stuck').filter((line) => !/ (done|failed|refused)$/.test(line))).toEqual([
      '+0 s raised',
      '+0 s hold-door',
      '+0 s self-test',
      '+2 min tell-manager',
      '+1 d 2 min visit: door-switch, tools',
    ]);
  },
  scanned,
);

scenario(
  'door-switch-stuck',
  'whoever stands there tries again and again, and the lock moves each time: one visit with a switch, and none for the lock',
  async (town) => {
    const door = await town.deposit(box);
    await town.pass(2 * hour + 5 * minute); // A scan has just been.
    town.bank.hardware.strike('switch-stuck', { compartmentId: door, cures: {} });
    for (let tries = 0; tries < 8; tries++) {
      await town.enters();
      town.bank.pull(door);
      town.bank.take(door);
      await town.shut(door);
      await town.pass(70 * second);
    }
    expect(town.story('wont-open').at(-1)).toMatch(/what-the-scan-shows$/);
    await town.pass(2 * day);
    expect(town.incidents()).toEqual(['wont-open A01 resolved-remotely', 'door-switch-stuck A01 dispatched']);
    expect(town.incident('wont-open').resolution).toMatchObject({ how: 'remotely', by: 'explained' });
    expect(town.alerts().filter((alert) => alert.includes('wont-open'))).toEqual([]);
  },
  scanned,
);

scenario(
  'magnet-off',
  'a shut door says for hours that it is open, and nothing in it has moved: no force and no door ajar, planned work with a switch',
  async (town) => {
    town.bank.hardware.strike('magnet-off', { compartmentId: 'A02' });
    await town.pass(hour);
    expect(town.incidents()).toEqual(['opened-without-command A02 resolving']); // As far as can be told by then: one case.
    await town.pass(2 * day);
    // With its explanation that is over. A person was on the way by then.
    expect(town.incidents()).toEqual(['opened-without-command A02 resolved-on-site', 'magnet-off A02 dispatched']);
    expect(town.story('magnet-off').filter((line) => !/ (done|failed|refused)$/.test(line))).toEqual([
      '+0 s raised',
      '+0 s self-test',
      '+2 min tell-manager',
      '+1 d 2 min visit: door-switch, tools',
    ]);
    expect(await town.offered()).not.toContain('A02');
    town.bank.hardware.repairDoor('A02', { name: 'magnet-off' });
    await town.pass(2 * hour);
    expect(town.incidents().at(-1)).toBe('magnet-off A02 resolved-on-site');
    expect(town.incidents()).toHaveLength(2);
    expect(await town.offered()).toContain('A02');
  },
  scanned,
);

scenario(
  'door-flapping',
  'its input hung: a start of the controller clears it, and nobody goes',
  async (town) => {
    town.bank.hardware.strike('switch-flaps', { compartmentId: 'A02', cures: { 'restart-controller': 1 } });
    await town.pass(day);
    expect(town.incident('door-flapping')).toMatchObject({ state: 'resolved-remotely', resolution: { by: 'over' } });
    expect(town.alerts().filter((alert) => alert.includes('door-flapping'))).toEqual([]);
    expect(await town.offered()).toContain('A02');
  },
  scanned,
);

/** The door rattles in its latch, and its switch says open for half a second each time. */
async function rattles(town: Town, door: string, times: number): Promise<void> {
  for (let i = 0; i < times; i++) {
    town.bank.openByForce(door);
    await town.pass(500);
    town.bank.close(door);
    await town.pass(9_500);
  }
}

scenario(
  'door-flapping',
  'a door that rattles for minutes of each hour: the longest debounce sees no more of it than people do, and nobody goes',
  async (town) => {
    const rattlesFor = async (hours: number): Promise<void> => {
      for (let i = 0; i < hours; i++) {
        await rattles(town, 'A02', 20);
        await town.pass(hour - 200 * second);
      }
    };
    await rattlesFor(6);
    expect([...town.commands('set-debounce'), ...town.commands('restart')]).toEqual(['set-debounce A02']);
    expect(town.incident('door-flapping')).toMatchObject({ state: 'resolved-remotely', resolution: { by: 'over' } });
    // It goes on rattling, nothing tells of it, and whoever comes is heard.
    await rattlesFor(8 * 24);
    expect(town.incidents()).toEqual(['opened-without-command A02 closed', 'door-flapping A02 closed']);
    expect(town.incident('door-flapping').repeatedBy).toBeUndefined();
    await town.deposit(box);
    expect([await town.deposit({ ...box, id: 'another' }), town.bank.screen?.code]).toEqual([
      'A02',
      'deposit-verified',
    ]);
  },
  scanned,
);

lookalike(
  'magnet-off',
  'a resident leaves the door open for hours: it stands ajar',
  async (town) => {
    const door = await town.deposit(box);
    await town.enters();
    town.bank.pull(door);
    await town.pass(day);
    expect(town.incidents()).toEqual([`door-ajar ${door} dispatched`]);
  },
  scanned,
);

scenario(
  'door-flapping',
  'a switch that flaps all day: one incident of it, and not one of each opening',
  async (town) => {
    town.bank.hardware.strike('switch-flaps', { compartmentId: 'A02' });
    await town.pass(day);
    // The first opening was one by nobody's right; with its explanation it is over, and comes no more.
    expect(town.incidents().map((incident) => incident.split(' ')[0])).toEqual([
      'opened-without-command',
      'door-flapping',
    ]);
    expect(town.incident('opened-without-command').state).toBe('resolved-remotely');
    expect(town.incident('door-flapping').state).toBe('dispatched');
    expect(town.story('door-flapping').filter((line) => !/ (done|failed|refused)$/.test(line))).toEqual([
      '+0 s raised',
      '+0 s self-test',
      '+2 min set-debounce',
      '+2 h 12 min restart-lock-rail',
      '+4 h 22 min restart-controller',
      '+6 h 32 min visit: door-switch, wiring-plan, tools',
    ]);
    // Each change lasts for seconds, and so its visit is one by nature.
    expect(lastSeen(town.incident('door-flapping').timeline)).toMatchObject({ why: 'wiring', cycles: 25 });
    expect(hasInherentVisit(town.incident('door-flapping'))).toBe(true);
  },
  scanned,
);

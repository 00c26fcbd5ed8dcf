import { beforeEach, describe, expect, it } from 'vitest';
import { handleTimer } from '../../app/handle.js';
import { decideAt, raise } from '../../app/incidents.js';
import type { Ports } from '../../app/ports.js';
import { sweep } from '../../app/sweep.js';
import { transact } from '../../app/transact.js';
import type { Cause } from '../../domain/exceptions/cause.js';
import { incidentIdOf, type BankId, type CompartmentId } from '../../domain/ids.js';
import type { CommandResult } from '../../domain/inputs.js';
import type { Finding } from '../../domain/incident/finding.js';
import { isOpen } from '../../domain/incident/incident.js';
import { look } from '../domain/story.js';
import { bankId, House } from './house.js';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const door = 'A01' as CompartmentId;
let house: House;
let findings = 0;
beforeEach(async () => void (house = await House.open()));

const finding = (cause: Cause, status: Finding['status'] = 'standing', change: Partial<Finding> = {}): Finding => ({
  cause,
  place: { bankId, compartmentId: door },
  status,
  key: `f-${++findings}`,
  occurredAtMs: house.nowMs,
  ...change,
});
const all = () => house.ports.incidents.all().map(({ incident }) => incident);
const only = () => {
  const [incident, ...others] = all();
  if (!incident || others.length > 0) throw new Error(`${others.length + 1} incidents`);
  return incident;
};
const states = () => all().map(({ cause, state }) => `${cause} ${state}`);
const alerts = () => house.ports.alerts.published.map(({ audience, text }) => `${audience}: ${text.body}`);
const counts = (name: string) => house.ports.counters.counts[name] ?? 0;

/** Every port that performs; each may fail so many times. */
function failing(port: 'alerts' | 'timers' | 'bankLink', method: string, times = Infinity): Ports {
  let left = times;
  const real = house.ports[port];
  const fail = (...args: unknown[]): unknown => {
    if (left-- > 0) throw new Error('the world failed');
    return (Reflect.get(real, method) as (...given: unknown[]) => unknown)(...args);
  };
  return { ...house.ports, [port]: { ...real, [method]: fail } };
}

describe('a finding', () => {
  it('raises an incident whose playbook begins at once', async () => {
    await raise(house.ports, finding('wont-open'));
    expect(only()).toMatchObject({ cause: 'wont-open', severity: 'P2', state: 'resolving', siteId: 'site-1', n: 1 });
    expect(house.sent('pulse-lock')).toMatchObject([
      { commandId: `i-${only().slot}-1-0-1`, compartmentId: 'A01', notAfterMs: house.nowMs + 20_000 },
    ]);
    expect(house.ports.timers.pending()).toMatchObject([
      { name: `${only().slot}-1-1`, atMs: house.nowMs + 2 * minuteMs },
    ]);
    expect(counts('incident-raised')).toBe(1);
  });

  it('at another place, or of another cause, is another incident', async () => {
    await raise(house.ports, finding('wont-open'));
    await raise(
      house.ports,
      finding('wont-open', 'standing', { place: { bankId, compartmentId: 'A02' as CompartmentId } }),
    );
    await raise(
      house.ports,
      finding('sensor-stuck', 'standing', { place: { bankId, compartmentId: door, sensor: 'top' } }),
    );
    await raise(
      house.ports,
      finding('sensor-stuck', 'standing', { place: { bankId, compartmentId: door, sensor: 'side' } }),
    );
    expect(new Set(all().map(({ slot }) => slot)).size).toBe(4);
  });

  it('that comes twice at once raises one incident, and sends its command once', async () => {
    const one = finding('wont-open');
    await Promise.all([raise(house.ports, one), raise(house.ports, one), raise(house.ports, one)]);
    expect(all()).toHaveLength(1);
    expect(house.sent('pulse-lock')).toHaveLength(1);
  });

  it('and its end at once leave nothing open, whichever is first', async () => {
    for (let i = 0; i < 20; i++) {
      const place = { bankId, compartmentId: `B${i}` as CompartmentId };
      const stands = finding('thin-item', 'standing', { place });
      const over = finding('thin-item', 'over', { place, occurredAtMs: house.nowMs + 1 });
      await Promise.all(
        i % 2
          ? [raise(house.ports, stands), raise(house.ports, over)]
          : [raise(house.ports, over), raise(house.ports, stands)],
      );
    }
    expect(all().filter(isOpen)).toEqual([]);
  });

  it('of a bank that is not there, or of a cause that is settled elsewhere, is counted and raises nothing', async () => {
    await raise(house.ports, finding('wont-open', 'standing', { place: { bankId: 'nowhere' as BankId } }));
    await raise(house.ports, finding('empty-deposit'));
    expect(all()).toEqual([]);
    expect([counts('finding-of-no-bank'), counts('finding-not-acted-on')]).toEqual([1, 1]);
  });
});

/** Ports of a call between whose first decision and its commit another finding is raised. */
function meanwhile(other: Finding): Ports {
  const incidents = { ...house.ports.incidents };
  let isFirst = true;
  incidents.commit = async (commit) => {
    if (isFirst) {
      isFirst = false;
      await raise(house.ports, other);
    }
    return house.ports.incidents.commit(commit);
  };
  return { ...house.ports, incidents };
}

describe('the end of one case while another call raises the next', () => {
  it('reaches the one that was raised meanwhile', async () => {
    await raise(house.ports, finding('thin-item'));
    house.nowMs += minuteMs;
    await raise(house.ports, finding('thin-item', 'over'));
    const stands = finding('thin-item', 'standing', { occurredAtMs: house.nowMs + minuteMs });
    const over = finding('thin-item', 'over', { occurredAtMs: house.nowMs + 2 * minuteMs });
    house.nowMs += 3 * minuteMs;
    // The end is committed to the earlier case just before the next one is made.
    await raise(meanwhile(over), stands);
    expect(all().map(({ n, state }) => [n, state])).toEqual([
      [1, 'closed'],
      [2, 'resolved-remotely'],
    ]);
  });

  it('that is noted in the earlier one reaches the next, also where that was raised just before', async () => {
    await raise(house.ports, finding('thin-item', 'over'));
    const stands = finding('thin-item', 'standing', { occurredAtMs: house.nowMs + minuteMs });
    const over = finding('thin-item', 'over', { occurredAtMs: house.nowMs + 2 * minuteMs });
    house.nowMs += 3 * minuteMs;
    await raise(meanwhile(stands), over);
    expect(all().map(({ n, state }) => [n, state])).toEqual([
      [0, 'closed'],
      [1, 'resolved-remotely'],
    ]);
  });
});

describe('what an incident owes', () => {
  const stands = () => finding('wont-open');

  it('is marked when it is done: nothing is owed, and nothing is due', async () => {
    await raise(house.ports, stands());
    expect(house.ports.incidents.all()[0]?.owed).toEqual({});
    expect(house.ports.due.size()).toBe(0);
  });

  it('and fails repeats nothing else: one hour of a topic that fails sends each command once and makes each timer once', async () => {
    const created: string[] = [];
    const ports = failing('alerts', 'publish');
    const timers = { ...house.ports.timers };
    timers.create = async (timer) => (created.push(timer.name), house.ports.timers.create(timer));
    const broken = { ...ports, timers };
    await raise(broken, finding('power-lost', 'standing', { place: { bankId } }));
    house.nowMs += 15 * minuteMs;
    for (const { timer } of house.ports.timers.due(house.nowMs))
      await handleTimer(broken, timer, house.times(), { by: 't', isRetried: true });
    const before = created.length;
    for (let minute = 0; minute < 60; minute++) {
      house.nowMs += minuteMs;
      await sweep(broken);
    }
    expect(created.length - before).toBe(0);
    // 1, 2, 4, 8, 16 and 32 min after each other, and the sweep looks once a minute.
    expect(counts('incident-effect-failed')).toBe(6);
    expect(house.ports.alerts.published).toEqual([]);
    house.nowMs += hourMs;
    await sweep(house.ports);
    expect(house.ports.alerts.published).toHaveLength(1);
    expect(house.ports.due.size()).toBe(0);
  });

  it('does not tell again who was told, though another effect of the same commit fails for an hour', async () => {
    await raise(house.ports, finding('power-lost', 'standing', { place: { bankId } }));
    house.nowMs += 15 * minuteMs;
    const broken = failing('timers', 'create');
    for (const { timer } of house.ports.timers.due(house.nowMs))
      await handleTimer(broken, timer, house.times(), { by: 't', isRetried: true });
    for (let minute = 0; minute < 60; minute++) {
      house.nowMs += minuteMs;
      await sweep(broken);
    }
    expect(alerts()).toHaveLength(1);
    await sweep(house.ports);
    house.nowMs += hourMs;
    await sweep(house.ports);
    expect(house.ports.timers.pending().map(({ name }) => name)).toContain(`${only().slot}-1-2`);
    expect(alerts()).toHaveLength(1);
  });

  it('is taken up by the sweep a minute later, where the call died before it performed anything', async () => {
    const dead = { ...house.ports, ...failing('bankLink', 'send'), timers: { ...house.ports.timers } };
    let isDead = false;
    dead.incidents = {
      ...house.ports.incidents,
      commit: async (commit) => {
        const isCommitted = await house.ports.incidents.commit(commit);
        isDead = true;
        throw new Error(`the process ended ${String(isCommitted)}`);
      },
    };
    const one = finding('wont-open');
    await expect(raise(dead, one)).rejects.toThrow('the process ended');
    expect(isDead).toBe(true);
    await raise(house.ports, one); // The caller's own retry decides nothing.
    expect(house.sent('pulse-lock')).toEqual([]);
    house.nowMs += minuteMs;
    await sweep(house.ports);
    expect(house.ports.timers.pending()).toHaveLength(1);
    // The command was good for twenty seconds.
    expect(house.sent('pulse-lock')).toEqual([]);
    expect(counts('incident-effect-lapsed')).toBe(1);
    expect(house.ports.due.size()).toBe(0);
  });

  it('and is no longer so is not told: a case that was over by then', async () => {
    await raise(failing('alerts', 'publish', 1), finding('mass-open', 'standing', { place: { bankId } }));
    house.nowMs += 30_000;
    await decideAt(house.ports, only(), {
      type: 'resolve',
      how: 'remotely',
      actor: 'kim',
      note: 'n',
      nowMs: house.nowMs,
    });
    house.nowMs += 2 * minuteMs;
    await sweep(house.ports);
    expect(alerts()).toEqual([]);
    expect(counts('incident-effect-lapsed')).toBe(1);
  });

  it('and has failed waits for its own time, though the sweep comes for another', async () => {
    const { incident } = await raise(house.ports, finding('wont-open'));
    const alert = (notBeforeMs: number) => {
      const effect = { kind: 'alert', audience: 'manager', alert: 'step' } as const;
      return { effect, atMs: house.nowMs, tries: 3, notBeforeMs };
    };
    const owed = { now: alert(house.nowMs), later: alert(house.nowMs + hourMs) };
    await house.ports.incidents.commit({ incident: incident!, version: 1, owed, dueAtMs: house.nowMs });
    await sweep(house.ports);
    expect(alerts()).toHaveLength(1);
    house.nowMs += hourMs - 1;
    await sweep(house.ports);
    expect(alerts()).toHaveLength(1);
    house.nowMs += 1;
    await sweep(house.ports);
    expect(alerts()).toHaveLength(2);
  });

  it('never fails who raised it', async () => {
    await raise(failing('timers', 'create'), stands());
    expect(only().state).toBe('resolving');
  });
});

describe('a playbook, from its finding to its end', () => {
  const fire = () => house.runUntil((house.ports.timers.nextAtMs() ?? 0) + minuteMs);

  it('a jam is mended from afar: the lock is pulsed, the bank says done, the door is free again and on trial', async () => {
    await house.tell(house.deposit('r1'));
    const [open] = house.opens();
    const result = { type: 'command-result' as const, bankId, messageId: 'm', windows: [], times: house.times() };
    await house.tell({ ...result, commandId: open!.commandId, outcome: 'failed' });
    expect((await house.door('A01')).door).toMatchObject({ compartment: 'quarantined', quarantine: 'wont-open' });
    expect(states()).toEqual(['wont-open resolving']);
    const [pulse] = house.sent('pulse-lock');
    await house.tell({ ...result, commandId: pulse!.commandId, outcome: 'done' });
    expect(states()).toEqual(['wont-open resolving']);
    expect((await house.door('A01')).door).toMatchObject({ compartment: 'free' });
    await house.runUntil(house.nowMs + 7 * 24 * hourMs + 2 * minuteMs);
    expect(states()).toEqual(['wont-open resolved-remotely']);
    await house.runUntil(house.nowMs + 7 * 24 * hourMs + 2 * minuteMs);
    expect(states()).toEqual(['wont-open closed']);
  });

  it('a lock that does not mend comes to a visit: asked, restarted, pulsed again and for longer, and the technician told what to bring', async () => {
    await raise(house.ports, finding('wont-open'));
    await fire(); // Nothing was heard: the bank is asked.
    expect(house.sent('resend')).toMatchObject([
      { commandId: `i-${only().slot}-1-0-1`, compartmentId: 'A01', fields: { fromDoorCycle: 1 } },
    ]);
    await house.runUntil(house.nowMs + 30 * minuteMs);
    expect(house.sent('pulse-lock').map(({ commandId }) => commandId.slice(-4))).toEqual(['-0-1', '-2-1', '-3-1']);
    expect(house.sent('pulse-lock').at(-1)).toMatchObject({ fields: { pulse: 'long' } });
    expect(house.sent('restart')).toMatchObject([{ fields: { what: 'lock-rail' } }]);
    expect(only()).toMatchObject({ state: 'dispatched', visit: { bring: ['mechanical-key', 'lock', 'tools'] } });
    expect(alerts()).toEqual([
      `technician: P2: Door will not open. Door A01, bank-1, Rosewood Court. A visit is needed; bring: mechanical-key, lock, tools. Incident ${incidentIdOf(only())}.`,
    ]);
  });

  it('a door opened by nobody’s right is held and looked at, the manager told; its end lets the door go', async () => {
    await house.tell({ ...house.closed('A01', 500, 500), authority: { kind: 'none' } });
    expect(states()).toEqual(['opened-without-command resolving']);
    expect((await house.door('A01')).door.holds).toMatchObject([
      { reason: 'unaccounted', by: { incident: incidentIdOf(only()) } },
    ]);
    expect(await house.ports.doors.free(bankId)).toHaveLength(3);
    await house.runUntil(house.nowMs + 15 * minuteMs);
    expect(house.sent('sample')).toHaveLength(2);
    expect(alerts()).toHaveLength(1);
    await decideAt(house.ports, only(), {
      type: 'resolve',
      how: 'remotely',
      actor: 'kim',
      note: 'n',
      nowMs: house.nowMs,
    });
    expect(await house.ports.doors.free(bankId)).toHaveLength(4);
  });

  it('a door that a person gave back is not held again by the same incident, however late its hold comes', async () => {
    const settle = () => Promise.reject(new Error('the mark is lost'));
    await raise({ ...house.ports, incidents: { ...house.ports.incidents, settle } }, finding('phantom'));
    expect((await house.door('A01')).door.holds).toHaveLength(1);
    const release = { type: 'release-door', by: { person: 'kim' }, times: house.times() } as const;
    await transact(house.ports, { bankId, compartmentId: door }, release, { by: 'api', isRetried: false });
    house.nowMs += minuteMs;
    await sweep(house.ports);
    expect(house.ports.incidents.all()[0]?.owed).toEqual({});
    expect((await house.door('A01')).door.holds).toBeUndefined();
  });

  it('a hold that comes after the end of its incident holds nothing', async () => {
    const commit = () => Promise.reject(new Error('the world failed'));
    await raise({ ...house.ports, doors: { ...house.ports.doors, commit } }, finding('phantom'));
    const resolve = { type: 'resolve', how: 'remotely', actor: 'kim', note: 'n', nowMs: house.nowMs } as const;
    await decideAt(house.ports, only(), resolve);
    house.nowMs += 2 * minuteMs;
    await sweep(house.ports);
    expect(house.ports.incidents.all()[0]?.owed).toEqual({});
    expect((await house.door('A01')).door.holds).toBeUndefined();
  });

  it('a sensor is recalibrated while its door is certainly empty, and not while a parcel lies in it, first try or second', async () => {
    const place = { bankId, compartmentId: door, sensor: 'top' };
    await raise(house.ports, finding('sensor-drift', 'standing', { place }));
    expect(house.sent('recalibrate')).toHaveLength(1);
    await house.tell(house.deposit('r1'));
    await house.tell(house.closed('A01', 500, 440));
    expect((await house.door('A01')).door.stay?.state).toBe('stored');
    await house.runUntil(house.nowMs + 70 * minuteMs);
    await raise(house.ports, finding('sensor-untared', 'standing', { place: { ...place, sensor: 'scale' } }));
    expect(house.sent('recalibrate')).toHaveLength(1);
    expect(counts('recalibration-not-sent')).toBe(1);
  });

  it('a sensor that is to be recalibrated waits for its parcel to be collected, and nobody goes meanwhile', async () => {
    const place = { bankId, compartmentId: door, sensor: 'top' };
    await raise(house.ports, finding('sensor-drift', 'standing', { place }));
    await house.tell(house.deposit('r1'));
    await house.tell(house.closed('A01', 500, 440));
    const code = house.code();
    await house.runUntil(house.nowMs + 6 * 60 * minuteMs);
    expect(only().state).toBe('resolving');
    await house.tell(house.pickup('r2', code));
    await house.tell(house.closed('A01', 440, 500));
    expect((await house.door('A01')).door.compartment).toBe('free');
    await house.runUntil(house.nowMs + 4 * 60 * minuteMs);
    expect(house.sent('recalibrate')).toHaveLength(2);
  });

  it('what the sensors showed when they were asked is kept as evidence of the door', async () => {
    await raise(house.ports, finding('ghost'));
    const [sample] = house.sent('sample');
    const result: CommandResult = {
      ...{ type: 'command-result', bankId, messageId: 'm', times: house.times() },
      ...{ commandId: sample!.commandId, outcome: 'done', windows: look(500) },
    };
    await house.tell(result);
    expect(only().evidence).toEqual([sample!.commandId]);
    const key = { bankId, compartmentId: door, id: sample!.commandId };
    expect(await house.ports.evidence.read(key)).toEqual({ before: [], after: look(500) });
  });

  it('an answer for an incident that never was is counted, and keeps nothing', async () => {
    const commandId = 'i-abcdefghijklmnop-1-0-1';
    const result = {
      type: 'command-result',
      bankId,
      messageId: 'm',
      times: house.times(),
      windows: look(500),
    } as const;
    await house.tell({ ...result, commandId, outcome: 'done' });
    expect(counts('result-of-no-command')).toBe(1);
    expect(await house.ports.evidence.read({ bankId, compartmentId: door, id: commandId })).toBeUndefined();
  });

  it('left behind: its resident is told once more, with the code that opens the door; of no door without a parcel is anybody told', async () => {
    house = await House.withParcel();
    const code = house.code();
    house.ports.people.take();
    await raise(house.ports, finding('left-behind'));
    const a02 = { place: { bankId, compartmentId: 'A02' as CompartmentId } };
    await raise(house.ports, finding('left-behind', 'standing', a02));
    await house.runUntil(house.nowMs + 10 * minuteMs);
    expect(house.told()).toEqual(['parcel-left-behind +12025550112']);
    expect(house.code()).toBe(code);
  });

  /** What both are told by a case of this cause at the door of a parcel. */
  async function tellBoth(
    cause: 'door-ajar' | 'ghost' | 'thin-item',
    change: (ports: House['ports']) => void = () => {},
  ): Promise<string[]> {
    house = await House.withParcel();
    change(house.ports);
    house.ports.people.take();
    const incident = { ...(await raise(house.ports, finding(cause))).incident!, n: 9 };
    const owed = Object.fromEntries(
      (['resident', 'courier'] as const).map((whom) => [
        whom,
        { effect: { kind: 'tell', whom } as const, atMs: house.nowMs, tries: 0, notBeforeMs: house.nowMs },
      ]),
    );
    await house.ports.incidents.commit({ incident, version: 0, owed, dueAtMs: house.nowMs });
    await sweep(house.ports);
    return house.told();
  }

  it('of any other trouble with the door of their parcel a resident is told without a code, a courier by SMS', async () => {
    expect(await tellBoth('door-ajar')).toEqual(['door-trouble +12025550112', 'door-needs-you +12025550199']);
    expect(house.code()).toBe('');
    const stayId = (await house.door('A01')).door.stay!.id;
    const tellings = await house.ports.tellings.read(stayId); // For the parcel's list of messages.
    expect(tellings.flatMap(({ told }) => told)).toEqual([
      { message: 'door-needs-you', channel: 'sms', outcome: 'sent' },
      { message: 'door-trouble', channel: 'email', outcome: 'no-address' },
      { message: 'door-trouble', channel: 'sms', outcome: 'sent' },
    ]);
    expect(tellings.map(({ atMs }) => atMs)).toEqual([house.nowMs, house.nowMs]);
  });

  it('a courier whose access was taken away is told nothing of any door', async () => {
    const told = tellBoth('thin-item', (ports) => {
      const { courier } = ports.directory;
      ports.directory.courier = async (...of) => ({ ...(await courier(...of))!, revoked: true });
    });
    expect(await told).toEqual(['delivery-unclear +12025550112']);
  });

  it('who alone can know what became of a parcel is asked that', async () => {
    expect(await tellBoth('ghost')).toContain('parcel-not-seen +12025550112');
    expect(await tellBoth('thin-item')).toContain('deposit-unclear +12025550199');
  });
});

describe('while a bank is away', () => {
  const away = async (change: object) => {
    const { state, version } = await house.ports.banks.load(bankId);
    await house.ports.banks.commit({ state: { ...state, ...change }, version });
  };

  it.each([
    ['not connected', { presence: 'unsure' }, { presence: 'online' }],
    ['offline', { presence: 'offline' }, { presence: 'online' }],
    ['on its battery', { power: { source: 'battery' } }, { power: { source: 'mains' } }],
  ])('%s, what is wrong with its doors is raised and muted, and goes on when it is back', async (_what, gone, back) => {
    await away(gone);
    await raise(house.ports, finding('wont-open'));
    expect(only()).toMatchObject({ state: 'raised' });
    await house.runUntil(house.nowMs + 3 * hourMs);
    expect([house.sent('pulse-lock'), alerts()]).toEqual([[], []]);
    await away(back);
    await house.runUntil(house.nowMs + hourMs + minuteMs);
    expect(only().state).not.toBe('raised');
    expect(house.sent('pulse-lock').length).toBeGreaterThan(0);
  });

  it('what is wrong with the bank itself is not muted by its own absence', async () => {
    await away({ presence: 'offline' });
    await raise(house.ports, finding('bank-offline', 'standing', { place: { bankId } }));
    expect(only().state).toBe('resolving');
  });
});

describe('found on the way', () => {
  it('five wrong codes in a row are guessing, and a right one ends it', async () => {
    house = await House.withParcel();
    const code = house.code();
    const entered = async (digits: string, n: number) => {
      house.nowMs += hourMs;
      await house.tell(house.pickup(`p${n}`, digits));
    };
    for (let n = 1; n <= 4; n++) await entered('00000000', n);
    expect(all()).toEqual([]);
    await entered('00000000', 5);
    expect(states()).toEqual(['code-guessing resolving']);
    await entered(code, 6);
    expect(states()).toEqual(['code-guessing resolved-remotely']);
  });

  it('a lease that opens another door is a matter of its wiring: of the door that opened', async () => {
    await house.tell(house.deposit('r1'));
    const closed = { ...house.closed('A01', 500, 500), compartmentId: 'A02' as CompartmentId };
    await house.tell(closed);
    await house.tell(closed);
    expect(states()).toEqual(['wrong-door-opened resolving']);
    expect(only()).toMatchObject({ place: { compartmentId: 'A02' }, evidence: ['cycle-1'] });
    expect(only().timeline.rows[0]?.detail).toEqual({ doorCycle: 1, under: 'A01' });
  });
});

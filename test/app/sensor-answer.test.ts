import { beforeEach, describe, expect, it } from 'vitest';
import { raise } from '../../app/raise.js';
import { hearSensors, type SensorAnswer } from '../../app/sensor-answer.js';
import type { CommandRow, Ports } from '../../app/ports.js';
import type { BankId, CompartmentId } from '../../domain/ids.js';
import { bankId } from './house.js';
import { box, empty, hourMs, ScannedHouse, tofAt } from './scanned-house.js';

/** What a bank's answers to commands show of a door's sensors. */
const door = { bankId, compartmentId: 'A02' as CompartmentId };
let at: ScannedHouse;
beforeEach(async () => void (at = await ScannedHouse.known()));

const answer = (change: Partial<SensorAnswer> = {}): SensorAnswer => ({
  ...{ commandId: 'c-abcdefghijklmnop', command: 'sample', outcome: 'done', windows: box, times: at.house.times() },
  ...change,
});
const hear = (change: Partial<SensorAnswer> = {}, ports: Ports = at.house.ports) =>
  hearSensors(ports, door, answer(change));
const version = async () => (await at.house.ports.sensors.load(door))?.version;

describe('a further window', () => {
  it('of a door that agrees with its record changes nothing, and costs no write', async () => {
    const before = await version();
    await hear({ windows: empty });
    expect([await version(), at.states()]).toEqual([before, []]);
  });

  it('is a look like any other: one raises a suspicion, and a second by another command says it', async () => {
    await hear();
    expect((await at.known('A02'))?.suspicion).toMatchObject({ cause: 'phantom', key: 'c-abcdefghijklmnop' });
    expect(at.states()).toEqual([]);
    await hear({ commandId: 'c-bcdefghijklmnopq' });
    expect(at.states()).toEqual(['phantom A02 resolving']);
  });

  it('that comes twice is one look', async () => {
    await hear();
    await hear();
    expect(at.states()).toEqual([]);
  });

  it('ends what was said where it shows that it is over', async () => {
    await at.scan({ A02: box });
    await at.answer(box);
    expect(at.states()).toEqual(['phantom A02 resolving']);
    at.house.nowMs += 60_000;
    await hear({ windows: empty });
    expect(at.states()).toEqual(['phantom A02 resolved-remotely']);
  });

  it.each<[string, Partial<SensorAnswer>]>([
    ['with no window in it', { windows: [] }],
    [
      'of which nobody knows when it was taken',
      { times: { ...{ occurredAtMs: 0, receivedAtMs: 0, nowMs: 0 }, ageKnown: false } },
    ],
    ['by a sensor that is not installed', { windows: [{ ...tofAt(0), kind: 'load-cell', unit: 'g' }] }],
  ])('says nothing %s', async (_, change) => {
    await hear(change);
    await hear({ ...change, commandId: 'c-bcdefghijklmnopq' });
    expect([at.states(), (await at.known('A02'))?.suspicion]).toEqual([[], undefined]);
  });

  it('of a door that no scan has told of yet is let go', async () => {
    at = await ScannedHouse.known(0);
    await hear();
    expect(await version()).toBeUndefined();
  });

  it('is decided again where a scan came between', async () => {
    const { sensors } = at.house.ports;
    let others = 2;
    const commit: typeof sensors.commit = async (loaded) => (others-- > 0 ? false : sensors.commit(loaded));
    await hear({}, { ...at.house.ports, sensors: { ...sensors, commit } });
    expect((await at.known('A02'))?.suspicion?.cause).toBe('phantom');
    const never = { ...sensors, commit: () => Promise.resolve(false) };
    const ports = { ...at.house.ports, sensors: never };
    await expect(hear({ commandId: 'c-x' }, ports)).rejects.toThrow('changed 8 times');
  });
});

describe('a recalibration', () => {
  const recalibrated: Partial<SensorAnswer> = { command: 'recalibrate', windows: [] };

  it('that was carried out lets levels be learnt anew, from the next empty look on', async () => {
    await hear(recalibrated);
    expect((await at.known('A02'))?.sensors['top']).toMatchObject({ levelLooks: 0 });
    await at.scan({ A02: [tofAt(430)] }); // The new zero.
    expect((await at.known('A02'))?.sensors['top']).toMatchObject({ levelLooks: 1, baseline: 430 });
    expect(at.states()).toEqual([]);
  });

  it('of a playbook that was quicker than the scan that found the drift was written: its next look says that it is over', async () => {
    const place = { bankId, compartmentId: door.compartmentId, sensor: 'top' };
    const occurredAtMs = at.house.nowMs;
    await raise(at.house.ports, { cause: 'sensor-drift', place, status: 'standing', key: 'scan-1', occurredAtMs });
    await hear({ ...recalibrated, stands: { cause: 'sensor-drift', sensor: 'top' } });
    await at.scan({ A02: [tofAt(430)] });
    expect(at.states()).toEqual(['sensor-drift A02 resolved-remotely']);
  });

  it('that comes twice is once: what was learnt since is kept', async () => {
    await hear(recalibrated);
    await at.scan({ A02: [tofAt(430)] });
    await hear(recalibrated);
    expect((await at.known('A02'))?.sensors['top']?.levelLooks).toBe(1);
  });

  it.each(['refused', 'failed', 'expired'] as const)('that was %s changes nothing', async (outcome) => {
    await hear({ ...recalibrated, outcome });
    expect((await at.known('A02'))?.sensors['top']?.levelLooks).toBe(30);
  });

  it('is not undone by a scan from before it, that comes late', async () => {
    const early = at.scanOf();
    at.house.nowMs += hourMs;
    await hear(recalibrated);
    await at.house.tell({ ...early, times: { ...early.times } });
    expect((await at.known('A02'))?.sensors['top']?.levelLooks).toBe(0);
  });
});

describe('whose command it was', () => {
  const row: CommandRow = {
    ...{ bankId, commandId: 'c-abcdefghijklmnop', type: 'sample', compartmentId: door.compartmentId, fields: {} },
    ...{ by: 'ann', issuedAtMs: 0, notAfterMs: 0, version: 1, createdAtMs: 0, madeFrom: 'x' },
  };
  const result = (commandId: string, windows = box) =>
    at.house.tell({
      ...({
        type: 'command-result',
        bankId,
        messageId: `m-${commandId}`,
        commandId,
        outcome: 'done',
        windows,
      } as const),
      times: at.house.times(),
    });

  it('a person’s sample is a look', async () => {
    await at.house.ports.commands.create(row);
    await result(row.commandId);
    expect((await at.known('A02'))?.suspicion?.key).toBe(row.commandId);
  });

  it('a person’s recalibration begins the levels anew', async () => {
    await at.house.ports.commands.create({ ...row, type: 'recalibrate' });
    await result(row.commandId, []);
    expect((await at.known('A02'))?.sensors['top']?.levelLooks).toBe(0);
  });

  it('what nobody sent is no look', async () => {
    await result('c-nobodysnobodys1');
    await result('x-1');
    expect((await at.known('A02'))?.suspicion).toBeUndefined();
    expect(at.counts('result-of-no-command')).toBe(2);
  });

  it.each([
    ['first sample, though it has asked again since', 0],
    ['second one', 1],
  ])('an incident’s %s shows whether it is over', async (_, n) => {
    await at.scan({ A02: box });
    await at.answer(box);
    await at.house.runUntil(at.house.nowMs + 5 * 60_000); // The door is held first.
    const asked = at.house.sent('sample').filter(({ commandId }) => commandId.startsWith('i-'));
    expect(asked).toHaveLength(2);
    await at.answer(empty, asked[n]);
    expect(at.states()).toEqual(['phantom A02 resolved-remotely']);
  });

  it.each([
    ['of a try that has not come yet', bankId, '1-2'],
    ['of a step that sends none', bankId, '0-1'],
    ['of more tries than there are', bankId, '0-9'],
    ['that another bank answers', 'bank-2' as BankId, '1-1'],
  ])('an answer to a command %s is no look, and tells the case nothing', async (_, by, step) => {
    await at.scan({ A02: box });
    await at.answer(box);
    if (by !== bankId) await at.house.anotherBank(by);
    const before = [at.incidents(), await at.known('A02')];
    for (const commandId of [`i-${at.incidents()[0]!.slot}-1-${step}`, `i-${at.incidents()[0]!.slot}-2-${step}`])
      await at.house.tell({
        ...({ type: 'command-result', bankId: by, messageId: `m-${commandId}`, commandId, outcome: 'done' } as const),
        ...{ windows: empty, times: at.house.times() },
      });
    expect([at.incidents(), await at.known('A02')]).toEqual(before);
    expect(at.counts('result-of-no-command')).toBe(2);
  });

  it('a recalibration that no incident sent leaves the levels as they are', async () => {
    const place = { bankId, compartmentId: door.compartmentId, sensor: 'top' };
    const found = { place, status: 'standing', occurredAtMs: at.house.nowMs } as const;
    const { incident } = await raise(at.house.ports, { ...found, cause: 'sensor-drift', key: 'scan-1' });
    await at.house.anotherBank('bank-2');
    const [asked] = at.house.sent('recalibrate');
    const done = { type: 'command-result', messageId: 'm-x', outcome: 'done' } as const;
    const told = { ...done, windows: [], times: at.house.times() };
    await at.house.tell({ ...told, bankId: 'bank-2' as BankId, commandId: asked!.commandId });
    await at.house.tell({ ...told, bankId, commandId: `i-${incident!.slot}-1-0-2` });
    expect((await at.known('A02'))?.sensors['top']?.levelLooks).toBe(30);
    await at.answer([], asked);
    expect((await at.known('A02'))?.sensors['top']?.levelLooks).toBe(0);
  });

  it('an incident’s recalibration begins a drifting sensor’s levels anew, and the next scan shows that it helped', async () => {
    // 8 mm off an anchor of 30 looks: past half of what the sensor may claim, in a door that is certainly empty.
    for (let i = 0; i < 120 && at.incidents().length === 0; i++) await at.scan({ A02: [tofAt(507)] });
    expect(at.states()).toEqual(['sensor-drift A02 resolving']);
    const [asked] = at.house.sent('recalibrate');
    await at.answer([], asked);
    expect((await at.known('A02'))?.sensors['top']?.levelLooks).toBe(0);
    await at.scan({ A02: [tofAt(507)] });
    expect(at.states()).toEqual(['sensor-drift A02 resolved-remotely']);
  });
});

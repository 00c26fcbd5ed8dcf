import { beforeEach, describe, expect, it } from 'vitest';
import type { Ports } from '../../app/ports.js';
import type { CompartmentId } from '../../domain/ids.js';
import { bankId } from './house.js';
import { box, cellAt, empty, hourMs, ScannedHouse, tofAt } from './scanned-house.js';

/** What a bank's scans find, through the whole shell: message in, incident, command, second look. */
let at: ScannedHouse;
beforeEach(async () => void (at = await ScannedHouse.known()));

const evidence = (id: string) => at.house.ports.evidence.read({ bankId, compartmentId: 'A02' as CompartmentId, id });

describe('thirty scans of four empty doors', () => {
  it('find nothing, ask nothing, and know each sensor', async () => {
    expect([at.states(), at.house.ports.bankLink.sent.length]).toEqual([[], 0]);
    const { sensors } = (await at.known('A04'))!;
    expect(sensors['top']).toMatchObject({ kind: 'tof', baseline: 500, levelLooks: 30, faults: 0 });
  });
});

describe('a parcel that nobody knows of', () => {
  it('is suspected at one look, and asked for again at once: nothing is said', async () => {
    const { origin } = await at.scan({ A02: box });
    expect(at.states()).toEqual([]);
    expect(at.house.ports.bankLink.sent.map(({ command }) => command)).toMatchObject([
      {
        ...{ type: 'sample', compartmentId: 'A02' },
        ...{ commandId: `A02-audit-3-${origin.seq}`, leaseId: `A02-audit-3-${origin.seq}` }, // The contract has a lease with every sample.
      },
    ]);
  });

  it('is a phantom when the second look shows it: one incident, with both windows, and the door is not offered', async () => {
    const { origin } = await at.scan({ A02: box });
    const [asked] = at.asked();
    await at.answer(box);
    expect(at.states()).toEqual(['phantom A02 resolving']);
    expect(at.incidents()[0]?.evidence).toEqual([`scan-3-${origin.seq}`, asked]);
    expect([await evidence(`scan-3-${origin.seq}`), await evidence(asked!)]).toEqual([
      { before: [], after: box },
      { before: [], after: box },
    ]);
    expect((await at.house.door('A02')).door.holds).toMatchObject([{ reason: 'content-unexpected' }]);
    const offered = (await at.house.ports.doors.free(bankId)).map(({ compartmentId }) => compartmentId);
    expect(offered).toEqual(['A01', 'A03', 'A04']);
  });

  it('is one by the second scan where the bank did not answer', async () => {
    await at.scan({ A02: box });
    await at.scan({ A02: box });
    expect(at.states()).toEqual(['phantom A02 resolving']);
  });

  it('that stays is one incident, and one that a person fetches is over: the door is offered again', async () => {
    for (let i = 0; i < 30; i++) await at.scan({ A02: box });
    expect(at.states()).toEqual(['phantom A02 dispatched']);
    await at.scan();
    expect(at.states()).toEqual(['phantom A02 resolved-on-site']); // Somebody was asked to go, and has been.
    expect((await at.house.door('A02')).door.holds ?? []).toEqual([]);
    expect(await at.house.ports.doors.free(bankId)).toHaveLength(4);
  });

  it('was none where the second look finds the door empty', async () => {
    await at.scan({ A02: box });
    await at.answer(empty);
    await at.scan({ A02: box });
    expect(at.states()).toEqual([]);
  });

  it('found by the answer of a call that dies on its way is found by the retry, once', async () => {
    await at.scan({ A02: box });
    const { sensors } = at.house.ports;
    const commit = () => Promise.reject(new Error('the world failed'));
    const ports: Ports = { ...at.house.ports, sensors: { ...sensors, commit } };
    const command = at.house.sent('sample').at(-1)!;
    const answered = () => ({
      ...({ type: 'command-result', bankId, messageId: 'm-a', commandId: command.commandId } as const),
      ...({ outcome: 'done', windows: box, times: at.house.times() } as const),
    });
    await expect(at.house.tell(answered(), { ports })).rejects.toThrow('the world failed');
    await at.house.tell(answered());
    await at.house.tell(answered());
    expect(at.states()).toEqual(['phantom A02 resolving']);
    expect(at.incidents()[0]?.sightings).toBe(1);
  });
});

/** A parcel of 60 mm lies in A01, as its sensor saw. */
async function stored(): Promise<void> {
  at.house.nowMs += 60_000;
  await at.house.tell(at.house.deposit('r1'));
  await at.house.tell({ ...at.house.closed('A01', 500, 440), before: empty, after: box });
  at.cycles['A01'] = 1;
  at.house.nowMs += 10 * 60_000;
  expect((await at.house.door('A01')).door.compartment).toBe('occupied');
}

async function collected(left: typeof box): Promise<void> {
  await at.house.tell(at.house.pickup('r2', at.house.code()));
  await at.house.tell({ ...at.house.closed('A01', 440, 500), before: box, after: left });
  at.cycles['A01'] = 2;
}

describe('a parcel of the record', () => {
  it('that is seen hour by hour is no finding', async () => {
    await stored();
    for (let i = 0; i < 5; i++) await at.scan({ A01: box });
    expect([at.states(), at.asked()]).toEqual([[], []]);
  });

  it('that is gone though its door was not opened is a ghost at the second look: nobody is told that it was collected', async () => {
    await stored();
    const told = at.house.told().length;
    await at.scan({ A01: empty });
    expect(at.states()).toEqual([]);
    await at.answer(empty);
    expect(at.states()).toEqual(['ghost A01 resolving']);
    expect((await at.house.door('A01')).door.stay?.state).toBe('stored');
    expect(at.house.told()).toHaveLength(told);
  });

  it('is a ghost no longer when it is seen again', async () => {
    await stored();
    await at.scan({ A01: empty });
    await at.scan({ A01: empty });
    await at.scan({ A01: box });
    expect(at.states()).toEqual(['ghost A01 resolved-remotely']);
  });

  it('that is fetched between two looks is not compared with the first', async () => {
    await stored();
    const late = at.scanOf({ A01: box });
    await collected(empty);
    at.house.nowMs += 60_000;
    await at.house.tell(late);
    await at.scan();
    expect([at.states(), at.asked()]).toEqual([[], []]);
  });
});

describe('after a pickup', () => {
  it('what comes to light in the free door was left behind, and its incident names the stay', async () => {
    await stored();
    const { stay } = (await at.house.door('A01')).door;
    await collected(empty);
    // It had slid under the sensor's sight: both of the door's own windows showed the floor.
    await at.scan({ A01: [tofAt(470)] });
    await at.scan({ A01: [tofAt(470)] });
    expect(at.states()).toEqual(['left-behind A01 resolving']);
    expect(JSON.stringify(at.incidents()[0])).toContain(stay!.id);
  });

  it('what scales find to be less than any parcel is a foreign object', async () => {
    const scale = (g: number) => [cellAt(g)];
    at = await ScannedHouse.known(30, 'load-cell', scale(0));
    at.house.nowMs += 60_000;
    await at.house.tell(at.house.deposit('r1'));
    await at.house.tell({ ...at.house.closed('A01', 0, 0), before: scale(0), after: scale(900) });
    await at.house.tell(at.house.pickup('r2', at.house.code()));
    await at.house.tell({ ...at.house.closed('A01', 0, 0), before: scale(900), after: scale(0) });
    at.cycles['A01'] = 2;
    await at.scan({ A01: scale(18) });
    expect(at.states()).toEqual([]);
    await at.answer(scale(18));
    expect(at.states()).toEqual(['foreign-object A01 resolving']);
  });
});

describe('a scan', () => {
  it('that comes twice decides nothing again', async () => {
    const scan = await at.scan({ A02: box });
    await at.house.tell(scan);
    await at.house.tell({ ...scan, messageId: 'm-again' });
    expect([at.states(), at.asked().length, at.counts('scan-passed-over')]).toEqual([[], 1, 2]);
  });

  it('that comes after a later one decides nothing, and ends nothing', async () => {
    const early = at.scanOf();
    await at.scan({ A02: box });
    await at.scan({ A02: box });
    await at.house.tell(early);
    expect(at.states()).toEqual(['phantom A02 resolving']);
    expect(at.counts('scan-passed-over')).toBe(1);
  });

  it('of a controller that was replaced is not this bank’s', async () => {
    await at.scan({}, { origin: { controllerId: 'controller-0', bootCount: 9, seq: 9_000, uptimeMs: 0 } });
    expect(at.counts('message-refused')).toBe(1);
    await at.scan({ A02: box });
    expect(at.asked()).toHaveLength(1); // The bank's own go on counting where they were.
  });

  it('that nobody knows the age of says nothing', async () => {
    for (let i = 0; i < 2; i++) {
      const times = { ...at.house.times(), ageKnown: false };
      await at.scan({ A02: box }, { times });
    }
    expect([at.states(), at.asked(), at.counts('scan-of-unknown-age')]).toEqual([[], [], 2]);
  });

  it('without some doors, or with others, decides on those it shares with the record; twice, and the bank is set up otherwise', async () => {
    const { A02: _, ...others } = at.scanOf().doors as Record<string, never>;
    const doors = { ...others, Z09: { door: 'closed', doorCycle: 0, windows: box } } as never;
    await at.scan({}, { doors });
    expect(at.states()).toEqual([]);
    await at.scan({}, { doors });
    expect(at.states()).toEqual(['config-drift  resolving']);
    expect(await at.known('Z09')).toBeUndefined();
    expect((await at.known('A02'))?.sensors['top']?.levelLooks).toBe(30);
    await at.scan();
    expect(at.states()).toEqual(['config-drift  resolved-remotely']);
  });

  it('of a bank that is not there is counted', async () => {
    await at.house.tell({ ...at.scanOf(), bankId: 'bank-9' as never });
    expect(at.counts('scan-of-no-bank')).toBe(1);
  });

  it('of which some windows could not be read is taken for the rest, and counted', async () => {
    await at.scan({ A02: box, A01: [] }, { unreadable: 3 });
    expect([at.counts('scan-windows-unreadable'), at.asked().length]).toEqual([1, 1]);
  });
});

describe('sensors that say what is not so raise incidents of theirs, and none of contents', () => {
  const causes = () => [...new Set(at.incidents().map(({ cause, place }) => `${cause} ${place.sensor ?? ''}`))];
  const hours = async (n: number, windows: NonNullable<Parameters<typeof at.scan>[0]>[string]) => {
    for (let i = 0; i < n; i++) await at.scan({ A02: windows });
  };

  it.each([
    ['of a kind that is not installed', [...empty, cellAt(900, { sensor: 'floor' })]],
    ['of a sensor that nobody has heard of', [...empty, tofAt(340, { sensor: 'spare' })]],
    ['in another unit', [tofAt(44, { unit: 'cm' })]],
    [
      'with values that alternate',
      [tofAt(440, { samples: Array.from({ length: 20 }, (_, i) => (i % 2 ? 150 : 500)) })],
    ],
    ['with errors only', [tofAt(440, { samples: Array<number>(20).fill(8190) })]],
    [
      'with thousands of samples',
      [tofAt(500, { samples: Array.from({ length: 5_000 }, (_, i) => 500 + (i % 3) - 1) })],
    ],
  ])('%s', async (_, windows) => {
    await hours(4, windows);
    expect(causes().filter((cause) => !cause.startsWith('sensor-'))).toEqual([]);
  });

  it('frozen: the sensor is stuck, and no longer so when it lives again', async () => {
    const frozen = [tofAt(440, { samples: Array<number>(20).fill(440) })];
    await hours(2, frozen);
    expect(causes()).toEqual(['sensor-stuck top']);
    await hours(1, empty);
    expect(at.states()).toEqual(['sensor-stuck A02 resolved-remotely']);
  });

  it('missing in three scans running: it is silent, until it is heard', async () => {
    await hours(3, []);
    expect(causes()).toEqual(['sensor-silent top']);
    await hours(1, empty);
    expect(at.states()).toEqual(['sensor-silent A02 resolved-remotely']);
  });

  it('in doubt: the door keeps how far its word counts, for its verdicts', async () => {
    await hours(3, []);
    expect((await at.house.door('A02')).door.sensors).toMatchObject({ top: { health: 0 } });
    await hours(1, empty);
    expect((await at.house.door('A02')).door.sensors?.['top']).toBeUndefined();
  });
});

describe('somebody who writes the same door at once', () => {
  it('is in the way of nothing: the door is decided again', async () => {
    const { sensors } = at.house.ports;
    let others = 3;
    const commit: typeof sensors.commit = async (loaded) => (others-- > 0 ? false : sensors.commit(loaded));
    const ports: Ports = { ...at.house.ports, sensors: { ...sensors, commit } };
    at.house.nowMs += hourMs;
    await at.house.tell(at.scanOf({ A02: box }), { ports });
    for (const label of ['A01', 'A02', 'A03', 'A04']) expect((await at.known(label))?.mark.atMs).toBe(at.house.nowMs);
    await at.answer(box);
    expect(at.states()).toEqual(['phantom A02 resolving']);
  });
});

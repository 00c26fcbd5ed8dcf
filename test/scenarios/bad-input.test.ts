import { describe, expect, it } from 'vitest';
import type { Item, WireMessage } from '../../simulator/virtual-bank.js';
import { box, day, hour, minute, second, Town, type Delivery } from './town.js';

/** What a bank should not send, from the wire in: no wrong case twice, and none that is closed by it. */
const deliveries: Delivery[] = ['once', 'twice', 'and again ten minutes late'];
const known = { scannedDays: 2 };

type Window = Record<string, unknown> & { samples: number[] };
interface Look {
  door: string;
  windows: Window[];
}
type Scan = WireMessage & { doors: Record<string, Look> };
type Spoil = (scan: Scan) => WireMessage;

const everyDoor =
  (change: (look: Look) => Look): Spoil =>
  (scan) => ({
    ...scan,
    doors: Object.fromEntries(Object.entries(scan.doors).map(([at, look]) => [at, change(look)])),
  });
const everyWindow = (change: (window: Window) => object): Spoil =>
  everyDoor((look) => ({
    ...look,
    windows: look.windows.map((window) => ({ ...window, ...change(window) })),
  }));
const doorA04 = (scan: Scan): Look => scan.doors['A04']!;

/** From now on every scan comes so. */
const spoiled = (town: Town, spoil: Spoil): void => {
  town.onTheWay = (message) => (message['type'] === 'sensor-scan' ? spoil(message as Scan) : message);
};
const sound = (town: Town): void => void (town.onTheWay = (message) => message);

const ofEach = (cause: string, state: string) =>
  ['A01', 'A02', 'A03', 'A04'].map((at) => `${cause} ${at} tof ${state}`);

/** By what scans come to be; what is raised of it, each once; and how that stands when good ones come again. */
const spoiling: [string, Spoil, string[], string[]][] = [
  ['of no doors', (scan) => ({ ...scan, doors: {} }), ['config-drift resolving'], ['config-drift resolved-remotely']],
  [
    'of one door of four',
    (scan) => ({ ...scan, doors: { A04: doorA04(scan) } }),
    ['config-drift resolving'],
    ['config-drift resolved-remotely'],
  ],
  [
    'of a door that nobody knows beside them',
    (scan) => ({ ...scan, doors: { ...scan.doors, Z09: doorA04(scan) } }),
    ['config-drift resolving'],
    ['config-drift resolved-remotely'],
  ],
  [
    'with a sensor of a kind that nobody knows beside the others',
    everyDoor((look) => ({
      ...look,
      windows: [...look.windows, { ...look.windows[0]!, sensor: 'radar', kind: 'radar', unit: 'dB' }],
    })),
    [],
    [],
  ],
  [
    'in centimetres, and saying so',
    everyWindow(({ samples }) => ({ unit: 'cm', samples: samples.map((mm) => mm / 10) })),
    ofEach('sensor-silent', 'dispatched'),
    ofEach('sensor-silent', 'resolved-on-site'),
  ],
  [
    'in centimetres, and saying nothing of it: as another firmware might',
    everyWindow(({ samples }) => ({ samples: samples.map((mm) => mm / 10) })),
    ['firmware-update resolving'],
    ['firmware-update resolving'],
  ],
  [
    'of five thousand samples a window',
    everyWindow(({ samples }) => ({ samples: Array.from({ length: 5_000 }, (_, i) => samples[i % samples.length]) })),
    ofEach('sensor-silent', 'dispatched'),
    ofEach('sensor-silent', 'resolved-on-site'),
  ],
  [
    'frozen',
    everyWindow(({ samples }) => ({ samples: samples.map(() => 300) })),
    ofEach('sensor-stuck', 'dispatched'),
    ofEach('sensor-stuck', 'resolved-on-site'),
  ],
  [
    'with samples that alternate',
    everyWindow(({ samples }) => ({ samples: samples.map((_, i) => (i % 2 ? 150 : 500)) })),
    ofEach('sensor-noisy', 'resolving'),
    ofEach('sensor-noisy', 'resolved-remotely'),
  ],
];

describe.each(deliveries)('with everything delivered %s, scans', (delivery) => {
  it.each(spoiling)(
    '%s close nothing that stands, and make one case each of what is wrong with them',
    async (_, spoil, whileSo, after) => {
      const town = await Town.open(delivery, known);
      await town.deposit(box);
      (town.bank.contents('A02') as Item[]).push(box);
      await town.pass(3 * hour);
      expect(town.incidents()).toEqual(['phantom A02 resolving']);
      spoiled(town, spoil);
      await town.pass(12 * hour);
      expect(town.incidents()).toEqual(['phantom A02 resolving', ...whileSo]);
      sound(town);
      await town.pass(5 * hour);
      expect(town.incidents()).toEqual(['phantom A02 resolving', ...after]);
      expect(await town.doorIs('A01')).toBe('stored');
      expect(await town.pickup()).toBe('collected');
    },
  );

  it('of a whole bank with thousands of samples are more than a message may be: refused, and the bank is told to be silent, once', async () => {
    const town = await Town.open(delivery, known);
    spoiled(
      town,
      everyWindow(() => ({ samples: Array.from({ length: 40_000 }, () => 500) })),
    );
    await town.pass(12 * hour);
    expect(town.counts('message-refused')).toBeGreaterThan(0);
    expect(town.incidents().map((one) => one.replace(/ [a-z-]+$/, ''))).toEqual(['sensor-silent']);
  });
});

/** Every other scan shows one door with a box that is not there. */
function inTurn(at: string): Spoil {
  let n = 0;
  return (scan) => {
    const look = scan.doors[at]!;
    const nearer = n++ % 2 ? 0 : box.thicknessMm;
    const windows = look.windows.map((window) => ({ ...window, samples: window.samples.map((mm) => mm - nearer) }));
    return { ...scan, doors: { ...scan.doors, [at]: { ...look, windows } } };
  };
}

describe.each(deliveries)('with everything delivered %s, one sensor', (delivery) => {
  it('that says box and floor in turn, scan by scan, in an empty door: its second looks show the floor, and nothing is said of contents', async () => {
    const town = await Town.open(delivery, known);
    spoiled(town, inTurn('A03'));
    await town.pass(12 * hour);
    expect(town.incidents().filter((one) => !one.startsWith('sensor-'))).toEqual([]);
  });

  it('of a name that nobody knows, in one scan: it is not missed afterwards, and nobody goes for it', async () => {
    const town = await Town.open(delivery, known);
    spoiled(
      town,
      everyDoor((look) => ({ ...look, windows: [...look.windows, { ...look.windows[0]!, sensor: 'tof2' }] })),
    );
    await town.pass(hour);
    sound(town);
    await town.pass(2 * day);
    expect(town.incidents()).toEqual([]);
  });
});

/** The library at the bank repeats a message so much later, as it was, with the uptime at which it was first sent. */
const lateMs = 200 * second;

/** Catches messages of this type on their way. */
function caught(town: Town, type: string): WireMessage[] {
  const all: WireMessage[] = [];
  town.onTheWay = (message) => {
    if (message['type'] === type) all.push(message);
    return message;
  };
  return all;
}

async function repeats(town: Town, message: WireMessage, times: number): Promise<void> {
  for (let i = 0; i < times; i++) {
    await town.pass(lateMs);
    await town.says('health', message);
  }
}

describe('what a library at the bank repeats minutes later, as young as it was', () => {
  it('one scan without a door is one scan', async () => {
    const town = await Town.open('once', known);
    const odd: WireMessage[] = [];
    spoiled(town, ({ doors: { A04: _, ...others }, ...scan }) => {
      odd.push({ ...scan, doors: others });
      return odd[0]!;
    });
    await town.pass(hour);
    sound(town);
    await repeats(town, odd[0]!, 3);
    expect(odd).toHaveLength(1);
    expect([town.incidents(), town.counts('scan-passed-over')]).toEqual([[], 3]);
  });

  it('one start after a brown-out is one dip, and one start is no loop of them', async () => {
    const town = await Town.open('once');
    const starts = caught(town, 'boot');
    town.bank.reboot('brown-out');
    await repeats(town, starts[0]!, 1);
    for (let i = 0; i < 6; i++) {
      await town.pass(minute);
      await town.says('health', starts[0]!);
    }
    expect(town.incidents()).toEqual([]);
  });

  it('an earlier word of the battery does not take the mains away again', async () => {
    const town = await Town.open('once');
    await town.pass(hour);
    const powers = caught(town, 'power');
    town.bank.runOn('battery', 90);
    await town.pass(minute);
    town.bank.runOn('mains');
    await town.pass(minute);
    expect(town.incidents()).toEqual(['power-lost resolved-remotely']);
    await repeats(town, powers[0]!, 1);
    expect(town.incidents()).toEqual(['power-lost resolved-remotely']);
    expect(await town.asks()).toBe('A01');
  });

  it('a heartbeat makes no clock wrong, and starts no sound bank anew', async () => {
    const town = await Town.open('once');
    const heartbeats = caught(town, 'heartbeat');
    await town.pass(hour);
    await repeats(town, heartbeats.at(-1)!, 2);
    await town.pass(hour);
    expect([town.incidents(), town.commands('restart')]).toEqual([[], []]);
  });
});

describe.each(deliveries)('with everything delivered %s, an answer', (delivery) => {
  /** A pickup whose lock jams; its playbook has begun, and its bank does not answer any more. */
  async function jammed(): Promise<Town> {
    const town = await Town.open(delivery);
    await town.deposit(box);
    town.bank.jam('A01');
    await town.enters();
    await town.pass(minute + 5 * second);
    expect(town.incidents()).toEqual(['wont-open A01 resolving']);
    return town;
  }
  const done = (commandId: string) => ({ type: 'command-result', commandId, outcome: 'done' });

  it('to a command that was never sent closes nothing, and counts', async () => {
    const town = await jammed();
    const [given = ''] = town.house.sent('pulse-lock').map(({ commandId }) => commandId);
    const [, incident = '', step = ''] = /^(i-.+-\d+)-(\d+)-\d+$/.exec(given) ?? [];
    expect(incident).not.toBe('');
    const before = town.story('wont-open');
    for (const commandId of [`${incident}-${step}-9`, `${incident}-4-1`, 'c-nobodysnobodys1', 'A02-lease-7-open', 'x'])
      await town.says('result', done(commandId));
    expect(town.incidents()).toEqual(['wont-open A01 resolving']);
    expect(town.story('wont-open')).toEqual(before);
    expect(town.counts('result-of-no-command')).toBeGreaterThanOrEqual(4);
  });

  it('that comes twice, a day apart, is once', async () => {
    const town = await jammed();
    await town.pass(hour);
    const [{ commandId } = { commandId: '' }] = town.house.sent('pulse-lock');
    const [before, incidents] = [town.story('wont-open'), town.incidents()];
    await town.says('result', done(commandId));
    expect([town.story('wont-open'), town.incidents()]).toEqual([before, incidents]);
    await town.pass(day);
    const later = town.incidents();
    await town.says('result', done(commandId));
    expect(town.incidents()).toEqual(later);
  });

  it('that is late, after its command had expired, is noted with its case and closes nothing', async () => {
    const town = await Town.open(delivery);
    await town.deposit(box);
    town.bank.jam('A01');
    let held: WireMessage[] = [];
    town.onTheWay = (message) => {
      if (message['type'] !== 'command-result' || !String(message['commandId']).startsWith('i-')) return message;
      held.push(message);
      return undefined;
    };
    await town.enters();
    await town.pass(2 * hour);
    const [first] = held;
    held = [];
    expect(first?.['commandId']).toBe(town.house.sent('pulse-lock')[0]?.commandId);
    expect(town.incidents()).toEqual(['wont-open A01 dispatched']);
    sound(town);
    const before = town.story('wont-open');
    await town.says('result', { ...first!, outcome: 'done', reason: undefined });
    expect(town.incidents()).toEqual(['wont-open A01 dispatched']);
    expect(town.story('wont-open').slice(before.length)).toEqual([expect.stringMatching(/ done$/)]);
  });

  it('that is late, of a case that is over, does not close the next one', async () => {
    const town = await jammed();
    const [{ commandId } = { commandId: '' }] = town.house.sent('pulse-lock');
    town.bank.jam('A01', false);
    await town.pass(hour);
    await town.resolve('wont-open');
    await town.pass(8 * day); // Closed: what comes now is another case.
    town.bank.jam('A01');
    await town.enters();
    await town.pass(minute + 5 * second);
    const before = town.incidents();
    expect(before.at(-1)).toBe('wont-open A01 resolving');
    await town.says('result', done(commandId));
    expect(town.incidents()).toEqual(before);
  });
});

describe.each(deliveries)('with everything delivered %s, a loop of starts', (delivery) => {
  it('is one case, and closes nothing that stands', async () => {
    const town = await Town.open(delivery, known);
    (town.bank.contents('A02') as Item[]).push(box);
    await town.pass(3 * hour);
    for (let i = 0; i < 20; i++) {
      town.bank.reboot('watchdog');
      await town.pass(minute);
    }
    expect(town.incidents()).toEqual(['phantom A02 resolving', 'boot-loop resolving']);
    await town.pass(3 * hour);
    expect(town.incidents()).toEqual(['phantom A02 resolving', 'boot-loop resolved-remotely']);
  });
});

import type { DoorLook, SensorScan } from '../../domain/inputs.js';
import type { CompartmentId } from '../../domain/ids.js';
import type { Window } from '../../domain/sensing/window.js';
import type { BankCommand } from '../../app/ports.js';
import { loadCellWindow, ripple, tofWindow } from '../domain/sensing/noise.js';
import { bankId, House, startMs } from './house.js';

export const hourMs = 3_600_000;
/** As a live sensor samples a level that stands still, at 20 °C: the floor of a door lies 500 mm below. */
export const tofAt = (mm: number, more: Partial<Window> = {}): Window =>
  tofWindow(ripple(mm, 20, 2), { sensor: 'top', temperatureC: 20, ...more });
export const cellAt = (g: number, more: Partial<Window> = {}): Window =>
  loadCellWindow(ripple(g, 10, 0.2), { temperatureC: 20, ...more });
export const empty = [tofAt(500)];
export const box = [tofAt(440)];

type Looks = Record<string, Window[] | Partial<DoorLook>>;

/** A house whose bank looks at all its doors, hour by hour. Doors of which nothing else is said are shut and empty. */
export class ScannedHouse {
  private seq = 0;
  private bootCount = 3;
  /** What an empty door looks like, unless a test says otherwise. */
  windows = empty;

  private constructor(readonly house: House) {}

  /** Its sensors have seen empty doors for so many hours. */
  static async known(hours = 30, profile = 'tof', windows = empty): Promise<ScannedHouse> {
    const at = new ScannedHouse(await House.open(profile));
    at.windows = windows;
    for (let i = 0; i < hours; i++) await at.scan();
    return at;
  }

  /** An hour later. */
  async scan(looks: Looks = {}, change: Partial<SensorScan> = {}): Promise<SensorScan> {
    await this.house.runUntil(this.house.nowMs + hourMs);
    const scan = this.scanOf(looks, change);
    await this.house.tell(scan);
    return scan;
  }

  scanOf(looks: Looks = {}, change: Partial<SensorScan> = {}): SensorScan {
    const seq = ++this.seq;
    const doors = ['A01', 'A02', 'A03', 'A04'].map((label) => [label, this.lookOf(label, looks[label])] as const);
    const others = Object.keys(looks).filter((label) => !/^A0[1-4]$/.test(label));
    return {
      type: 'sensor-scan',
      bankId,
      messageId: `m${this.bootCount}-${seq}`,
      times: this.house.times(),
      origin: { controllerId: 'controller-1', bootCount: this.bootCount, seq, uptimeMs: this.house.nowMs - startMs },
      doors: Object.fromEntries([
        ...doors,
        ...others.map((label) => [label, this.lookOf(label, looks[label])]),
      ]) as never,
      unreadable: 0,
      ...change,
    };
  }

  private lookOf(label: string, said: Window[] | Partial<DoorLook> = {}): DoorLook {
    const doorCycle = this.cycles[label] ?? 0;
    return { door: 'closed', doorCycle, windows: this.windows, ...(Array.isArray(said) ? { windows: said } : said) };
  }
  /** How far a door has counted. */
  readonly cycles: Record<string, number> = {};

  /** The bank answers the latest `sample`, or this one, with these windows. */
  async answer(windows: Window[], command: BankCommand | undefined = this.house.sent('sample').at(-1)): Promise<void> {
    const { commandId = 'none' } = command ?? {};
    await this.house.tell({
      type: 'command-result',
      bankId,
      messageId: `m-answer-${commandId}`,
      commandId,
      outcome: 'done',
      windows,
      times: this.house.times(),
    });
  }

  /** Asked by a scan and by no incident. */
  asked = (): string[] =>
    this.house
      .sent('sample')
      .map(({ commandId }) => commandId)
      .filter((id) => id.includes('-audit-'));
  incidents = () => this.house.ports.incidents.all().map(({ incident }) => incident);
  states = (): string[] =>
    this.incidents().map(({ cause, state, place }) => `${cause} ${place.compartmentId ?? ''} ${state}`);
  known = async (label: string) =>
    (await this.house.ports.sensors.load({ bankId, compartmentId: label as CompartmentId }))?.door;
  counts = (name: string): number => this.house.ports.counters.counts[name] ?? 0;
}

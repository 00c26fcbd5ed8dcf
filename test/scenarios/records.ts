import { parseIncidentId } from '../../domain/ids.js';
import type { Cause } from '../../domain/exceptions/cause.js';
import { isOpen, type Incident } from '../../domain/incident/incident.js';
import { bankId, type House } from '../app/house.js';
import { aboutOf, span, textOf } from './told.js';

/** What can be read of a town afterwards, in words that a scenario can state in full. */
export class Records {
  private readonly alerted: { atMs: number; text: string }[] = [];

  constructor(readonly house: House) {
    const { alerts } = house.ports;
    const publish = alerts.publish.bind(alerts);
    alerts.publish = async (alert) => {
      const key = parseIncidentId(alert.incidentId);
      const incident = key && (await house.ports.incidents.load(key))?.incident;
      const afterMs = this.nowMs - (incident?.raisedAtMs ?? 0);
      this.alerted.push({
        atMs: this.nowMs,
        text: `+${span(afterMs)} ${alert.audience}: ${incident?.cause}${aboutOf(alert.text.body)}`,
      });
      return publish(alert);
    };
  }

  get nowMs(): number {
    return this.house.nowMs;
  }

  /** Every incident there ever was, in the order of their beginnings: `wont-open A01 resolved-remotely`. */
  incidents = (): string[] =>
    this.all().map(({ cause, place: { compartmentId, sensor }, state }) =>
      [cause, compartmentId, sensor, state].filter((part) => part !== undefined).join(' '),
    );

  /** What was tried and what came of it, from its beginning: `+4 min pulse-lock`, `+4 min pulse-lock: done`. */
  story(cause: Cause, door?: string): string[] {
    const incident = this.incident(cause, door);
    return incident.timeline.rows.flatMap((row) => {
      const text = textOf(row, incident);
      return text ? [`+${span(Math.max(0, row.atMs - incident.raisedAtMs))} ${text}`] : [];
    });
  }

  incident(cause: Cause, door?: string): Incident {
    const found = this.all().filter(
      (one) => one.cause === cause && (door === undefined || one.place.compartmentId === door),
    );
    if (found.length !== 1) throw new Error(`${found.length} incidents of ${cause}: ${this.incidents().join(', ')}`);
    return found[0] as Incident;
  }

  isOpen = (cause: Cause, door?: string): boolean => isOpen(this.incident(cause, door));

  /** Who of the site was told what, and how long after the beginning of its case: `+6 min manager: door-ajar`. */
  alerts = (): string[] => this.alerted.map(({ text }) => text);

  /** What reached residents and couriers, in order: `parcel-stored`. */
  messages = (): string[] => this.house.ports.people.delivered.map(({ kind }) => kind);

  /** Commands to the bank but displays, in order: `pulse-lock A01`. Who looks since an instant counts them first. */
  commands = (type?: string): string[] =>
    this.house.ports.bankLink.sent
      .filter(({ command }) => command.type !== 'display' && (type === undefined || command.type === type))
      .map(({ command }) => [command.type, command.compartmentId].filter((part) => part !== undefined).join(' '));

  screens = (): string[] => this.house.screens().map(String);

  /** Which doors are given to couriers. */
  offered = async (): Promise<string[]> =>
    (await this.house.ports.doors.free(bankId)).map(({ compartmentId }) => String(compartmentId)).sort();

  /** `free`, `stored`, `held missing, missing`; held for an incident beside: `kept unaccounted, stored`. */
  async doorIs(compartmentId: string): Promise<string> {
    const { door } = await this.house.door(compartmentId);
    const isHeld = door.compartment === 'quarantined' ? [`held ${door.quarantine}`] : [];
    const { stay } = door;
    const isEnded = !stay || ['cancelled', 'collected', 'returned'].includes(stay.state);
    const kept = (door.holds ?? []).map(({ reason }) => `kept ${reason}`);
    const what = [...isHeld, ...kept, ...(isEnded ? [] : [stay.state])];
    return what.length > 0 ? what.join(', ') : door.compartment;
  }

  counts = (name: string): number => this.house.ports.counters.counts[name] ?? 0;

  private all = (): Incident[] =>
    this.house.ports.incidents
      .all()
      .map(({ incident }) => incident)
      .filter(({ n }) => n > 0)
      .sort((a, b) => a.raisedAtMs - b.raisedAtMs);
}

import type { Cause } from '../../domain/exceptions/cause.js';
import { situationOf } from '../../domain/exceptions/index.js';
import type { TimelineRow } from '../../domain/incident/timeline.js';
import { aboutOf, textOf } from '../scenarios/told.js';
import { DeviceBank, type Command, type Sending } from './device-bank.js';
import { until, type LocalRun, type Told } from './local-run.js';
import { Manager, SiteDesk } from './manager.js';
import { AtBank } from './visit.js';
import { emptyMm, tof, type SentWindow } from './windows.js';

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;

/** No playbook waits longer for what it commands next but for a sensor's scan. */
const waitMaxMinutes = 10;

interface IncidentSeen {
  readonly incidentId: string;
  readonly cause: Cause;
  readonly severity: string;
  readonly state: string;
  readonly raisedAtMs: number;
  readonly place: { readonly bankId: string; readonly compartmentId?: string; readonly sensor?: string };
  readonly visit?: { readonly bring: readonly string[] };
}

interface IncidentRead extends IncidentSeen {
  readonly timeline: { readonly rows: readonly TimelineRow[] };
}

/** The row of the catalogue that a test plays, as the scenarios in memory are named: its number, its cause, what happens. */
export const rowNamed = (cause: Cause, sentence: string): string =>
  `${situationOf(cause).number} ${cause}: ${sentence}`;

interface Setting {
  readonly doors?: number;
  readonly policy?: Record<string, unknown>;
}

/**
 * A site of its own for one scenario: its bank on AWS's device client, over real MQTT; its manager at the API; and all that
 * reaches its people. Several play one after the other in the same run, each with a name of its own.
 */
export class Scene {
  private scans: Record<string, SentWindow[]> = {};

  private constructor(
    readonly run: LocalRun,
    readonly desk: SiteDesk,
    readonly bank: DeviceBank,
    readonly at: AtBank,
    readonly operator: Manager,
    readonly technician: Manager,
    private readonly name: string,
    private readonly toldBefore: number,
  ) {}

  static async open(run: LocalRun, name: string, { doors = 3, policy }: Setting = {}): Promise<Scene> {
    const toldBefore = (await run.outbox()).length;
    // Days pass from row to row: a reminder of one row's parcel is no message of another's.
    const desk = await SiteDesk.open(run, name, { reminderHours: [], ...policy });
    const { code } = await desk.courier();
    const bank = await DeviceBank.connect(await desk.enrol(`bank-${name}`, { doors, profile: 'tof' }));
    bank.passTime(hourMs); // It was started long ago: a door that opens now is none that its start has opened.
    const sub = `technician-of-${name}`;
    const operator = new Manager(run, { sub: 'an-operator', groups: ['operator'] });
    await operator.call('PUT', `/v1/sites/${name}/members/${sub}`, { role: 'technician' });
    const technician = new Manager(run, { sub });
    return new Scene(run, desk, bank, new AtBank(bank, code), operator, technician, name, toldBefore);
  }

  // Time, for the cloud and the bank alike.

  async pass(ms: number): Promise<void> {
    this.bank.passTime(ms);
    await this.run.advance(ms);
  }

  // What is found, done and told.

  /** Every incident of this site, in the order of their beginnings: `wont-open A01 resolving`. */
  incidents = async (): Promise<string[]> =>
    (await this.seen()).map(({ cause, place: { compartmentId, sensor }, state }) =>
      [cause, compartmentId, sensor, state].filter((part) => part !== undefined).join(' '),
    );

  /** What was tried and what came of it, in order: `pulse-lock`, `failed`. Its instants, to the second, are stated in memory. */
  async story(cause: Cause): Promise<string[]> {
    const incident = await this.incident(cause);
    return incident.timeline.rows.flatMap((row) => textOf(row, incident) ?? []);
  }

  async incident(cause: Cause): Promise<IncidentRead> {
    const found = (await this.seen()).filter((one) => one.cause === cause);
    if (found.length !== 1) throw new Error(`${found.length} incidents of ${cause}`);
    return this.desk.manager.call('GET', `/v1/sites/${this.name}/incidents/${found[0]!.incidentId}`);
  }

  /** Who of the site was told what, in order: `manager: door-ajar`. */
  alerts = async (): Promise<string[]> => {
    const incidents = await this.seen();
    const told = (await this.told()).filter(({ channel }) => channel === 'topic');
    return told.map(({ audience, body, eventId = '' }) => {
      const about = incidents.find(({ incidentId }) => eventId.startsWith(`${incidentId}#`));
      return `${audience}: ${about?.cause}${aboutOf(body)}`;
    });
  };

  /** What reached residents and couriers, in order: `parcel-stored`. */
  messages = async (): Promise<(string | undefined)[]> =>
    (await this.told()).filter(({ channel }) => channel !== 'topic').map(({ kind }) => kind);

  /** Commands to the bank but displays, in order: `pulse-lock A01`. */
  commands = (...types: string[]): string[] =>
    this.bank.commands
      .filter(({ type }) => (types.length === 0 ? type !== 'display' : types.includes(type)))
      .map(({ type, compartmentId }) => [type, compartmentId].filter((part) => part !== undefined).join(' '));

  /** `free`, `quarantined`, `occupied`; with its stay: `quarantined missing`. */
  async doorIs(compartmentId: string): Promise<string> {
    const { state, stay } = await this.desk.compartment(this.bank.bankId, compartmentId);
    return [state, stay?.state].filter((part) => part !== undefined).join(' ');
  }

  /** The code that a resident was told last. */
  async code(): Promise<string> {
    const told = await until(
      async () => (await this.told()).findLast(({ kind }) => kind === 'parcel-stored'),
      'a code',
    );
    return /\d{8}/.exec(told.body)?.[0] ?? '';
  }

  // What the bank does.

  /** Answers the nth command of this type that a playbook gives, as soon as it is given: a schedule comes up to a minute late. */
  async answers(type: string, n: number, answer: Record<string, unknown>): Promise<Command> {
    const given = () => this.bank.commands.filter((one) => one.type === type && one.commandId.startsWith('i-'));
    for (let minutes = 0; given().length < n && minutes < waitMaxMinutes; minutes += 1) {
      await this.run.settle();
      await this.bank.fence();
      if (given().length < n) await this.pass(minuteMs);
    }
    const command = await this.bank.command((one) => given()[n - 1] === one, `${type} ${n} of a playbook`);
    await this.bank.send('result', { type: 'command-result', commandId: command.commandId, ...answer });
    await this.run.settle();
    return command;
  }

  /** A door opened and closed again, under whatever right; then all comes to rest. */
  async cycle(
    compartmentId: string,
    authority: Record<string, unknown>,
    { before, after }: { before: SentWindow[]; after: SentWindow[] },
    how: Sending = {},
  ): Promise<void> {
    const doorCycle = this.at.nextCycle(compartmentId);
    const closedUptimeMs = this.bank.uptimeMs() - (how.ageMs ?? 0);
    const openedUptimeMs = closedUptimeMs - 8_000;
    const door = { compartmentId, doorCycle, openedUptimeMs, authority };
    await this.bank.send('door', { type: 'door-opened', ...door });
    await this.bank.send('door', { type: 'door-closed', ...door, closedUptimeMs, before, after }, how);
    await this.run.settle();
  }

  /** What the hourly looks see from now on; the other doors look empty. */
  shows(compartmentId: string, windows: SentWindow[] = tof(emptyMm)): void {
    this.scans = { ...this.scans, [compartmentId]: windows };
  }

  /** So many hours pass, and after each of them every sensor is looked at. No door has opened since the bank was enrolled. */
  async scan(hours = 1): Promise<void> {
    for (let hour = 0; hour < hours; hour += 1) {
      await this.pass(hourMs);
      const looks = this.bank.identity.file.doors.map(({ compartmentId }) => {
        const windows = this.scans[compartmentId] ?? tof(emptyMm);
        return [compartmentId, { door: 'closed', doorCycle: 0, windows }] as const;
      });
      await this.bank.send('health', { type: 'sensor-scan', doors: Object.fromEntries(looks) });
      await this.run.settle();
    }
  }

  close = (): Promise<void> => this.bank.close();

  private async seen(): Promise<IncidentSeen[]> {
    const at = `/v1/sites/${this.name}/incidents?limit=100`;
    const { items } = await this.desk.manager.call<{ items: IncidentSeen[] }>('GET', at);
    return [...items].sort((a, b) => a.raisedAtMs - b.raisedAtMs);
  }

  /** Since this scene began; of topics, its own site's. */
  private async told(): Promise<Told[]> {
    const all = (await this.run.outbox()).slice(this.toldBefore);
    return all.filter(({ channel, to }) => channel !== 'topic' || to.endsWith(`-${this.name}`));
  }
}

import { createDeviceKeyAndCsr } from '../../local/stand-ins/certificates.js';
import type { Random } from '../../simulator/random.js';
import { DeviceBank } from './device-bank.js';
import { lawfulTexts, csvFiles, type Known } from './fuzz-values.js';
import type { LocalRun } from './local-run.js';
import { SiteDesk } from './manager.js';
import type { Answered, Operation } from './openapi-document.js';
import { AtBank } from './visit.js';
import { boxMm, emptyMm, tof } from './windows.js';

/** A request as it goes over the wire: what stands in its path and query is encoded already. */
export interface Sent {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

const hourMs = 3_600_000;
const idsMax = 40;

/** A site with two parcels in its bank, and one of everything that a path can name; what requests make is added. */
export class FuzzSite {
  public readonly siteId = 'rosewood';
  private readonly all: Record<string, string[]> = {
    siteId: [this.siteId],
    bankId: ['good'],
    subject: ['somebody', 'an-integration'],
    compartmentId: ['A05', 'A06', 'A07', 'A08'],
  };
  private keys = 0;
  private made = 0;

  private constructor(
    private readonly run: LocalRun,
    private readonly token: string,
    private readonly csrPem: string,
    private readonly nowMs: number,
    private readonly bank: DeviceBank,
  ) {}

  public static async open(run: LocalRun): Promise<FuzzSite> {
    await SiteDesk.open(run, 'elsewhere');
    const desk = await SiteDesk.open(run, 'rosewood');
    const bank = await DeviceBank.connect(await desk.enrol('good', { doors: 8, profile: 'tof' }));
    const token = await run.tokenOf({ sub: 'an-operator', groups: ['operator'] });
    const { csrPem } = await createDeviceKeyAndCsr('fuzz');
    const site = new FuzzSite(run, token, csrPem, await run.nowMs(), bank);
    const at = new AtBank(bank, (await desk.courier()).code);
    for (let n = 0; n < 3; n++) {
      const { unit } = await desk.resident();
      await at.useDoor(await at.deposit({ unit }), tof(emptyMm), tof(boxMm));
    }
    await run.settle();
    for (const parcel of await desk.parcels()) site.learn({ ...parcel });
    return site;
  }

  public close(): Promise<void> {
    return this.bank.close();
  }

  /** Sends it as an operator, under a key of its own. */
  public async send(
    { method, path: template }: Operation,
    { path = {}, query, headers, body }: Sent,
  ): Promise<Answered> {
    const at = template.replace(/\{(\w+)\}/g, (_, name: string) => path[name] ?? 'nothing');
    const response = await fetch(`${this.run.served.apiUrl}${at}${query === undefined ? '' : `?${query}`}`, {
      method,
      headers: {
        authorization: `Bearer ${this.token}`,
        ...(method === 'POST' ? { 'idempotency-key': `key-${++this.keys}` } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined || method === 'GET' ? {} : { body }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text };
  }

  /** Ids that there are, or were. */
  public pathOf({ path }: Operation, random: Random): Record<string, string> {
    const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
    return Object.fromEntries(names.map((name) => [name, this.anId(name, random)]));
  }

  /** Half of the time one of the first, at which there is most to be done. */
  /** The first of each, which was there before anything was sent. */
  public get first(): Record<string, string> {
    return Object.fromEntries(Object.entries(this.all).map(([name, ids]) => [name, ids[0] ?? 'nothing']));
  }

  private anId(name: string, random: Random): string {
    const { [name]: all = [] } = this.all;
    if (all.length === 0) return 'nothing';
    return random.pick(random.chance(0.5) ? all.slice(0, 3) : all);
  }

  /** What an answer names is there to be asked for. */
  public learn(json: Record<string, unknown>): void {
    for (const name of ['residentId', 'courierId', 'parcelId', 'commandId', 'incidentId']) {
      const [id, all] = [json[name], (this.all[name] ??= [])];
      if (typeof id === 'string' && !all.includes(id) && all.length < idsMax) all.push(id);
    }
  }

  /** Fields that a schema alone does not make good. */
  public readonly known: Known = {
    siteId: () => `site-${++this.made}`,
    bankId: (random) => random.pick([`bank-${++this.made}`, 'good']),
    controllerId: () => `controller-${++this.made}`,
    residentId: (random) => this.anId('residentId', random),
    compartmentId: (random) => this.anId('compartmentId', random),
    trackingNumber: () => `TN-${++this.made}`,
    csr: () => this.csrPem,
    profile: () => 'tof',
    doors: () => [{ compartmentId: 'A01', size: 'S', accessible: true }],
    doorCycles: () => ({ A01: 3 }),
    near: () => ['good'],
    timeZone: (random) => random.pick(['Europe/Paris', 'UTC']),
    email: () => `somebody-${++this.made}@example.com`,
    phone: () => `+1202555${1_000 + (this.made++ % 9_000)}`,
    csv: (random) => random.pick(csvFiles),
    note: (random) => random.pick(lawfulTexts),
    cause: (random) => random.pick(['damaged-parcel', 'ghost', 'wont-open']),
    ...Object.fromEntries(
      ['untilMs', 'holdUntilMs', 'atMs', 'validFromMs'].map((name) => [
        name,
        (random: Random) => this.nowMs + Math.round(random.between(0, 24 * hourMs)),
      ]),
    ),
  };
}

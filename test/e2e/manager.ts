import { randomUUID } from 'node:crypto';
import { createDeviceKeyAndCsr } from '../../local/stand-ins/certificates.js';
import type { Identity } from './device-bank.js';
import type { LocalRun } from './local-run.js';

export interface Reply {
  readonly status: number;
  readonly type: string | null;
  readonly etag: string | null;
  readonly json: Record<string, unknown>;
}

/** A parcel as the API shows it. */
export interface ParcelSeen {
  readonly parcelId: string;
  readonly residentId: string;
  readonly state: string;
  readonly vouched: boolean;
  readonly storedAtMs?: number;
  readonly place?: { bankId: string; compartmentId: string };
}

export interface CompartmentSeen {
  readonly compartmentId: string;
  readonly state: string;
  readonly door: string;
  readonly quarantine?: string;
  readonly stay?: { state: string; parcelId?: string };
}

interface Claims {
  readonly sub: string;
  readonly groups?: string[];
}

/** Somebody who calls the API with a token of their own, as with curl. */
export class Manager {
  public constructor(
    private readonly run: LocalRun,
    private readonly claims: Claims,
  ) {}

  /** Calls, and answers whatever comes back. */
  public async ask(method: string, at: string, body?: unknown, headers: Record<string, string> = {}): Promise<Reply> {
    const token = await this.run.tokenOf(this.claims);
    const response = await fetch(`${this.run.served.apiUrl}${at}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(method === 'POST' ? { 'idempotency-key': randomUUID() } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const json = (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>;
    const { status, headers: answered } = response;
    return { status, type: answered.get('content-type'), etag: answered.get('etag'), json };
  }

  /** A page, as a browser gets it. */
  public async page(at: string): Promise<string> {
    const token = await this.run.tokenOf(this.claims);
    const response = await fetch(`${this.run.served.apiUrl}${at}`, { headers: { authorization: `Bearer ${token}` } });
    return response.text();
  }

  /** Calls what must be granted. */
  public async call<Answer>(method: string, at: string, body?: unknown): Promise<Answer> {
    const { status, json } = await this.ask(method, at, body);
    if (status >= 300) throw new Error(`${method} ${at}: ${status} ${JSON.stringify(json)}`);
    return json as Answer;
  }
}

/** A site as its manager has it. */
export class SiteDesk {
  private people = 0;

  private constructor(
    public readonly run: LocalRun,
    public readonly manager: Manager,
    public readonly siteId: string,
  ) {}

  /** The operator makes the site and its manager; all else is the manager's. */
  public static async open(run: LocalRun, siteId: string, policy?: Record<string, unknown>): Promise<SiteDesk> {
    const operator = new Manager(run, { sub: 'an-operator', groups: ['operator'] });
    await operator.call('POST', '/v1/sites', { siteId, name: `House ${siteId}`, ...(policy ? { policy } : {}) });
    const sub = `manager-of-${siteId}`;
    await operator.call('PUT', `/v1/sites/${siteId}/members/${sub}`, { role: 'manager' });
    return new SiteDesk(run, new Manager(run, { sub }), siteId);
  }

  /** A resident of a unit of their own; the number is of the range that is kept for fiction. */
  public async resident(more: { email?: string } = {}): Promise<{ residentId: string; unit: string; phone: string }> {
    const n = (this.people += 1);
    const [unit, phone] = [`${n}A`, `+1202555${String(1_000 + n)}`];
    const made = await this.manager.call<{ residentId: string }>('POST', `/v1/sites/${this.siteId}/residents`, {
      name: `Resident ${n}`,
      unit,
      phone,
      ...more,
    });
    return { residentId: made.residentId, unit, phone };
  }

  public async courier(phone?: string): Promise<{ code: string }> {
    const request = { name: 'Swift Parcels', validForHours: 720, ...(phone === undefined ? {} : { phone }) };
    return this.manager.call('POST', `/v1/sites/${this.siteId}/couriers`, request);
  }

  /** Enrols a bank of so many small doors, the last of them low ones if asked, as an installer does: its key never leaves this process. */
  public async enrol(
    bankId: string,
    { doors, profile, near, lowDoors = 0 }: { doors: number; profile: string; near?: string[]; lowDoors?: number },
  ): Promise<Identity> {
    const { privateKeyPem, csrPem } = await createDeviceKeyAndCsr(bankId);
    const answer = await this.manager.call<{ certificatePem: string; bank: Identity['file'] }>(
      'POST',
      `/v1/sites/${this.siteId}/banks`,
      {
        bankId,
        profile,
        doors: Array.from({ length: doors }, (_, i) => ({
          compartmentId: `A${String(i + 1).padStart(2, '0')}`,
          size: 'S',
          accessible: i >= doors - lowDoors,
        })),
        ...(near && { near }),
        csr: csrPem,
      },
    );
    const { certificatePem, bank: file } = answer;
    return { caPem: this.run.served.caPem, certificatePem, privateKeyPem, file };
  }

  public async parcels(state?: string): Promise<ParcelSeen[]> {
    const found: ParcelSeen[] = [];
    let cursor: string | undefined;
    do {
      const query = new URLSearchParams({ limit: '100', ...(state ? { state } : {}), ...(cursor ? { cursor } : {}) });
      const page = await this.manager.call<{ items: ParcelSeen[]; cursor?: string }>(
        'GET',
        `/v1/sites/${this.siteId}/parcels?${query.toString()}`,
      );
      found.push(...page.items);
      cursor = page.cursor;
    } while (cursor !== undefined);
    return found;
  }

  /** The one parcel of a resident who has one. */
  public async parcelOf(residentId: string): Promise<ParcelSeen> {
    const found = (await this.parcels()).filter((parcel) => parcel.residentId === residentId);
    if (found.length !== 1) throw new Error(`${residentId} has ${found.length} parcels, one was expected`);
    return found[0]!;
  }

  public async wall(bankId: string): Promise<CompartmentSeen[]> {
    const { compartments } = await this.manager.call<{ compartments: CompartmentSeen[] }>(
      'GET',
      `/v1/banks/${bankId}/compartments`,
    );
    return compartments;
  }

  public async compartment(bankId: string, compartmentId: string): Promise<CompartmentSeen> {
    const found = (await this.wall(bankId)).find((one) => one.compartmentId === compartmentId);
    if (!found) throw new Error(`${bankId} has no ${compartmentId}`);
    return found;
  }
}

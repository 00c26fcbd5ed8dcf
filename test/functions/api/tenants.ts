import { Shelf } from '../../../adapters/memory/shelf.js';
import { everyLane } from '../../../app/every-lane.js';
import type { BankMessage } from '../../../domain/inputs.js';
import type { SiteRole } from '../../../app/registry-ports.js';
import type { SiteId } from '../../../domain/ids.js';
import { bankBody, look, makeWorld, operator, type Asked, type Reply, type World } from './world.js';

/** A site as it is to be made: how much of everything, and who has which role there. */
export interface SitePlan {
  banks: number;
  residents: number;
  roles: (SiteRole | 'none')[];
}

/** What there is at a site to ask for; it grows as requests are granted. */
export interface Site {
  siteId: string;
  bankIds: string[];
  residentIds: string[];
  courierIds: string[];
  parcelIds: string[];
  commandIds: string[];
  incidentIds: string[];
}

/** Subjects that site plans give roles to. */
export const subjectsMax = 6;
export const subject = (n: number): string => `sub${n}`;

/**
 * Sites that know nothing of each other. Everything that is made at one has words of its own, and of each word it is known
 * at which sites it may be seen: those where somebody who may said it, and those whose rows it came to stand in.
 */
export class Tenants {
  public readonly sites: Site[] = [];
  public readonly world: World = makeWorld();
  private readonly knownAt = new Map<string, Set<string>>();
  private words = 0;
  private written: string[] = [];

  public static async make(plans: readonly SitePlan[]): Promise<Tenants> {
    const tenants = new Tenants();
    for (const plan of plans) await tenants.add(plan);
    return tenants;
  }

  /** A word that nobody has said before. */
  public word(): string {
    return `tx${++this.words}`;
  }

  public phone(): string {
    return `+1555${String(1_000_000 + ++this.words)}`;
  }

  /** What a text holds of words that are known, and at none of these sites. */
  public foreignIn(text: string, sites: ReadonlySet<string>): string[] {
    return wordsOf(text).filter((word) => {
      const known = this.knownAt.get(word);
      return known !== undefined && ![...known].some((siteId) => sites.has(siteId));
    });
  }

  public isKnownAt(word: string, siteId: string): boolean {
    return this.knownAt.get(word)?.has(siteId) ?? false;
  }

  public learn(text: string, siteId: string): void {
    for (const word of wordsOf(text).filter(isOfOneTenant)) this.know(word, siteId);
  }

  private know(word: string, siteId: string): void {
    this.knownAt.set(word, (this.knownAt.get(word) ?? new Set()).add(siteId));
  }

  /** What a call wrote, row by row with its key, and what it sent and told. */
  public async watch<Answer>(call: () => Promise<Answer>): Promise<{ answer: Answer; written: string[] }> {
    const { bankLink, people, alerts, emailTopics, enrolment } = this.world;
    const { asked, removed } = emailTopics;
    const effects = (): unknown[][] => [
      bankLink.sent,
      people.delivered,
      alerts.published,
      asked,
      removed,
      enrolment.certificates,
    ];
    const before = effects().map(({ length }) => length);
    this.written = [];
    const answer = await this.recording(call);
    const news = effects().flatMap((list, i) => list.slice(before[i]));
    const written = [...this.written, ...news.map((one) => JSON.stringify(one))];
    return { answer, written: written.filter((line) => !isOfNoOneSite(line)) };
  }

  /** Every memory store keeps its rows on shelves. */
  private async recording<Answer>(call: () => Promise<Answer>): Promise<Answer> {
    const { set, delete: remove } = Shelf.prototype;
    const written = this.written;
    Shelf.prototype.set = function (key, row) {
      written.push(`${key} ${JSON.stringify(row)}`);
      set.call(this, key, row);
    };
    Shelf.prototype.delete = function (key) {
      written.push(`${key} ${JSON.stringify(this.get(key) ?? null)}`);
      remove.call(this, key);
    };
    try {
      return await call();
    } finally {
      Object.assign(Shelf.prototype, { set, delete: remove });
    }
  }

  private async add({ banks, residents, roles }: SitePlan): Promise<void> {
    const siteId = this.word();
    const site: Site = {
      ...{ siteId, bankIds: [], residentIds: [], courierIds: [], parcelIds: [], commandIds: [], incidentIds: [] },
    };
    this.sites.push(site);
    await this.made(site, 'POST /v1/sites', { body: { siteId, name: this.word() } });
    const path = { siteId };
    for (const [n, role] of roles.entries()) {
      const asked = { path: { siteId, subject: subject(n) }, body: { role } };
      if (role !== 'none') await this.made(site, 'PUT /v1/sites/{siteId}/members/{subject}', asked);
    }
    for (let n = 0; n < banks; n++) {
      await this.made(site, 'POST /v1/sites/{siteId}/banks', { path, body: bankBody(this.word()) });
    }
    for (let n = 0; n < residents; n++) {
      const body = { name: this.word(), unit: this.word(), phone: this.phone() };
      await this.made(site, 'POST /v1/sites/{siteId}/residents', { path, body, key: `r${n}` });
    }
    const { code } = (
      await this.made(site, 'POST /v1/sites/{siteId}/couriers', { path, body: { name: this.word() }, key: 'c' })
    ).body as { code: string };
    await this.parcelsAt(site, code);
  }

  /** One that lies in a door, seen by its sensor; one that is announced; a command and an incident. */
  private async parcelsAt(site: Site, courierCode: string): Promise<void> {
    const { siteId, bankIds, residentIds } = site;
    const [path, bankId, residentId] = [{ siteId }, bankIds[0] ?? '', residentIds[0] ?? ''];
    const trackingNumber = this.word();
    for (const number of [trackingNumber, this.word()]) {
      const body = { trackingNumber: number, residentId };
      await this.made(site, 'POST /v1/sites/{siteId}/parcels', { path, body });
    }
    const { written } = await this.watch(() => this.deposit(bankId, { courierCode, trackingNumber }));
    written.forEach((row) => this.learn(row, siteId));
    const command = { type: 'sample', compartmentId: 'A02', reason: this.word() };
    const asked = { path: { bankId }, body: command, key: 'first' };
    await this.made(site, 'POST /v1/banks/{bankId}/commands', asked);
    const body = { cause: 'damaged-parcel', bankId, compartmentId: 'A01' };
    await this.made(site, 'POST /v1/sites/{siteId}/incidents', { path, body, key: 'first' });
  }

  private async deposit(bankId: string, by: { courierCode: string; trackingNumber: string }): Promise<void> {
    const { courierCode, trackingNumber } = by;
    const requestId = `ask-${trackingNumber}`;
    const recipient = { trackingNumber };
    await this.tell(bankId, { type: 'deposit-requested', requestId, courierCode, recipient, size: 'S' });
    const { compartmentId, commandId } =
      this.world.bankLink.sent.findLast(({ command }) => command.type === 'open')?.command ?? {};
    await this.tell(bankId, {
      ...{ type: 'door-closed', compartmentId, doorCycle: 1, openForMs: 9_000 },
      ...{ authority: { kind: 'command', commandId }, before: look(500), after: look(440) },
    });
  }

  private async tell(bankId: string, message: object): Promise<void> {
    const nowMs = this.world.clock.now;
    const messageId = `m-${this.word()}`;
    const times = { occurredAtMs: nowMs, receivedAtMs: nowMs, nowMs, ageKnown: true };
    const input = { bankId, messageId, times, ...message } as unknown as BankMessage;
    await everyLane.handle(this.world, input, { by: messageId, isRetried: true });
  }

  private async made(site: Site, route: string, asked: Asked): Promise<Reply> {
    const { answer, written } = await this.watch(() => this.world.call(operator, route, asked));
    if (answer.status >= 300) throw new Error(`${route}: ${answer.status} ${answer.text}`);
    [...written, answer.text].forEach((text) => this.learn(text, site.siteId));
    this.keepIds(site, answer);
    return answer;
  }

  /** What a granted request made is something to ask for. */
  public keepIds(site: Site, { body }: Reply): void {
    const { bank, bankId, residentId, courierId, code, parcelId, commandId, incidentId } = body as Record<
      string,
      string
    > & { bank?: { bankId: string } };
    if (code !== undefined) this.know(code, site.siteId);
    const keep = (ids: string[], id: string | undefined) => id !== undefined && !ids.includes(id) && ids.push(id);
    keep(site.bankIds, bank?.bankId ?? (this.isKnownAt(bankId ?? '', site.siteId) ? bankId : undefined));
    keep(site.residentIds, parcelId === undefined ? residentId : undefined);
    keep(site.courierIds, courierId);
    keep(site.parcelIds, parcelId);
    keep(site.commandIds, commandId);
    keep(site.incidentIds, incidentId);
  }

  /** By the registry, which is not what is tried here. */
  public async roleAt(siteId: string, who: string): Promise<SiteRole | undefined> {
    return (await this.world.registry.members.read({ siteId: siteId as SiteId, subject: who }))?.role;
  }

  public async sitesOf(who: string): Promise<Set<string>> {
    const ids = this.sites.map(({ siteId }) => siteId);
    const roles = await Promise.all(ids.map((siteId) => this.roleAt(siteId, who)));
    return new Set(ids.filter((_, i) => roles[i] !== undefined));
  }
}

/** Words as they stand in ids, texts and keys; of a word with hyphens its parts, too. */
const wordsOf = (text: string): string[] => text.match(/[A-Za-z0-9_]+/g) ?? [];

/** Words of ours, digests that ids are made of, and phone numbers. */
const isOfOneTenant = (word: string): boolean => /^(tx\d+|sub\d+|[a-z2-7]{16}|1555\d{7})$/.test(word);

/** What is counted of a person, or of the fleet, is no one site's. */
const isOfNoOneSite = (line: string): boolean => /^(fleet|person:\S+) /.test(line);

import { siteRoles } from '../../../app/registry-ports.js';
import { routes, type RouteRow } from '../../../functions/api/routes.js';
import type { Random } from '../../../simulator/random.js';
import { subject, subjectsMax, type Site, type Tenants } from './tenants.js';
import { bankBody, client, csrPem, operator, person, type Asked } from './world.js';

export interface Caller {
  claims: Record<string, string> | undefined;
  subject: string;
  isOperator: boolean;
}

export interface Request {
  row: RouteRow;
  caller: Caller;
  /** The site that it is about, if there is one: by its path, its bank or its query. */
  site: Site | undefined;
  asked: Asked;
  /** Something that it names is another site's, or nobody's: it cannot be granted. */
  isAstray: boolean;
}

/** A cursor, and the list that gave it. */
export interface GivenCursor {
  cursor: string;
  list: string;
}

const table = routes as readonly RouteRow[];

/** People and clients with a token, one whom no site knows, one without a token, and one with the wrong kind of it. */
const callers: Caller[] = [
  ...Array.from({ length: subjectsMax }, (_, n) => ({ claims: person(subject(n)), subject: subject(n) })),
  ...Array.from({ length: subjectsMax }, (_, n) => ({ claims: client(subject(n)), subject: subject(n) })),
  { claims: person('sub99'), subject: 'sub99' },
  { claims: undefined, subject: '' },
  { claims: { sub: subject(0), token_use: 'id' }, subject: subject(0) },
].map((caller) => ({ ...caller, isOperator: false }));
const anOperator: Caller = { claims: operator, subject: operator['sub'] ?? '', isOperator: true };

/** The list that a request reads, as far as a cursor is good for it. */
export const listOf = ({ operation }: RouteRow, path: object, { subject, isOperator }: Caller): string =>
  JSON.stringify([operation, path, operation === 'listSites' ? (isOperator ? 'all' : subject) : '']);

const anyOf = <Item>(random: Random, items: readonly Item[]): Item | undefined =>
  items.length === 0 ? undefined : random.pick(items);

/** Some request of any route: of members mostly, who ask for their own things mostly. */
export function someRequest(random: Random, tenants: Tenants, cursors: readonly GivenCursor[]): Request {
  const row = random.pick(table);
  const caller = random.chance(0.1) ? anOperator : random.pick(callers);
  const named = random.chance(0.08) ? undefined : random.pick(tenants.sites);
  const others = tenants.sites.filter((site) => site !== named);
  const owner = random.chance(0.2) ? anyOf(random, others) : random.chance(0.06) ? undefined : named;
  const path = pathOf(random, row, { named, owner });
  const isOfSite = row.path.includes('{siteId}') || row.site === 'in-query';
  const site = isOfSite ? named : tenants.sites.find(({ bankIds }) => bankIds.includes(path['bankId'] ?? ''));
  const body = bodyOf(random, row.operation, { tenants, site, owner });
  const asked = {
    path,
    key: `k${random.below(5)}`,
    query: queryOf(random, row, { site, others, cursors, list: listOf(row, path, caller) }),
    ...(body.given === undefined ? {} : { body: body.given }),
  };
  const namesThing = /\{(resident|courier|parcel|command|incident)Id\}/.test(row.path);
  return { row, caller, site, asked, isAstray: (namesThing || body.namesThing) && (owner !== site || !owner) };
}

const nobodys = 'aaaaaaaaaaaaaaaa';

function pathOf(
  random: Random,
  { path }: RouteRow,
  { named, owner }: { named: Site | undefined; owner: Site | undefined },
): Record<string, string> {
  const thing = (ids: readonly string[] = [], none = nobodys) => anyOf(random, ids) ?? none;
  const ids: Record<string, string> = {
    siteId: named?.siteId ?? 'nowhere',
    bankId: thing((path.includes('{commandId}') ? named : owner)?.bankIds, 'no-bank'),
    subject: subject(random.below(subjectsMax)),
    compartmentId: random.pick(['A01', 'A02', 'B99']),
    residentId: thing(owner?.residentIds),
    courierId: thing(owner?.courierIds),
    parcelId: thing(owner?.parcelIds),
    commandId: thing(owner?.commandIds, `c-${nobodys}`),
    incidentId: thing(owner?.incidentIds, `${nobodys}-1`),
  };
  return Object.fromEntries(Object.entries(ids).filter(([name]) => path.includes(`{${name}}`)));
}

interface Queried {
  site: Site | undefined;
  others: readonly Site[];
  cursors: readonly GivenCursor[];
  list: string;
}

/** Now and then a cursor, of this list or of any; a site that is not the path's; and pages of one, so that there are cursors. */
function queryOf(random: Random, { method, site: where }: RouteRow, asked: Queried): Record<string, string> {
  const { site, others, cursors, list } = asked;
  const own: Record<string, string> = where === 'in-query' ? { siteId: site?.siteId ?? 'nowhere' } : {};
  const other = anyOf(random, others);
  if (other && random.chance(0.05)) return { siteId: other.siteId, ...own };
  if (method !== 'GET' || random.chance(0.4)) return own;
  const ofList = random.chance(0.5) ? cursors.filter((one) => one.list === list) : cursors;
  const cursor = random.chance(0.5) ? anyOf(random, ofList)?.cursor : undefined;
  return { ...own, limit: '1', ...(cursor === undefined ? {} : { cursor }) };
}

interface Said {
  tenants: Tenants;
  site: Site | undefined;
  owner: Site | undefined;
}

/** A good body, of words of its own; some that another site said before, too, where a site's own may be the same. */
function bodyOf(random: Random, operation: string, said: Said): { given: unknown; namesThing: boolean } {
  const { tenants, owner } = said;
  const word = () => tenants.word();
  const reason = word();
  const compartmentId = random.pick(['A01', 'A02']);
  const resident = { name: word(), unit: random.pick(['12B', word()]), phone: tenants.phone() };
  const command = { type: random.pick(['open', 'sample', 'pulse-lock']), compartmentId, reason };
  const things: Record<string, unknown> = {
    announceParcel: {
      trackingNumber: random.pick(['TN1', word()]),
      residentId: anyOf(random, owner?.residentIds ?? []) ?? nobodys,
    },
    reportIncident: {
      cause: 'damaged-parcel',
      bankId: anyOf(random, owner?.bankIds ?? []) ?? 'no-bank',
      compartmentId,
    },
  };
  const bodies: Record<string, unknown> = {
    createSite: { siteId: random.pick([owner?.siteId ?? word(), word()]), name: word() },
    changeSite: random.pick([{ name: word() }, { manager: { phone: tenants.phone() } }, { manager: null }]),
    changePolicy: random.pick([{ samplesMax: 3 }, { personOpensPerHourMax: 2 }, {}]),
    putMember: { role: random.pick(siteRoles) },
    createBank: bankBody(random.pick([word(), anyOf(random, owner?.bankIds ?? []) ?? word()])),
    replaceController: { controllerId: word(), csr: csrPem },
    createResident: random.pick([{ name: 'Ada', unit: '12B', phone: '+12025550101' }, resident]),
    changeResident: random.pick([{ name: word() }, { unit: word(), phone: tenants.phone() }]),
    moveOutResident: {},
    importResidents: { csv: `name,unit,phone\n${word()},12B,${tenants.phone()}`, dryRun: random.chance(0.3) },
    createCourier: { name: random.pick(['Cy', word()]) },
    overrideVerdict: { finding: random.pick(['present', 'absent', 'written-off']), reason },
    holdParcel: { untilMs: tenants.world.clock.now + random.below(90) * 3_600_000, reason },
    releaseCompartment: { reason, isEmpty: random.chance(0.5) },
    giveCommand: command,
    actOnIncident: command,
    dispatchIncident: { note: reason },
    resolveIncident: { how: 'remotely', note: reason },
  };
  if (operation in things) return { given: things[operation], namesThing: true };
  return { given: operation in bodies ? bodies[operation] : { reason }, namesThing: false };
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { siteRoles } from '../../../app/registry-ports.js';
import { routes } from '../../../functions/api/routes.js';
import { randomOf } from '../../../simulator/random.js';
import { listOf, someRequest, type GivenCursor, type Request } from './tenant-requests.js';
import { subjectsMax, Tenants, type SitePlan } from './tenants.js';
import type { Reply } from './world.js';

/*
 * 42 worlds of two to four tenants, and 500 requests in each: any route, anybody, of their own things, another site's and
 * nobody's. Of each it is known whether it may be granted; of each answer, whose words stand in it; of each write, whose.
 */
const worlds = 42;
const requestsAWorld = 500;

const plan: fc.Arbitrary<SitePlan> = fc.record({
  banks: fc.integer({ min: 1, max: 2 }),
  residents: fc.integer({ min: 1, max: 3 }),
  roles: fc.array(fc.constantFrom(...siteRoles, 'none' as const), { minLength: subjectsMax, maxLength: subjectsMax }),
});

/** By the memberships as they stand: `open` to all, or refused as who they are, or left to the operation. */
type Standing = 'open' | 'nobody' | 'stranger' | 'not-theirs' | 'may';
const refusedAs: Partial<Record<Standing, string>> = {
  nobody: 'unauthorized',
  stranger: 'not-found',
  'not-theirs': 'forbidden',
};

const nothing = {
  type: 'urn:pigeonhole:problem:not-found',
  title: 'there is no such thing, or not for you',
  status: 404,
  code: 'not-found',
  instance: '',
};

/** What came of a request. */
interface Seen {
  answer: Reply;
  written: string[];
  /** All of it, for whoever reads that it failed. */
  told: string;
}

async function standingOf(tenants: Tenants, { row, caller, site }: Request): Promise<Standing> {
  if (row.auth === 'none') return 'open';
  if (caller.claims?.['token_use'] !== 'access') return 'nobody';
  const isOfOneSite = row.site === 'in-query' || /\{(site|bank)Id\}/.test(row.path);
  if (!isOfOneSite) return caller.isOperator || row.roles.length > 1 ? 'may' : 'not-theirs';
  const role = site && (caller.isOperator ? 'operator' : await tenants.roleAt(site.siteId, caller.subject));
  if (!role) return 'stranger';
  return row.roles.includes(role) ? 'may' : 'not-theirs';
}

/** Of what sites may the answer tell? Of the one that it is about; of no one's, all that the caller is a member of. */
const inView = async (tenants: Tenants, { row, caller, site }: Request): Promise<Set<string>> =>
  row.operation === 'listSites' ? tenants.sitesOf(caller.subject) : new Set(site ? [site.siteId] : []);

function judge(standing: Standing, { row, isAstray }: Request, { answer, written, told }: Seen): void {
  const code = answer.status < 300 ? 'granted' : answer.body['code'];
  expect([told, answer.status < 500]).toEqual([told, true]);
  const refusal = refusedAs[standing];
  if (refusal !== undefined) expect([told, code, written]).toEqual([told, refusal, []]);
  if (standing === 'stranger') expect({ ...answer.body, instance: '' }).toEqual(nothing);
  if (!isAstray) return;
  expect([told, written]).toEqual([told, []]);
  // Who erases or takes out what is not there has what they asked for.
  if (row.method !== 'DELETE') expect([told, answer.status >= 400]).toEqual([told, true]);
}

/** People may be of several sites, and are answered whom they named: of subjects that is all. */
function judgeWords(tenants: Tenants, request: Request, { answer, written, told }: Seen, sites: ReadonlySet<string>) {
  const { caller, site, row, asked } = request;
  const named = asked.path?.['subject'];
  const seen = tenants.foreignIn(answer.text, sites).filter((word) => word !== named);
  if (!caller.isOperator) expect([told, seen]).toEqual([told, []]);
  if (row.operation === 'createSite') return;
  const own = new Set(site ? [site.siteId] : []);
  const changed = written.flatMap((line) => tenants.foreignIn(line, own)).filter((word) => word !== named);
  expect([told, changed]).toEqual([told, []]);
}

function judgeCursor({ row, caller, asked }: Request, { answer, told }: Seen, given: readonly GivenCursor[]): void {
  const cursor = asked.query?.['cursor'];
  if (cursor === undefined || answer.status >= 300) return;
  const list = given.find((one) => one.cursor === cursor)?.list;
  expect([told, list]).toEqual([told, listOf(row, asked.path ?? {}, caller)]);
}

/** What was granted at a site may be seen there from now on. */
function remember(tenants: Tenants, { row, site }: Request, { answer, written }: Seen): void {
  const { siteId } = answer.body;
  if (row.operation === 'createSite' && typeof siteId === 'string') tenants.learn(answer.text, siteId);
  if (!site || row.method === 'GET') return;
  for (const line of written) tenants.learn(line, site.siteId);
  if (answer.status >= 300) return;
  tenants.learn(answer.text, site.siteId);
  tenants.keepIds(site, answer);
}

async function play(plans: readonly SitePlan[], seed: number, count: (operation: string, status: number) => void) {
  const tenants = await Tenants.make(plans);
  const random = randomOf(seed);
  const cursors: GivenCursor[] = [];
  for (let n = 0; n < requestsAWorld; n++) {
    const request = someRequest(random, tenants, cursors);
    const { row, caller, asked } = request;
    const route = `${row.method} ${row.path}`;
    const [standing, sites] = [await standingOf(tenants, request), await inView(tenants, request)];
    const { answer, written } = await tenants.watch(() => tenants.world.call(caller.claims, route, asked));
    const told = `${route} by ${caller.subject}: ${JSON.stringify(asked)} → ${answer.status} ${answer.text}`;
    const seen = { answer, written, told };
    judge(standing, request, seen);
    judgeWords(tenants, request, seen, sites);
    judgeCursor(request, seen, cursors);
    remember(tenants, request, seen);
    const { cursor } = answer.body;
    if (typeof cursor === 'string') cursors.push({ cursor, list: listOf(row, asked.path ?? {}, caller) });
    count(row.operation, answer.status);
  }
}

describe('nobody ever sees or changes what is not theirs', () => {
  it('whatever they ask for', async () => {
    const answers = new Map<number, number>();
    const granted = new Set<string>();
    const count = (operation: string, status: number) => {
      answers.set(status, (answers.get(status) ?? 0) + 1);
      if (status < 300) granted.add(operation);
    };
    const property = fc.asyncProperty(
      fc.array(plan, { minLength: 2, maxLength: 4 }),
      fc.integer({ min: 0 }),
      async (plans, seed) => play(plans, seed, count),
    );
    await fc.assert(property, { numRuns: worlds, endOnFailure: true });
    const all = [...answers.values()].reduce((sum, times) => sum + times, 0);
    expect(all).toBeGreaterThanOrEqual(20_000);
    // Else nothing was at stake: enough is granted, of nearly every route.
    const good = [200, 201, 204].reduce((sum, status) => sum + (answers.get(status) ?? 0), 0);
    expect(good / all).toBeGreaterThan(0.15);
    expect(granted.size / routes.length).toBeGreaterThan(0.8);
  });
});

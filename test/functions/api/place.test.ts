import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { BankRow, MemberRow, Registry, SiteRow } from '../../../app/registry-ports.js';
import type { BankId, SiteId } from '../../../domain/ids.js';
import { placeOf } from '../../../functions/api/place.js';
import { routes } from '../../../functions/api/routes.js';

const bankId = 'bank-of-place' as BankId;

/** One bank; `ann` is a member at site a and nobody anywhere else. Every read is noted, and how many waited for one another. */
function registryWith(bankAt: () => SiteId | undefined) {
  const reads: string[] = [];
  const rounds = { n: 0 };
  let running = 0;
  const read = async <Row>(name: string, row: Row | undefined): Promise<Row | undefined> => {
    reads.push(name);
    if (running++ === 0) rounds.n++;
    await new Promise(setImmediate);
    running--;
    return row;
  };
  const registry = {
    banks: {
      read: () => {
        const siteId = bankAt();
        return read('bank', siteId && ({ id: bankId, siteId } as BankRow));
      },
    },
    sites: { read: ({ siteId }: { siteId: SiteId }) => read(`site ${siteId}`, { id: siteId } as SiteRow) },
    members: {
      read: ({ siteId, subject }: { siteId: SiteId; subject: string }) =>
        read(`member ${siteId}`, siteId === 'a' && subject === 'ann' ? ({ role: 'viewer' } as MemberRow) : undefined),
    },
  };
  return { registry: registry as unknown as Registry, reads, rounds };
}

it('is where the bank stands, with site and member read along with it from the second time on', async () => {
  let at: SiteId | undefined = 'a' as SiteId;
  const { registry, reads } = registryWith(() => at);
  const found = { bank: { id: bankId, siteId: 'a' }, site: { id: 'a' }, member: { role: 'viewer' } };
  expect(await placeOf(registry, { bankId }, 'ann')).toEqual(found);
  expect(await placeOf(registry, { bankId }, 'ann')).toEqual(found);
  expect(reads).toEqual(['bank', 'site a', 'member a', 'bank', 'site a', 'member a']);

  at = 'b' as SiteId; // Whatever was so before: who may is who may where it stands now.
  expect(await placeOf(registry, { bankId }, 'ann')).toMatchObject({ site: { id: 'b' }, member: undefined });
  expect(await placeOf(registry, { bankId }, undefined)).toMatchObject({ site: { id: 'b' } });
  at = undefined;
  expect(await placeOf(registry, { bankId }, 'ann')).toBeUndefined();
});

it('lets nobody tell by the time it takes whether a bank that is not theirs exists: a refusal always takes two reads in a row', async () => {
  const there = registryWith(() => 'b' as SiteId);
  const nowhere = registryWith(() => undefined);
  await placeOf(there.registry, { bankId }, undefined); // Its operator was here: where it stands is remembered.
  for (const { registry, rounds } of [there, nowhere]) {
    rounds.n = 0;
    expect((await placeOf(registry, { bankId }, 'ann'))?.member).toBeUndefined();
    expect(rounds.n).toBe(2);
  }
  there.rounds.n = 0;
  expect(await placeOf(there.registry, { bankId }, undefined)).toMatchObject({ site: { id: 'b' } });
  expect(there.rounds.n).toBe(1); // Whoever may is not kept waiting.
});

it('is the site that the path names, and nowhere without one', async () => {
  const { registry, reads } = registryWith(() => undefined);
  expect(await placeOf(registry, { siteId: 'a' }, 'ann')).toEqual({ site: { id: 'a' }, member: { role: 'viewer' } });
  expect(await placeOf(registry, { siteId: 'a' }, undefined)).toEqual({ site: { id: 'a' }, member: undefined });
  expect(await placeOf(registry, {}, 'ann')).toBeUndefined();
  expect(reads).toEqual(['site a', 'member a', 'site a']);
});

it('is one place: no path names a bank and a site, of which only the bank’s would count', () => {
  const both = routes.filter(
    (row) => row.path.includes('{bankId}') && (row.path.includes('{siteId}') || 'site' in row),
  );
  expect(both).toEqual([]);
});

/** What happens to three banks and their sites: one is registered anew, a membership is given or taken, somebody asks. */
const happening = fc.oneof(
  fc.record({ bank: fc.nat(2), movesTo: fc.constantFrom('a', 'b', undefined) }),
  fc.record({ site: fc.constantFrom('a', 'b'), member: fc.constantFrom('ann', 'bob'), isOne: fc.boolean() }),
  fc.record({ bank: fc.nat(2), asks: fc.constantFrom('ann', 'bob', 'op') }),
);

it('is what a look-up without a memory finds, whatever was asked and changed before', async () => {
  let run = 0;
  const history = fc.array(happening, { minLength: 1, maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(history, async (happenings) => {
      run++;
      const siteOf = new Map<string, string>();
      const members = new Set<string>();
      const site = (siteId: string) => ({ id: siteId }) as SiteRow;
      const registry = {
        banks: {
          read: async ({ bankId: id }: { bankId: string }) =>
            siteOf.has(id) ? ({ id, siteId: siteOf.get(id) } as BankRow) : undefined,
        },
        sites: { read: async ({ siteId }: { siteId: string }) => (siteId === '-' ? undefined : site(siteId)) },
        members: {
          read: async ({ siteId, subject }: { siteId: string; subject: string }) =>
            members.has(`${siteId} ${subject}`) ? ({ siteId, subject } as MemberRow) : undefined,
        },
      } as unknown as Registry;
      for (const one of happenings) {
        if ('movesTo' in one) {
          if (one.movesTo === undefined) siteOf.delete(`${run}-${one.bank}`);
          else siteOf.set(`${run}-${one.bank}`, one.movesTo);
        } else if ('member' in one) members[one.isOne ? 'add' : 'delete'](`${one.site} ${one.member}`);
        else {
          const id = `${run}-${one.bank}` as BankId;
          const subject = one.asks === 'op' ? undefined : one.asks;
          const siteId = siteOf.get(id);
          const isMember = siteId !== undefined && members.has(`${siteId} ${subject}`);
          const wanted = siteId && {
            ...{ bank: { id, siteId }, site: site(siteId) },
            member: isMember ? { siteId, subject } : undefined,
          };
          expect(await placeOf(registry, { bankId: id }, subject)).toEqual(wanted);
        }
      }
    }),
    { numRuns: 400 },
  );
});

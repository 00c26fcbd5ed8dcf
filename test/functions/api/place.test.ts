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

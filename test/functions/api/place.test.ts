import { expect, it } from 'vitest';
import type { BankRow, MemberRow, Registry, SiteRow } from '../../../app/registry-ports.js';
import type { BankId, SiteId } from '../../../domain/ids.js';
import { placeOf } from '../../../functions/api/place.js';

const bankId = 'bank-of-place' as BankId;

/** One bank; `ann` is a member at site a and nobody anywhere else. Every read is noted. */
function registryWith(bankAt: () => SiteId | undefined) {
  const reads: string[] = [];
  const read = <Row>(name: string, row: Row | undefined): Promise<Row | undefined> => {
    reads.push(name);
    return Promise.resolve(row);
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
  return { registry: registry as unknown as Registry, reads };
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

it('is the site that the path names, and nowhere without one', async () => {
  const { registry, reads } = registryWith(() => undefined);
  expect(await placeOf(registry, { siteId: 'a' }, 'ann')).toEqual({ site: { id: 'a' }, member: { role: 'viewer' } });
  expect(await placeOf(registry, { siteId: 'a' }, undefined)).toEqual({ site: { id: 'a' }, member: undefined });
  expect(await placeOf(registry, {}, 'ann')).toBeUndefined();
  expect(reads).toEqual(['site a', 'member a', 'site a']);
});

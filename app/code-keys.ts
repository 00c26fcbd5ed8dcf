import type { BankId, StayId } from '../domain/ids.js';
import type { CodeKey, Ports, Secrets } from './ports.js';

/*
 * After a rotation of the code secret, codes that are out there were issued by another key than the one that issues now.
 * A code's row is the proof of the key: it stands under a look-up key that only that key makes.
 */

/** What stands under this code, by whichever key it was issued. */
export async function foundByCode<Row>(
  secrets: Secrets,
  { scope, code }: { scope: string; code: string },
  find: (lookupKey: string) => Promise<Row | undefined>,
): Promise<Row | undefined> {
  const found = await find(await secrets.lookupKey(scope, code));
  return found ?? foundByOthers(await secrets.others(), { scope, code }, find);
}

/** The same, of codes that the key which issues now did not issue. */
export async function foundByOthers<Row>(
  others: readonly CodeKey[],
  { scope, code }: { scope: string; code: string },
  find: (lookupKey: string) => Promise<Row | undefined>,
): Promise<Row | undefined> {
  for (const key of others) {
    const found = await find(await key.lookupKey(scope, code));
    if (found) return found;
  }
  return undefined;
}

/** The digits that this stay and generation were issued: those of an older key, where its row says so. */
export async function issuedCode(
  { secrets, codes }: Pick<Ports, 'secrets' | 'codes'>,
  { bankId, stayId, generation }: { bankId: BankId; stayId: StayId; generation: number },
): Promise<string> {
  for (const key of await secrets.others()) {
    const code = await key.pickupCode(stayId, generation);
    const row = await codes.find(await key.lookupKey(bankId, code));
    if (row?.stayId === stayId && row.generation === generation) return code;
  }
  return secrets.pickupCode(stayId, generation);
}

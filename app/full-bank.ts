import { rankDoors, type Wanted } from '../domain/allocation.js';
import { isToNudge } from '../domain/decide/returning.js';
import type { BankId } from '../domain/ids.js';
import type { Times } from '../domain/inputs.js';
import type { Bank, Ports } from './ports.js';
import { transact, type Call } from './transact.js';

/** So many other banks are looked at: a courier waits at the screen. */
const banksMax = 3;
/** So many residents are asked to make room for one parcel that found no door. */
const nudgesMax = 8;

/** The nearest other bank of the site with a free door that fits: by the bank's own list, else by name. */
export async function nearbyBank(ports: Ports, bank: Bank, wanted: Wanted): Promise<BankId | undefined> {
  const { directory } = ports;
  const listed = bank.near ?? (await directory.banksOfSite(bank.siteId, banksMax + 1));
  const others = listed.filter((id) => id !== bank.id).slice(0, banksMax);
  const fits = await Promise.all(others.map((id) => hasDoor(ports, bank, id, wanted)));
  return others.find((_, i) => fits[i]);
}

/** A bank of another site is none that a courier's code is good for, and one that is taken out of service takes nothing. */
async function hasDoor(ports: Ports, { siteId }: Bank, id: BankId, wanted: Wanted): Promise<boolean> {
  const other = await ports.directory.bank(id);
  if (other?.siteId !== siteId || other.retirement) return false;
  return rankDoors(await ports.doors.free(id), wanted).length > 0;
}

/**
 * Asks residents whose overdue parcels lie in doors that would fit to make room. Each door decides for itself whether
 * its resident was asked today; the courier has been answered by then, so what fails here is counted and fails nothing.
 */
export async function nudgeOverdue(
  ports: Ports,
  bankId: BankId,
  { wanted, times }: { wanted: Wanted; times: Times },
  call: Call,
): Promise<void> {
  try {
    const siteId = (await ports.directory.bank(bankId))?.siteId;
    const policy = siteId && (await ports.directory.site(siteId))?.policy;
    if (!policy?.nudgeOverdueWhenFull) return;
    const overdue = (await ports.doors.list(bankId)).filter((door) => isToNudge(door, times.nowMs, policy));
    // Nobody calls a refused request again for this: what a nudge leaves undone is the sweep's.
    const own = { by: call.by, attempt: call.attempt, isRetried: false };
    for (const door of rankDoors(overdue, wanted).slice(0, nudgesMax)) {
      if (door.stay) await transact(ports, door, { type: 'nudge', stayId: door.stay.id, times }, own);
    }
  } catch (error) {
    ports.counters.count('nudge-failed', { error: error instanceof Error ? error.name : 'unknown' });
  }
}

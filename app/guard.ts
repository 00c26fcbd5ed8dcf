import { stopped, type Guard, type Stop } from '../domain/guard/guard.js';
import type { BankId } from '../domain/ids.js';
import type { KeptGuard, Ports } from './ports.js';

/** As many changes as may well come at once are made one after the other; of more, the caller's retry makes them. */
const attemptsMax = 16;

/** Changes a bank's guard by what the change makes of its latest state; `undefined` changes nothing. */
export async function changeGuard(
  ports: Ports,
  bankId: BankId,
  change: (guard: KeptGuard) => Guard | undefined,
): Promise<{ guard: KeptGuard; isChanged: boolean }> {
  for (let attempt = 1; attempt <= attemptsMax; attempt++) {
    const guard = await ports.guards.read(bankId);
    const changed = change(guard);
    if (!changed) return { guard, isChanged: false };
    const next = { ...changed, version: guard.version };
    if (await ports.guards.write(bankId, next))
      return { guard: { ...next, version: guard.version + 1 }, isChanged: true };
    await ports.pause(attempt);
  }
  throw new Error(`the guard of ${bankId} changed ${attemptsMax} times while it was changed`);
}

/** No door of this bank is opened any more, until a named person lets them go on. The same cause again stops nothing. */
export async function stopOpens(ports: Ports, bankId: BankId, stop: Stop): Promise<void> {
  const { isChanged } = await changeGuard(ports, bankId, (guard) => stopped(guard, stop, ports.clock.nowMs()));
  if (isChanged) ports.counters.count('opens-stopped', { bankId, cause: stop.cause });
}

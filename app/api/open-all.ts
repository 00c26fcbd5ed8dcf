import { mayNotConfirm, confirmWithinMs, openAllState, type OpenAll } from '../../domain/guard/open-all.js';
import { isSettled } from '../../domain/guard/two-people.js';
import type { BankId } from '../../domain/ids.js';
import type { Times } from '../../domain/inputs.js';
import { changeGuard } from '../guard.js';
import { standingStop } from '../mass-open.js';
import { openBatch } from '../open-all.js';
import type { Ports, Site } from '../ports.js';
import type { Refusal } from '../../domain/decide/decision.js';
import type { ApiRefusal } from './refusals.js';

interface Asked {
  bankId: BankId;
  site: Site;
  /** The token's subject. */
  actor: string;
  /** Since when they have their role. Unix milliseconds. */
  roleSinceMs: number;
  reason: string;
  times: Times;
}

type Refused = { refusal: Refusal | ApiRefusal };

/** One person asks, once a key. What another asked stands until it was confirmed or has expired. */
export async function askOpenAll(ports: Ports, asked: Asked & { key: string }): Promise<OpenAll | Refused> {
  const { bankId, actor: by, key, reason, roleSinceMs, times } = asked;
  if (!isSettled({ roleSinceMs, nowMs: times.nowMs })) return { refusal: 'role-too-new' };
  const id = ports.digest.id(`open-all|${bankId}|${by}|${key}`);
  const { nowMs: askedAtMs } = times;
  const wanted: OpenAll = { id, by, reason, askedAtMs, expiresAtMs: askedAtMs + confirmWithinMs };
  const stopped = await isStopped(ports, asked);
  const { guard, isChanged } = await changeGuard(ports, bankId, (before) => {
    const { openAll } = before;
    const isPending = openAll !== undefined && openAllState(openAll, askedAtMs) === 'asked';
    return stopped || openAll?.id === id || isPending ? undefined : { ...before, openAll: wanted };
  });
  if (isChanged) ports.counters.count('open-all-asked', { bankId });
  const { openAll } = guard;
  if (openAll?.id === id) return openAll.reason === reason ? openAll : { refusal: 'idempotency-key-reused' };
  return { refusal: stopped ? 'opens-stopped' : 'open-all-pending' };
}

export async function readOpenAll(ports: Ports, bankId: BankId, id: string): Promise<OpenAll | undefined> {
  const { openAll } = await ports.guards.read(bankId);
  return openAll?.id === id ? openAll : undefined;
}

/**
 * Another person confirms it, and the first doors are told to open. Confirmed twice, or by two at once, it is confirmed by the
 * first; what their call left undone is done by the next one's, and each door is told to open once.
 */
export async function confirmOpenAll(ports: Ports, asked: Asked & { openAllId: string }): Promise<OpenAll | Refused> {
  const { bankId, openAllId, actor, reason, roleSinceMs, times } = asked;
  const { nowMs } = times;
  const before = await readOpenAll(ports, bankId, openAllId);
  if (!before) return { refusal: 'not-found' };
  const refusal = mayNotConfirm(before, { actor, roleSinceMs, nowMs });
  if (refusal) return { refusal };
  if (!before.confirmed && (await isStopped(ports, asked))) return { refusal: 'opens-stopped' };
  const { guard } = await changeGuard(ports, bankId, (now) => {
    const { openAll } = now;
    if (openAll?.id !== openAllId || openAll.confirmed) return undefined;
    return { ...now, openAll: { ...openAll, confirmed: { by: actor, reason, atMs: nowMs } } };
  });
  const { openAll } = guard;
  if (openAll?.id !== openAllId) return { refusal: 'not-found' }; // Expired, and asked anew meanwhile.
  await openBatch(ports, { kind: 'open-all', bankId, openAllId, n: 0 }, times);
  return openAll;
}

const isStopped = async (ports: Ports, { bankId, site, actor: by }: Asked): Promise<boolean> =>
  (await standingStop(ports, { bankId, site, by })).stopped !== undefined;

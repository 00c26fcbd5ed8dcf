import { lookAgain } from '../domain/audit/again.js';
import { ratesOf } from '../domain/decide/look.js';
import type { DoorKey } from '../domain/ids.js';
import type { Times } from '../domain/inputs.js';
import type { Window } from '../domain/sensing/window.js';
import { tellFindings } from './findings.js';
import type { Ports } from './ports.js';
import { recordOf } from './record.js';

/** A conflict is decided again this often; then the call fails and is retried as a whole. */
const attemptsMax = 8;

export interface Further {
  windows: Window[];
  /** The command that asked for them: the same answer twice is once. */
  commandId: string;
  times: Times;
}

/** A bank answers with a further window of a door: a second look at its contents, which may be said now, or be over. */
export async function lookAgainAt(ports: Ports, key: DoorKey, { windows, commandId, times }: Further): Promise<void> {
  if (windows.length === 0 || !times.ageKnown) return;
  const at = { ...key, id: commandId };
  for (let attempt = 1; attempt <= attemptsMax; attempt++) {
    const [loaded, sensors, bank] = await Promise.all([
      ports.doors.load(key),
      ports.sensors.load(key),
      ports.banks.peek(key.bankId),
    ]);
    const site = loaded && (await ports.directory.site(loaded.door.siteId));
    if (!loaded || !site || !sensors) return; // A door that no scan has told of is not known well enough.
    const record = recordOf(loaded, bank.state);
    const rates = ratesOf(site.policy);
    const look = { record, windows, before: sensors.door, key: commandId, atMs: times.occurredAtMs, rates };
    const { next, findings, isChanged } = lookAgain(look);
    if (!isChanged) return;
    await ports.evidence.put(at, { before: [], after: windows }, times.receivedAtMs);
    await tellFindings(ports, findings);
    if (await ports.sensors.commit({ door: next, version: sensors.version })) return;
    await ports.pause(attempt);
  }
  throw new Error(`sensors of ${key.bankId}/${key.compartmentId} changed ${attemptsMax} times`);
}

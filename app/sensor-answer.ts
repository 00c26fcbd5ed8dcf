import { lookAgain, type LookedAgain } from '../domain/audit/again.js';
import { recalibratedDoor } from '../domain/audit/recalibrated.js';
import type { DoorRecord } from '../domain/audit/record.js';
import { ratesOf } from '../domain/decide/look.js';
import type { DoorKey } from '../domain/ids.js';
import type { CommandResult } from '../domain/inputs.js';
import type { RemoteCommandType } from '../domain/remote-command.js';
import type { ErrorRates } from '../domain/sensing/verdict.js';
import { attemptsMax } from './attempts.js';
import type { Answered } from './answer-incident.js';
import { doubtWires, showsNews, type FoundEmpty } from './doubt-wires.js';
import { tellFindings } from './findings.js';
import type { LoadedSensors, Ports } from './ports.js';
import { recordOf } from './door-record.js';

/** What a bank did at a door, as far as it concerns the sensors: a further window of them, or a new zero. */
export interface SensorAnswer extends Pick<CommandResult, 'commandId' | 'outcome' | 'windows' | 'times'> {
  command: RemoteCommandType;
  /** What the incident whose command it was says to stand. */
  stands?: Answered['stands'] | undefined;
  /** The deposit at another door that it was looked at for. */
  beside?: FoundEmpty | undefined;
}

/**
 * A bank's answer to a command at a door shows the door's contents again, and what a scan suspected may be said now, or be
 * over; a recalibration begins the sensors' levels anew. The same answer again is once. A door that no scan has told of yet
 * has no sensors that are known.
 */
export async function hearSensors(ports: Ports, key: DoorKey, answer: SensorAnswer): Promise<void> {
  const { command, outcome, windows, times } = answer;
  const isRecalibrated = command === 'recalibrate' && outcome === 'done';
  if (!isRecalibrated && (windows.length === 0 || !times.ageKnown)) return;
  if (answer.beside && !(await showsNews(ports, key, answer))) return;
  if (answer.beside && (await doubtWires(ports, key, answer, answer.beside))) return;
  // Read once: what is said of the door holds it, and then its record would be later than this look.
  const read = isRecalibrated ? undefined : await recordAt(ports, key);
  for (let attempt = 1; attempt <= attemptsMax; attempt++) {
    const sensors = await ports.sensors.load(key);
    if (!sensors) return;
    const heard = isRecalibrated ? recalibratedDoor(sensors.door, answer) : read && lookedAgain(read, answer, sensors);
    if (!heard?.isChanged) return;
    if (heard.findings.length > 0 || heard.next.suspicion?.key === answer.commandId) {
      const evidence = { ...key, id: answer.commandId };
      await ports.evidence.put(evidence, { before: [], after: windows }, times.receivedAtMs);
    }
    await tellFindings(ports, heard.findings);
    if (await ports.sensors.commit({ door: heard.next, version: sensors.version })) return;
    await ports.pause(attempt);
  }
  throw new Error(`sensors of ${key.bankId}/${key.compartmentId} changed ${attemptsMax} times`);
}

interface Read {
  record: DoorRecord;
  rates: ErrorRates;
}

async function recordAt(ports: Ports, key: DoorKey): Promise<Read | undefined> {
  const [loaded, bank] = await Promise.all([ports.doors.load(key), ports.banks.peek(key.bankId)]);
  const site = loaded && (await ports.directory.site(loaded.door.siteId));
  return site && { record: recordOf(loaded, bank.state), rates: ratesOf(site.policy) };
}

const lookedAgain = (read: Read, answer: SensorAnswer, { door: before }: LoadedSensors): LookedAgain =>
  lookAgain({
    ...read,
    before,
    windows: answer.windows,
    key: answer.commandId,
    atMs: answer.times.occurredAtMs,
  });

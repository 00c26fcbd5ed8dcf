import { doorsDiffer } from '../domain/audit/config-drift.js';
import { auditBank, scanKey, type BankAudit, type DoorAudit } from '../domain/audit/index.js';
import type { Scanned } from '../domain/bank/scan.js';
import { wasScanned } from '../domain/bank/scan.js';
import { isFlood, markOf } from '../domain/bank/start.js';
import type { BankState } from '../domain/bank/state.js';
import { ratesOf } from '../domain/decide/look.js';
import { auditCommandIdOf } from '../domain/ids.js';
import type { SensorScan } from '../domain/inputs.js';
import type { SitePolicy } from '../domain/policy.js';
import { attemptsMax } from './attempts.js';
import { handleBank, isOfAnother } from './bank.js';
import { tellFindings } from './findings.js';
import type { LoadedDoor, LoadedSensors, Ports } from './ports.js';
import { recordOf } from './door-record.js';
import { refuse } from './refuse.js';
import { sampleOf } from './sample.js';
import { transact, type Call } from './transact.js';

/** As many doors are written at once as the SDK has sockets to spare. */
const atOnce = 32;

/**
 * One scan, one bank: read the record and what is known of the sensors, two queries; decide each door; say what was found
 * and ask for second looks; then write, each door for itself and the bank last. All that is said is repeatable by its key,
 * so the conditional writes come last and are the done markers (ADR 10): a call that ends in between says the same again.
 */
export async function handleScan(ports: Ports, scan: SensorScan, call: Call): Promise<void> {
  const { counters, banks, directory } = ports;
  const { bankId, times, unreadable } = scan;
  if (unreadable > 0) counters.count('scan-windows-unreadable', { bankId, windows: unreadable });
  if (!times.ageKnown) return counters.count('scan-of-unknown-age', { bankId });
  const { state } = await banks.load(bankId);
  if (await isOfAnother(ports, state, scan)) return refuse(ports, { code: 'another-controller', bankId });
  if (wasScanned(state, scan)) return counters.count('scan-passed-over', { bankId });
  if (isFlood(state, markOf(scan))) return counters.count('bank-flood', { bankId });
  const bank = await directory.bank(bankId);
  const site = bank && (await directory.site(bank.siteId));
  if (!site) return counters.count('scan-of-no-bank', { bankId });
  await handleBank(ports, await auditAll(ports, scan, { state, policy: site.policy, call }));
}

interface Context {
  state: BankState;
  policy: SitePolicy;
  call: Call;
}

/** Decides and writes every door; a door that somebody else wrote meanwhile is decided again. Answers with the bank's part. */
async function auditAll(ports: Ports, scan: SensorScan, context: Context): Promise<Scanned> {
  const { bankId, origin, times } = scan;
  // Read once: what is said of a door holds it, and then its record would be later than this look.
  const loading = ports.doors.loadAll(bankId);
  let scanned: Scanned | undefined;
  for (let attempt = 1; attempt <= attemptsMax; attempt++) {
    const [doors, sensors] = await Promise.all([loading, ports.sensors.list(bankId)]);
    const audit = audited(scan, doors, sensors, context);
    const enrolled = doors.map(({ door }) => door.compartmentId);
    // All doors together are looked at once: what is decided again are only those that were in the way.
    const differs = doorsDiffer(scan, enrolled);
    scanned ??= { type: 'scanned', bankId, origin, times, differs, ...bankPart(audit, context) };
    const isWritten = await inTurns(audit.doors, (door) => finish(ports, scan, door, { sensors, call: context.call }));
    if (isWritten.every(Boolean)) return scanned;
    await ports.pause(attempt);
  }
  throw new Error(`sensors of bank ${bankId} changed ${attemptsMax} times while they were decided on`);
}

function audited(
  scan: SensorScan,
  doors: LoadedDoor[],
  sensors: LoadedSensors[],
  { state, policy }: Context,
): BankAudit {
  const { boot } = state;
  const isThisBoot = boot?.bootCount === scan.origin.bootCount && state.controllerId === scan.origin.controllerId;
  return auditBank({
    scan,
    records: doors.map((loaded) => recordOf(loaded, state)),
    known: sensors.map(({ door }) => door),
    swaps: state.scan?.swaps ?? {},
    rates: ratesOf(policy),
    falseAlarmsPerBankPerMonthMax: policy.falseAlarmsPerBankPerMonthMax,
    poweredForMs: isThisBoot ? scan.times.occurredAtMs - boot.atMs : undefined,
  });
}

const bankPart = ({ swaps, shifted }: BankAudit, { state }: Context) => ({ swaps, shifted, read: state.scan?.swaps });

/** What one door's look leads to, and then its item. `false`: somebody else was faster. */
async function finish(
  ports: Ports,
  scan: SensorScan,
  { next, findings, keepsWindows, asksAgain, judged }: DoorAudit,
  { sensors, call }: { sensors: LoadedSensors[]; call: Call },
): Promise<boolean> {
  const { bankId, compartmentId } = next;
  const windows = scan.doors[compartmentId]?.windows ?? [];
  if (keepsWindows) {
    const key = { bankId, compartmentId, id: scanKey(scan) };
    await ports.evidence.put(key, { before: [], after: windows }, scan.times.receivedAtMs);
  }
  await tellFindings(ports, findings);
  // A retry of this scan finds the door judged, and would not come back to it: what is owed for it is the sweep's.
  const own = { by: `${call.by}/sensors`, isRetried: false };
  if (judged) await transact(ports, next, { type: 'judge-sensors', sensors: judged, times: scan.times }, own);
  if (asksAgain)
    await ports.bankLink.send(bankId, sampleOf(ports, compartmentId, auditCommandIdOf(compartmentId, scan.origin)));
  const version = sensors.find(({ door }) => door.compartmentId === compartmentId)?.version ?? 0;
  return ports.sensors.commit({ door: next, version });
}

async function inTurns<Item, Answer>(items: readonly Item[], act: (item: Item) => Promise<Answer>): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (let from = 0; from < items.length; from += atOnce)
    answers.push(...(await Promise.all(items.slice(from, from + atOnce).map(act))));
  return answers;
}

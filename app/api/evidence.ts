import { leaseIdOf, sampleCommandIdOf, type DoorKey, type StayId } from '../../domain/ids.js';
import type { DoorEvent } from '../../domain/events.js';
import type { OutboxEntry } from '../../domain/outbox.js';
import type { Window } from '../../domain/sensing/window.js';
import type { LoadedDoor } from '../door-store.js';
import type { CustodyRow, Parcel, ParcelClaim, Ports } from '../ports.js';
import { brokenLink, type BrokenLink, type Head } from './custody.js';

export interface CustodyLog {
  rows: CustodyRow[];
  /** While the door still holds this stay's log: the last row that it knows of. */
  head?: Head | undefined;
  broken?: BrokenLink | undefined;
  /** A row of it is being written: looked at again in a minute, the log is whole. */
  isPending: boolean;
  /** There are more, after this one. */
  nextAfterN?: number | undefined;
  /** What was decided and is not done yet: its row comes last. */
  owed: OutboxEntry[];
}

/** What was seen of one door cycle, or of a further look: raw, as the bank sent it. */
export interface Look {
  id: string;
  doorCycle: number;
  before: Window[];
  after: Window[];
}

/** A row is written right after its commit; where that failed, by the sweep or a parked queue, within minutes. */
const writtenWithinMs = 15 * 60_000;

/**
 * So many rows at a time: some 700 bytes each as JSON, and a function answers 6 MB at most. An uneventful stay has four; where a
 * door goes on swinging and nobody mends it, thousands.
 */
const rowsMax = 1_000;
/** So many rows are read of a log that is to be shown whole. */
const wholeRowsMax = 3_000;
/** So many looks go with a log, the latest: each is two windows of every sensor. */
const looksMax = 200;

type LogPorts = Pick<Ports, 'custody' | 'doors' | 'digest'>;

/**
 * The custody log of where a parcel is, or was last, from after its nth row; after a row that is not there it does not hold.
 * A parcel that was never given a door has none.
 */
export async function custodyOf(
  { custody, doors, digest }: LogPorts,
  { claim }: Parcel,
  { nowMs, afterN = 0 }: { nowMs: number; afterN?: number | undefined },
): Promise<CustodyLog | undefined> {
  if (!claim) return undefined;
  // The row before the first goes along, for it is sealed with that; and one more, to know that there are more.
  const part = { afterN: Math.max(afterN - 1, 0), limit: rowsMax + 2 };
  const [read, loaded] = await Promise.all([custody.read(claim.stayId, part), doors.load(claim)]);
  const begin = read.find(({ n }) => n === afterN);
  if (afterN > 0 && !begin) return { rows: [], broken: { n: afterN, why: 'missing' }, isPending: false, owed: [] };
  const after = read.filter(({ n }) => n > afterN);
  const rows = after.slice(0, rowsMax);
  const lastN = rows.at(-1)?.n ?? afterN;
  const isLast = after.length <= rowsMax;
  // A door that was read before a commit does not know of its row.
  const isBehind = isLast && (headOf(loaded, claim)?.n ?? lastN) < lastN;
  const door = isBehind ? await doors.load(claim) : loaded;
  const judged = judge(digest, { claim, begin, rows, door, isLast }, nowMs);
  return { rows, nextAfterN: isLast ? undefined : lastN, ...judged };
}

interface Part {
  claim: ParcelClaim;
  /** The row before its first. */
  begin: CustodyRow | undefined;
  rows: readonly CustodyRow[];
  door: LoadedDoor | undefined;
  isLast: boolean;
}

/** Does a part hold, and what does its door owe of it? A row that is owed is being written, and not missing, for a while. */
function judge(
  digest: LogPorts['digest'],
  { claim, begin, rows, door, isLast }: Part,
  nowMs: number,
): Pick<CustodyLog, 'head' | 'broken' | 'isPending' | 'owed'> {
  const [afterN, lastN] = [begin?.n ?? 0, rows.at(-1)?.n ?? 0];
  const head = isLast ? headOf(door, claim) : undefined;
  const isOfPart = (n: number): boolean => n > afterN && (isLast || n < lastN);
  const owed = owedOf(door, claim.stayId, rows).filter(({ custody: { n } }) => isOfPart(n));
  const broken = brokenLink(digest, rows, head, begin);
  const isPending = broken?.why === 'missing' && nowMs - decidedAtMs(broken.n, { rows, owed, claim }) < writtenWithinMs;
  return { head, owed, isPending, broken: isPending ? undefined : broken };
}

/** What the door has decided of a stay and has no row yet. */
export function owedOf(door: LoadedDoor | undefined, stayId: StayId, rows: readonly CustodyRow[]): OutboxEntry[] {
  const done = new Set(rows.map(({ n }) => n));
  return (door?.outbox ?? []).filter(({ custody: { chain, n } }) => chain === stayId && !done.has(n));
}

const headOf = (loaded: LoadedDoor | undefined, { stayId }: ParcelClaim): Head | undefined =>
  loaded?.door.chain.id === stayId ? { n: loaded.door.chain.n, hash: loaded.door.chain.head } : undefined;

/** When what the nth row is to tell was decided: so the door says that owes it. Of one at the end, the row before it says since when. */
function decidedAtMs(
  n: number,
  { rows, owed, claim }: Pick<Part, 'rows' | 'claim'> & Pick<CustodyLog, 'owed'>,
): number {
  const entry = owed.find(({ custody }) => custody.n === n);
  if (entry) return entry.committedAtMs;
  const last = rows.at(-1);
  return last && last.n > n ? -Infinity : (last?.committedAtMs ?? claim.claimedAtMs);
}

/** The log as one; of one that is longer than that, its beginning. */
export async function custodyWhole(ports: LogPorts, parcel: Parcel, nowMs: number): Promise<CustodyLog | undefined> {
  let log = await custodyOf(ports, parcel, { nowMs });
  while (log?.nextAfterN !== undefined && log.rows.length < wholeRowsMax) {
    const more: CustodyLog | undefined = await custodyOf(ports, parcel, { nowMs, afterN: log.nextAfterN });
    log = more && joined(log, more);
  }
  return log;
}

/** What is wrong first is what is wrong. */
function joined(log: CustodyLog, more: CustodyLog): CustodyLog {
  const broken = log.broken ?? more.broken;
  const isPending = !broken && (log.isPending || more.isPending);
  return { ...more, rows: [...log.rows, ...more.rows], owed: [...log.owed, ...more.owed], broken, isPending };
}

/** A parcel as of an earlier stay that it was moved from, for its log; as it is where none is named. */
export function asOfStay(parcel: Parcel, stayId: StayId | undefined): Parcel | undefined {
  const { claim } = parcel;
  if (stayId === undefined || stayId === claim?.stayId) return parcel;
  const earlier = claim?.movedFrom?.find((one) => one.stayId === stayId);
  return claim && earlier && { ...parcel, claim: { ...claim, ...earlier } };
}

/** The raw windows behind the verdicts of a log, in the order in which they were judged, the latest. Those that are not kept are left out. */
export async function looksOf(
  { evidence }: Pick<Ports, 'evidence'>,
  door: DoorKey,
  rows: readonly CustodyRow[],
): Promise<Look[]> {
  const { bankId, compartmentId } = door;
  const asked = new Map(rows.flatMap(({ chain, events }) => events.flatMap((event) => looksIn(event, chain))));
  const looks = await Promise.all(
    [...asked].slice(-looksMax).map(async ([id, doorCycle]) => {
      const windows = await evidence.read({ bankId, compartmentId, id });
      return windows && { id, doorCycle, ...windows };
    }),
  );
  return looks.filter((look) => look !== undefined);
}

function looksIn(event: DoorEvent, chain: string): [id: string, doorCycle: number][] {
  if (!('seen' in event) || !event.seen) return [];
  const { doorCycle } = event.seen;
  const cycle: [string, number] = [`cycle-${doorCycle}`, doorCycle];
  if (event.type !== 'sample-requested') return [cycle];
  const leaseId = leaseIdOf(chain as never, event.lease);
  return [cycle, [sampleCommandIdOf(leaseId, doorCycle, event.asked), doorCycle]];
}

import { leaseIdOf, sampleCommandIdOf, type DoorKey, type StayId } from '../../domain/ids.js';
import type { DoorEvent } from '../../domain/events.js';
import type { OutboxEntry } from '../../domain/outbox.js';
import type { Window } from '../../domain/sensing/window.js';
import type { CustodyRow, Parcel, Ports } from '../ports.js';
import { brokenLink, type BrokenLink, type Head } from './custody.js';

export interface CustodyLog {
  rows: CustodyRow[];
  /** While the door still holds this stay's log: the last row that it knows of. */
  head?: Head | undefined;
  broken?: BrokenLink | undefined;
  /** The last of its rows are being written: looked at again in a minute, the log is whole. */
  isPending: boolean;
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

/** The custody log of where a parcel is, or was last. A parcel that was never given a door has none. */
export async function custodyOf(
  { custody, doors, digest }: Pick<Ports, 'custody' | 'doors' | 'digest'>,
  { claim }: Parcel,
  nowMs: number,
): Promise<CustodyLog | undefined> {
  if (!claim) return undefined;
  const { stayId: chain } = claim;
  const [rows, loaded] = await Promise.all([custody.read(chain), doors.load(claim)]);
  const at = loaded?.door.chain;
  const head = at?.id === chain ? { n: at.n, hash: at.head } : undefined;
  const broken = brokenLink(digest, rows, head);
  const isAtEnd = broken?.why === 'missing' && broken.n === rows.length + 1;
  const lastAtMs = rows.at(-1)?.committedAtMs ?? claim.claimedAtMs;
  const isPending = isAtEnd && nowMs - lastAtMs < writtenWithinMs;
  const done = new Set(rows.map(({ n }) => n));
  const owed = (loaded?.outbox ?? []).filter(({ custody: { chain: id, n } }) => id === chain && !done.has(n));
  return { rows, head, broken: isPending ? undefined : broken, isPending, owed };
}

/** A parcel as of an earlier stay that it was moved from, for its log; as it is where none is named. */
export function asOfStay(parcel: Parcel, stayId: StayId | undefined): Parcel | undefined {
  const { claim } = parcel;
  if (stayId === undefined || stayId === claim?.stayId) return parcel;
  const earlier = claim?.movedFrom?.find((one) => one.stayId === stayId);
  return claim && earlier && { ...parcel, claim: { ...claim, ...earlier } };
}

/** The raw windows behind every verdict of a log, in the order in which they were judged. Those that are not kept are left out. */
export async function looksOf(
  { evidence }: Pick<Ports, 'evidence'>,
  door: DoorKey,
  rows: readonly CustodyRow[],
): Promise<Look[]> {
  const { bankId, compartmentId } = door;
  const asked = new Map(rows.flatMap(({ chain, events }) => events.flatMap((event) => looksIn(event, chain))));
  const looks = await Promise.all(
    [...asked].map(async ([id, doorCycle]) => {
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

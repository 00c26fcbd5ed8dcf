import { setTimeout as sleep } from 'node:timers/promises';
import { randomOf } from '../../simulator/random.js';
import type { Delivery } from '../stand-ins/outbox.js';
import { moveIn, type House } from './house.js';
import type { Ledger } from './ledger.js';
import { read } from './observed.js';
import type { SoakBank } from './soak-bank.js';
import type { SystemProcess } from './system-process.js';
import { deposit, pickup, type Visits } from './visits.js';

export interface LoadSettings {
  readonly forMs: number;
  /** Deposits a minute. */
  readonly perMinute: number;
  readonly seed: number;
  /** Mean time between two losses of one bank's network, milliseconds. */
  readonly reconnectEveryMs: number;
}

/** Of the parcels, so many are fetched, after a while; the rest stays, so that what is stored is looked at too. */
const fetchedShare = 0.8;
const dwellMs = [2_000, 30_000] as const;
const networkOutUpToMs = 6_000;
const codeWithinMs = 180_000;
const outboxEveryMs = 500;

/** People come and go for a while, at a steady rate whatever the system does. Resolves when the last of them has gone. */
export async function playLoad(
  system: SystemProcess,
  house: House,
  { banks, ledger, settings }: { banks: readonly SoakBank[]; ledger: Ledger; settings: LoadSettings },
): Promise<void> {
  const { forMs, perMinute, seed, reconnectEveryMs } = settings;
  const random = randomOf(seed);
  const codes = followCodes(system);
  const flapping = banks.map((bank) =>
    bank.flap(random.fork(bank.bankId), { everyMs: reconnectEveryMs, upToMs: networkOutUpToMs }),
  );
  const visits: Visits = { banks, ledger, random, courierCode: house.courierCode, codeSentTo: codes.codeSentTo };
  const going: Promise<void>[] = [];
  const beganAtMs = performance.now();
  for (let n = 1; performance.now() - beganAtMs < forMs; n++) {
    going.push(liveOf(n, house, visits));
    await sleep(Math.max(0, beganAtMs + (n * 60_000) / perMinute - performance.now()));
  }
  for (const stop of flapping) ledger.add('losses of a network', await stop());
  await Promise.all(going);
  codes.stop();
}

/** One parcel's life, as its people live it. */
async function liveOf(n: number, house: House, visits: Visits): Promise<void> {
  const { ledger, random } = visits;
  const [isFetched, dwell] = [random.chance(fetchedShare), random.between(...dwellMs)];
  const parcel = await moveIn(house, n);
  ledger.parcels.push(parcel);
  await deposit(visits, parcel);
  if (parcel.fate !== 'inside' || !isFetched) return;
  await sleep(dwell);
  for (let waitedMs = 0; waitedMs < codeWithinMs && !visits.codeSentTo(parcel.phone); waitedMs += 500) await sleep(500);
  await pickup(visits, parcel);
}

/** Reads what people are sent, as it is sent; while the system is away, nobody is sent anything. */
function followCodes({ addresses }: SystemProcess): Pick<Visits, 'codeSentTo'> & { stop(): void } {
  const codes = new Map<string, string>();
  let [seen, isLooking] = [0, false];
  const look = async (): Promise<void> => {
    if (isLooking) return;
    isLooking = true;
    try {
      const fresh = await read<Delivery[]>(addresses, `/outbox?from=${seen}`);
      seen += fresh.length;
      for (const { to, body } of fresh) {
        const code = /\b\d{8}\b/.exec(body)?.[0];
        if (code !== undefined) codes.set(to, code);
      }
    } catch {
      // Killed, or starting again: the next look sees it all.
    } finally {
      isLooking = false;
    }
  };
  const timer = setInterval(() => void look(), outboxEveryMs);
  return { codeSentTo: (phone) => codes.get(phone), stop: () => clearInterval(timer) };
}

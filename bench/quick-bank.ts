import type { MqttClient } from 'mqtt';
import { connectBank, type BankFiles } from '../local/mqtt-bank.js';
import type { Item } from '../simulator/bank-sensors.js';
import type { ScreenShown } from '../simulator/bank-json.js';
import { settlingMs } from '../simulator/virtual-door.js';

/** A virtual bank on MQTT whose people take no time, so that all time that passes is the system's. */
export interface QuickBank {
  readonly client: MqttClient;
  /** A courier asks for a small door; answers with it once its lock has let go. */
  askForDoor(courierCode: string, unit: string): Promise<string>;
  /** A resident enters a code; answers with the door once its lock has let go. */
  enterCode(code: string): Promise<string>;
  open(compartmentId: string): void;
  /** Puts the thing in, or takes everything out; shuts the door, and answers with the verdict on the screen. */
  shut(compartmentId: string, thing: Item | 'nothing'): Promise<ScreenShown>;
  close(): Promise<void>;
}

/** Long before any limit of the system's, so that a bench that hangs says where. */
const patienceMs = 10_000;

interface Waiting {
  isIt(shown: ScreenShown): boolean;
  resolve(shown: ScreenShown): void;
}

/**
 * Doors settle at once, and no other timer of the bank ever fires: nobody lets a pulse go by or a door stand open here,
 * and heartbeats and scans are of a bank, not of a parcel.
 */
export async function connectQuickBank(files: BankFiles, { nowMs = Date.now, seed = 1 } = {}): Promise<QuickBank> {
  const waiting = new Set<Waiting>();
  const pulses = new Map<string, () => void>();
  const letGo = new Set<string>();
  // A door settles so long after it was shut, of which a millisecond or two may have gone by.
  const isSettling = (ms: number) => ms <= settlingMs && ms > settlingMs / 2;
  const setTimer = (ms: number, fire: () => void) => void (isSettling(ms) && setImmediate(fire));
  const { bank, client, close } = await connectBank(files, {
    seed,
    time: { nowMs, setTimer },
    onScreen: (shown) => [...waiting].filter(({ isIt }) => isIt(shown)).forEach(({ resolve }) => resolve(shown)),
    onPulse: ({ compartmentId }) => {
      letGo.add(compartmentId);
      pulses.get(compartmentId)?.();
    },
  });

  const screen = (isIt: Waiting['isIt'], what: string) =>
    within<ScreenShown>(what, (resolve) => {
      const one = { isIt, resolve: (shown: ScreenShown) => (waiting.delete(one), resolve(shown)) };
      waiting.add(one);
    });

  const granted = async ({ messageId }: { messageId: string }): Promise<string> => {
    const { compartmentId, lines } = await screen(({ inReplyTo }) => inReplyTo === messageId, 'an answer');
    if (!compartmentId) throw new Error(`no door was given: ${lines.join(' ')}`);
    if (!letGo.delete(compartmentId))
      await within<void>('the lock', (resolve) => pulses.set(compartmentId, () => resolve()));
    letGo.delete(compartmentId);
    return compartmentId;
  };

  return {
    client,
    askForDoor: (courierCode, unit) => granted(bank.requestDeposit({ courierCode, recipient: { unit }, size: 'S' })),
    enterCode: (code) => granted(bank.requestPickup(code)),
    open(compartmentId) {
      if (!bank.pull(compartmentId)) throw new Error(`door ${compartmentId} does not open`);
    },
    shut(compartmentId, thing) {
      if (thing === 'nothing') bank.take(compartmentId);
      else bank.place(compartmentId, thing);
      const verdict = screen((shown) => shown.compartmentId === compartmentId, 'a verdict');
      bank.close(compartmentId);
      return verdict;
    },
    close,
  };
}

function within<T>(what: string, start: (resolve: (value: T) => void) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`waited ${patienceMs / 1000} s for ${what}`)), patienceMs);
    start((value) => {
      clearTimeout(timer);
      resolve(value);
    });
  });
}

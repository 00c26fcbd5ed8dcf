import type { Boot, FromController, PowerChanged } from '../inputs.js';
import { counted, nothingNew, type BankDecision } from './decision.js';
import { isLaterMessage } from './order.js';
import type { BankState, Mark } from './state.js';

/** A controller that starts more often than this in ten minutes is in a loop: counted once, and then hardly worked on. */
const loopAfter = 5;
const startsWritten = 10;
const startsWindowMs = 10 * 60_000;
const firmwaresMax = 8;

export const markOf = ({ origin: { bootCount, seq }, times }: Pick<FromController, 'origin' | 'times'>): Mark => ({
  bootCount,
  seq,
  atMs: times.occurredAtMs,
});

/** Another controller in this bank counts anew: what the one before said of boots, power and clock is no longer so. */
export function ofController(
  state: BankState,
  { origin: { controllerId } }: Pick<FromController, 'origin'>,
): BankState {
  if (state.controllerId === controllerId) return state;
  const begun = { boot: undefined, power: undefined, clockOffsetMs: undefined, heard: undefined, scan: undefined };
  return { ...state, ...begun, controllerId, starts: { sinceMs: 0, n: 0 } };
}

/** What of the fields that another controller begins anew with is to be written. */
export const anew = ({
  controllerId,
  boot,
  power,
  clockOffsetMs,
  heard,
  scan,
  starts,
}: BankState): Partial<BankState> => ({
  controllerId,
  boot,
  power,
  clockOffsetMs,
  heard,
  scan,
  starts,
});

/** The controller has started: with which firmware, and for the how manieth time. */
export function decideBoot(given: BankState, input: Boot): BankDecision {
  const { firmware, reason, bankId, times, origin } = input;
  if (!times.ageKnown) return counted('boot-of-unknown-age', { bankId }); // Of an earlier start: a later one is told of too.
  const state = ofController(given, input);
  const mark = markOf(input);
  if (!isLaterMessage(input, state.boot)) return nothingNew;
  const isRunning = times.nowMs - state.starts.sinceMs < startsWindowMs;
  const starts = isRunning ? { ...state.starts, n: state.starts.n + 1 } : { sinceMs: times.nowMs, n: 1 };
  const detail = { bankId, bootCount: mark.bootCount };
  if (starts.n > startsWritten) return counted('boot-ignored', detail);
  const isNew = !state.firmwares.includes(firmware);
  const firmwares = isNew ? [...state.firmwares, firmware].slice(-firmwaresMax) : state.firmwares;
  // What it runs on must be told again, for it may have started because that changed; it was, if its news overtook the start's.
  const power = isLaterMessage(input, state.power) ? undefined : state.power;
  return {
    change: {
      ...anew(state),
      boot: { ...mark, uptimeMs: origin.uptimeMs, firmware, reason },
      firmwares,
      starts,
      power,
      heard: mark,
    },
    effects: [],
    counts: [
      { name: 'bank-booted', detail: { ...detail, firmware, reason } },
      ...(isNew ? [{ name: 'firmware-new', detail: { bankId, firmware } }] : []),
      ...(starts.n === loopAfter ? [{ name: 'boot-loop', detail }] : []),
    ],
  };
}

/** What the bank runs on. Kept from before a start it says nothing of now. */
export function decidePower(given: BankState, input: PowerChanged): BankDecision {
  const { source, batteryPercent, bankId, times } = input;
  if (!times.ageKnown) return counted('power-of-unknown-age', { bankId, source });
  const state = ofController(given, input);
  const mark = markOf(input);
  if (isFlood(state, mark)) return counted('bank-flood', { bankId });
  if (!isLaterMessage(input, state.power)) return nothingNew;
  // Told again is no change; a battery's charge is worth a write every five points.
  const isSame =
    source === state.power?.source && Math.abs((batteryPercent ?? 0) - (state.power.batteryPercent ?? 0)) < 5;
  if (isSame) return nothingNew;
  const detail = { bankId, source, ...(batteryPercent === undefined ? {} : { batteryPercent }) };
  const change = { ...anew(state), power: { ...mark, source, batteryPercent } };
  return { change, effects: [], counts: [{ name: 'bank-power', detail }] };
}

/** A bank says some twenty things an hour: more than one a second, after a burst of this many, is no bank at work. */
const burstMessages = 300;

/** Messages are numbered, so their rate shows in any two of them, and needs no count of our own. */
export function isFlood({ heard }: BankState, { bootCount, seq, atMs }: Mark): boolean {
  if (heard?.bootCount !== bootCount) return false;
  return seq - heard.seq > burstMessages + Math.max(0, atMs - heard.atMs) / 1000;
}

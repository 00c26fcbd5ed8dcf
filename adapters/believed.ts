import type { Clock } from '../app/ports.js';

/** After it could not be read anew, what was read before is believed for so long again: doors open all the same. */
const triedAgainMs = 60_000;

/**
 * Reads on first use, and anew when what was read is older than `forMs`, since it was asked for: an instance may be frozen in
 * the middle of a reading, and hear the answer long after it was given. Calls at once share one reading. What was read
 * before stands in for a reading that fails, which `failed` hears of; where there is none, the failure is told, and the next
 * call asks again.
 */
export function believed<Thing>(
  read: () => Promise<Thing>,
  { clock, forMs, failed }: { clock: Clock; forMs: number; failed?: () => void },
) {
  let kept: { thing: Thing; untilMs: number } | undefined;
  let reading: Promise<Thing> | undefined;
  const readAnew = async (): Promise<Thing> => {
    const askedAtMs = clock.nowMs();
    try {
      const thing = await read();
      kept = { thing, untilMs: askedAtMs + forMs };
      return thing;
    } catch (error) {
      failed?.();
      if (!kept) throw error;
      kept = { ...kept, untilMs: clock.nowMs() + triedAgainMs };
      return kept.thing;
    } finally {
      reading = undefined;
    }
  };
  return async (): Promise<Thing> => (kept && clock.nowMs() < kept.untilMs ? kept.thing : (reading ??= readAnew()));
}

import { describe, expect, it } from 'vitest';
import { aheadBy } from '../../../domain/bank/clock.js';
import type { CommandResult } from '../../../domain/inputs.js';
import { bankId, startMs } from './life.js';

/** An answer that the bank gave so long after the open was sent, which is good for 20 s. */
const answered = (afterMs: number, said: Partial<CommandResult> = {}): number | undefined => {
  const occurredAtMs = startMs + afterMs;
  const times = { occurredAtMs, receivedAtMs: occurredAtMs + 90_000, nowMs: occurredAtMs + 90_000, ageKnown: true };
  const from = { bankId, messageId: 'm1-1', commandId: 'A01-s-1-open', windows: [], times };
  return aheadBy({ type: 'command-result', outcome: 'expired', ...from, ...said }, startMs + 20_000);
};

describe('an open that the bank calls too late', () => {
  it('and had in time proves that its clock is ahead by what was left of it, however late its answer came', () => {
    expect(answered(200)).toBe(19_800);
    expect(answered(14_999)).toBe(5_001);
  });

  it('proves nothing where it was late, or nearly, as far as the network lets us know', () => {
    expect(answered(15_000)).toBeUndefined();
    expect(answered(21_000)).toBeUndefined();
  });

  it('proves nothing where the bank says of it that it never came, or was cut short', () => {
    expect(answered(200, { reason: 'never-came' })).toBeUndefined();
    expect(answered(200, { outcome: 'refused' })).toBeUndefined();
  });
});

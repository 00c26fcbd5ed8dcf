import { describe, expect, it } from 'vitest';
import type { FaultName } from '../../domain/sensing/health/index.js';
import { chanceOf, leavesNoMark, shareOpen } from '../../evaluate/chances.js';

const basis = 'assumption';

describe('the chance that a fault has begun where no look can show it', () => {
  // A year has 8766 hours, and 525,960 minutes.
  it('is its rate a door times how long that lasts: a minute of an open door, half a day of waiting, the stay', () => {
    const rate = { value: 0.05, per: 'door-year', basis } as const;
    expect(chanceOf(rate, 'in the cycle')).toBeCloseTo(0.05 / 525_960, 12);
    expect(chanceOf(rate, 'since the last parcel')).toBeCloseTo((0.05 * 12) / 8766, 12);
    expect(chanceOf(rate, 'in the stay')).toBeCloseTo((0.05 * 15.5) / 8766, 12);
  });

  it('of wires is the bank’s rate, over the two doors of ten that are concerned', () => {
    expect(chanceOf({ value: 0.02, per: 'bank-year', basis }, 'in the cycle')).toBeCloseTo(0.004 / 525_960, 14);
  });

  it('counts on a door that is open for two minutes of each 27.5 hours, a stay and the wait before it', () => {
    expect(shareOpen).toBeCloseTo(2 / (27.5 * 60), 12);
  });

  it('is asked of levels, beams and wires that are elsewhere: what is stuck, silent, noisy or blind marks its next window', () => {
    const hidden = (fault: FaultName, name: string = fault) => leavesNoMark({ fault, name });
    expect(['drift', 'untared', 'swapped'].every((fault) => hidden(fault as FaultName))).toBe(true);
    expect(hidden('blind', 'curtain-dirty')).toBe(true);
    for (const fault of ['stuck', 'silent', 'noisy', 'spiky', 'blind'] as const) expect(hidden(fault)).toBe(false);
  });

  it('is none of faults that happen with an opening', () => {
    expect(() => chanceOf({ value: 0.01, per: 'opening', basis }, 'in the cycle')).toThrow(RangeError);
  });
});

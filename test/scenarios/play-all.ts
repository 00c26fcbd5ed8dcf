import { describe, expect, it } from 'vitest';
import { situationOf } from '../../domain/exceptions/index.js';
import { scenarios } from './all.js';
import { Town, type Delivery } from './town.js';

/** A fortnight of scans takes its time on a machine that has much to do. */
const timeoutMs = 120_000;

/** Plays every scenario in a world that delivers so. */
export function playAll(delivery: Delivery): void {
  const rows = scenarios.map((one) => [situationOf(one.cause).number, one.cause, one.sentence, one] as const);
  describe(`with everything delivered ${delivery}`, () => {
    it.each(rows)(
      '%i %s: %s',
      async (_number, cause, _sentence, { setting, play, isLookalike }) => {
        const town = await Town.open(delivery, setting);
        await play(town);
        const raised = town.incidents().map((incident) => incident.split(' ')[0]);
        const isRaised = !isLookalike && situationOf(cause).playbook !== undefined;
        expect(raised.includes(cause)).toBe(isRaised);
        expect(town.counts('sweep-failed')).toBe(0);
        expect(town.counts('incident-effect-failed')).toBe(0);
      },
      timeoutMs,
    );
  });
}

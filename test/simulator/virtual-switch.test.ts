import { describe, expect, it } from 'vitest';
import { benchBank, box } from './bench-bank.js';

type Bench = ReturnType<typeof benchBank>;

const debounce = ({ bank, world }: Bench, debounceMs: unknown, commandId = `c-${String(debounceMs)}`) => {
  const times = { issuedAtMs: world.nowMs, notAfterMs: world.nowMs + 60_000, serverTimeMs: world.nowMs };
  bank.onCommand({ schema: 1, commandId, type: 'set-debounce', compartmentId: 'A07', debounceMs, ...times });
};
/** The door rattles in its latch: it stands open for so long. */
async function rattle(at: Bench, forMs: number): Promise<void> {
  at.bank.openByForce('A07');
  await at.wait(forMs / 1_000);
  at.bank.close('A07');
  await at.wait(10);
}
const openings = ({ bank }: Bench) => (bank.doorCycles()['A07'] ?? 0) - 411;

describe('a switch with a debounce of a second', () => {
  const debounced = () => {
    const at = benchBank();
    debounce(at, 1_000);
    return at;
  };

  it('does not tell of what is shorter', async () => {
    const at = debounced();
    await rattle(at, 999);
    expect([openings(at), at.typesSent()]).toEqual([0, ['command-result']]);
  });

  it('tells of what is longer, with the instants of the changes', async () => {
    const at = debounced();
    await at.wait(60);
    await rattle(at, 1_500);
    expect(openings(at)).toBe(1);
    expect(at.last('door-opened')).toMatchObject({ uptimeMs: 60_000, openedUptimeMs: 60_000 });
    expect(at.last('door-closed')).toMatchObject({ openedUptimeMs: 60_000, closedUptimeMs: 61_500 });
  });

  it('measures the pull and what lay inside by the beginning of the change', async () => {
    const at = debounced();
    at.open('open-1');
    await at.wait(2);
    at.bank.pull('A07');
    at.bank.place('A07', box);
    await at.wait(20);
    at.bank.close('A07');
    await at.wait(10);
    expect(at.last('door-closed')).toMatchObject({
      authority: { kind: 'command', commandId: 'open-1' },
      openLatencyMs: 2_000,
    });
    const [before] = at.last('door-closed')?.['before'] as { samples: number[] }[];
    expect(Math.abs((before?.samples[0] ?? 0) - 400)).toBeLessThan(35); // The floor, and no box.
    expect(at.results().at(-1)).toEqual(['open-1', 'done', undefined]);
  });

  it('is not taken for pulled by a change that is not believed: its lock goes on pulsing', async () => {
    const at = debounced();
    at.open('open-1');
    await rattle(at, 200);
    await at.wait(60);
    expect(at.results().at(-1)).toEqual(['open-1', 'failed', undefined]);
  });

  it('keeps it over a start, and says it with each scan', async () => {
    const at = benchBank({ scanSeconds: 3_600 });
    debounce(at, 1_000);
    at.bank.reboot();
    await rattle(at, 500);
    await at.wait(3_600);
    expect(openings(at)).toBe(0);
    const doors = at.last('sensor-scan')?.['doors'] as Record<string, { debounceMs?: number }>;
    expect([doors['A07']?.debounceMs, doors['A01']?.debounceMs]).toEqual([1_000, undefined]);
  });

  it('sees anew after a start what it was about to believe', async () => {
    const at = debounced();
    at.bank.openWithKey('A07');
    at.bank.reboot();
    await at.wait(2);
    expect(openings(at)).toBe(1);
  });

  it('is no help against a wire that is loose for seconds', async () => {
    const at = debounced();
    at.bank.hardware.strike('switch-flaps', { compartmentId: 'A07' });
    await at.wait(3_600);
    expect(openings(at)).toBe(25); // As many as without.
  });
});

it.each([0, 9, 1_001, 12.5, '1000', undefined])('a debounce of %s ms is refused', async (ms) => {
  const at = benchBank();
  debounce(at, ms);
  await rattle(at, 200);
  expect(at.results()).toEqual([[`c-${String(ms)}`, 'refused', 'no-such-debounce']]);
  expect(openings(at)).toBe(1);
});

import { expect, test } from 'vitest';
import { soak } from '../../local/soak/soak.js';

/** A short soak; `npm run soak` is the long one. How long things take is no matter here, only what came of them. */
test('under load, with failing networks and one kill -9, nothing is lost and nothing doubled', async () => {
  const said: string[] = [];
  const result = await soak(
    { forMs: 20_000, seed: 5, banks: 2, doors: 30, perMinute: 60, kills: 1, reconnectEveryMs: 8_000 },
    (line) => void said.push(line),
  );
  expect(result.violations).toEqual([]);
  expect(said).toContain('kill -9 …');
  expect(result.parcels).toBeGreaterThanOrEqual(5);
  expect(result.stored + result.collected).toBeGreaterThan(0);
  expect(result.told).toBe(result.stored + result.collected + result.crashDoubles);
  expect(result.readyAfterMs).toHaveLength(2);
}, 600_000);

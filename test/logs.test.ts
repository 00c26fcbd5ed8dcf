import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { logCounters } from '../adapters/counters.js';
import type { Counters } from '../app/ports.js';
import { House } from './app/house.js';
import { makeHouse } from './functions/api/world.js';

/** Who they are, how they are reached, and what opens their doors: the people of both houses. */
const personal = ['Ada', '12025550112', '15550100001', 'ada@example.com', 'Chris', '12025550199', '12B'];

let lines: string[];
let counters: Counters;

beforeEach(() => {
  lines = [];
  counters = logCounters((line) => lines.push(line));
  // All that a function prints is in its log, whoever prints it.
  for (const name of ['log', 'info', 'warn', 'error', 'debug'] as const)
    vi.spyOn(console, name).mockImplementation((...args) => void lines.push(args.map(String).join(' ')));
});
afterEach(() => vi.restoreAllMocks());

it('a parcel’s whole life, with wrong codes and channels that fail, leaves no code, number or name in a log', async () => {
  const house = await House.open();
  Object.assign(house.ports.counters, counters);
  await house.tell(house.deposit('r1'));
  await house.tell(house.closed('A01', 500, 440));
  const code = house.code();
  await house.tell(house.deposit('r2'));
  await house.tellWhileMute(house.closed('A02', 500, 440));
  const wrong = ['00000001', '99999999', '24681357'].filter((one) => one !== code);
  for (const one of wrong) {
    house.nowMs += 60_000;
    await house.tell(house.pickup(`p-${one}`, one));
  }
  house.nowMs += 60_000;
  await house.tell({ ...house.deposit('r3'), courierCode: '86427531' } as never);
  await house.runUntil(house.nowMs + 26 * 3_600_000);
  await house.tell(house.pickup('p-right', code));
  expect(code).toMatch(/^\d{8}$/);
  expect(lines.filter((line) => line.includes('wrong-code')).length).toBeGreaterThanOrEqual(4);
  for (const secret of [...personal, code, ...wrong, '86427531', '13572468'])
    expect(lines.join('\n')).not.toContain(secret);
});

it('the API’s refusals and failures leave nothing in a log of what was sent, though the error itself repeats it', async () => {
  const { call, manager, path, registry, ...house } = await makeHouse();
  Object.assign(house.counters, counters);
  const body = { name: 'Ada', unit: '12B', phone: '+15550100001', email: 'ada@example.com' };
  const create = (more: object) =>
    call(manager, 'POST /v1/sites/{siteId}/residents', { path, key: 'k1', body: { ...body, ...more } });
  expect((await create({ role: 'Ada 12B ada@example.com' })).status).toBe(400);
  vi.spyOn(registry.residents, 'create').mockRejectedValue(new Error(`cannot put ${JSON.stringify(body)}`));
  expect((await create({})).status).toBe(500);
  expect(lines.filter((line) => line.includes('api-failed'))).toHaveLength(1);
  for (const secret of personal) expect(lines.join('\n')).not.toContain(secret);
});

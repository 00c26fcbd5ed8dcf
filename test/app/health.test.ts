import { describe, expect, it } from 'vitest';
import { handleHealth, healthLane } from '../../app/health.js';
import type { Received } from '../../app/receive.js';
import type { Tamper } from '../../domain/inputs.js';
import { bankId, House } from './house.js';

const call = { by: 'call-1', isRetried: true };
const tamper = (house: House, seq: number, what = 'panel open'): Tamper => ({
  ...{ type: 'tamper', bankId, messageId: `m3-${seq}`, times: house.times(), what },
  origin: { controllerId: 'controller-1', bootCount: 3, seq, uptimeMs: 0 },
});
const incidents = (house: House) => house.ports.incidents.all().map(({ incident }) => incident);

describe('somebody meddles with the cabinet', () => {
  it('is an incident of the bank, and the same message again is once', async () => {
    const house = await House.open();
    for (let i = 0; i < 2; i++) await handleHealth(house.ports, tamper(house, 17), call);
    expect(incidents(house)).toMatchObject([{ cause: 'opened-without-command', place: { bankId }, sightings: 1 }]);
  });

  it('of what the bank says of it, enough is kept to tell a panel from a tilt, and nothing in what is counted', async () => {
    const house = await House.open();
    await handleHealth(house.ports, tamper(house, 17, 'x'.repeat(200)), call);
    expect(JSON.stringify(incidents(house))).toContain(`"${'x'.repeat(60)}"`);
    expect(JSON.stringify(house.ports.counters.details)).not.toContain('xx');
  });
});

it('what doors do and people ask is another lane’s', async () => {
  const house = await House.open();
  const others: Received[] = [house.deposit('r1'), house.closed('A01', 500, 440)];
  expect(others.map((input) => healthLane.takes(input))).toEqual([false, false]);
  expect(healthLane.takes(tamper(house, 1))).toBe(true);
});

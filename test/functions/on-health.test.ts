import { describe, expect, it } from 'vitest';
import { context, lane, messages, presence } from './lane.js';

const { build } = await import('../../functions/on-health.js');

describe('the function that hears how banks are', () => {
  it.each(['heartbeat', 'scan'] as const)('takes a %s', async (name) => {
    const { ports, refused, counted } = await lane();
    await build(ports)(messages[name], context);
    expect([refused(), counted('health-message')]).toEqual([0, 1]);
  });

  it('takes the broker’s word on a connection', async () => {
    const { ports, refused } = await lane();
    await build(ports)(presence, context);
    expect(refused()).toBe(0);
    expect((await ports.banks.load('bank-1' as never)).state.presence).toBe('online');
  });

  it.each(['pickup', 'ajar', 'result'] as const)('counts a %s as refused: it is another lane’s', async (name) => {
    const { ports, refused } = await lane();
    await build(ports)(messages[name], context);
    expect([refused(), ports.bankLink.sent.length]).toEqual([1, 0]);
  });
});

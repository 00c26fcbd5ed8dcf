import { describe, expect, it } from 'vitest';
import { memoryPorts } from '../../../adapters/memory/index.js';
import { entryOf, freeDoor, siteId } from '../../ports/samples.js';
import { startMs } from '../../ports/stores.js';

describe('eventually consistent reads in memory', () => {
  let isStale = false;
  const ports = memoryPorts({ clock: { nowMs: () => startMs }, isStale: () => isStale });

  it('may answer with what was so before the last write, and consistent ones never do', async () => {
    const door = freeDoor('bank-1');
    await ports.doors.register(door);
    await ports.doors.commit({ door: { ...door, compartment: 'held' }, version: 1, entry: entryOf(door, 2), drop: [] });
    expect(await ports.doors.free(door.bankId)).toEqual([]);
    isStale = true;
    expect(await ports.doors.free(door.bankId)).toHaveLength(1);
    expect((await ports.doors.load(door))?.door.compartment).toBe('held');
    isStale = false;
  });

  it('may miss a row that was just written', async () => {
    const key = { ...freeDoor('bank-1'), stayId: 'A07-a' as never, generation: 1 };
    await ports.codes.claim('key-1', key, startMs + 1);
    isStale = true;
    expect(await ports.codes.find('key-1')).toBeUndefined();
    expect(await ports.custody.present([{ chain: siteId, n: 1 }])).toEqual([false]);
    isStale = false;
    expect(await ports.codes.find('key-1')).toMatchObject({ stayId: 'A07-a' });
  });
});

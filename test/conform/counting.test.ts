import { describe, expect, it } from 'vitest';
import { Counting } from '../../conform/counting.js';
import type { Heard } from '../../conform/session.js';
import { Verdicts } from '../../conform/verdicts.js';
import { config } from './bank-on-the-bench.js';

let seq = 0;

function heard(type: string, body: Record<string, unknown>): Heard {
  const number = seq++;
  const numbers = { bootCount: 1, seq: number, uptimeMs: number, sentUptimeMs: number };
  const message = { schema: 1, messageId: `m1-${number}`, controllerId: 'c', ...numbers, type, ...body };
  return { atMs: 0, kind: 'door', type, message, refusal: '', mistakes: [], isRedelivery: false };
}
const opened = (compartmentId: string, doorCycle: number) => heard('door-opened', { compartmentId, doorCycle });
const heartbeat = (A01: number, A02: number, A03: number) => heard('heartbeat', { doorCycles: { A01, A02, A03 } });

/** What is found wrong with these messages; bank.json says A01: 0, A02: 17, A03: 0. */
function found(...messages: Heard[]): string[] {
  const failed: string[] = [];
  const counting = new Counting(config, new Verdicts((id, seen) => failed.push(`${id}: ${seen}`)));
  for (const message of messages) counting.take(message);
  return failed;
}

describe('the cycles of a door', () => {
  it('go on from what the flash of an earlier run has counted, whatever is heard of first', () => {
    expect(found(opened('A01', 9), opened('A01', 10), opened('A02', 18), heartbeat(10, 18, 5))).toEqual([]);
    expect(found(heartbeat(8, 20, 5), opened('A01', 9), opened('A02', 21), opened('A03', 6))).toEqual([]);
  });

  it('begin above bank.json', () => {
    expect(found(opened('A02', 1))).toEqual([
      'door-cycles: A02 counts 1 first, and bank.json says 17: its flash was wiped, or never read bank.json',
    ]);
    expect(found(opened('A02', 17))).toHaveLength(1);
  });

  it('are counted by one from then on', () => {
    expect(found(opened('A01', 9), opened('A01', 11))).toEqual([
      'door-cycles: A01 counts 11 after 9: each opening is one more, also over a restart',
    ]);
    expect(found(opened('A01', 9), opened('A01', 9))).toHaveLength(1);
    expect(found(heartbeat(8, 17, 0), opened('A01', 10))).toHaveLength(1);
  });

  it('are said by a heartbeat: none lower than was heard, and at most the one that is on the way more', () => {
    expect(found(opened('A01', 9), heartbeat(10, 17, 0))).toEqual([]);
    expect(found(opened('A01', 9), heartbeat(11, 17, 0))).toEqual(['heartbeat-doors: A01 is 11, and was 9']);
    expect(found(opened('A01', 9), heartbeat(8, 17, 0))).toEqual(['heartbeat-doors: A01 is 8, and was 9']);
    expect(found(heartbeat(0, 16, 0))).toEqual(['heartbeat-doors: A02 is 16, and was 17']);
  });
});

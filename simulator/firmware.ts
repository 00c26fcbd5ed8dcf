import type { Mishaps } from './mishaps.js';
import type { Random } from './random.js';
import type { MessageKind, WireMessage } from './virtual-bank.js';
import type { World } from './world.js';

export interface Firmware {
  /** As this firmware says it: one message, or by two versions of the contract. */
  say(kind: MessageKind, message: WireMessage): WireMessage[];
  /** A command came: the wall clock follows the cloud's, and only ever forward. */
  hear(serverTimeMs: number): void;
  wallClockMs(): number;
}

const skewMaxMs = 20 * 60_000;

/** Which firmware a bank runs, and how its clock is set before the first command. Drawn once a bank. */
export function firmwareOf({ world, mishaps, random }: { world: World; mishaps: Mishaps; random: Random }): Firmware {
  const extra = mishaps.strikes('unknown-fields')
    ? { firmwareTrack: 'beta', supply: { volts: 12.1 }, tags: ['x'] }
    : undefined;
  const isOfTwo = mishaps.strikes('schema-2');
  const skewMs = mishaps.strikes('clock-skew') ? random.between(-skewMaxMs, 0) : 0;
  let aheadMs = skewMs;
  return {
    say(_kind, message) {
      const said = extra ? { ...extra, ...message } : message;
      return isOfTwo
        ? [said, { ...said, schema: 2, messageId: `${message.messageId}-v2` } as unknown as WireMessage]
        : [said];
    },
    hear(serverTimeMs) {
      aheadMs = Math.max(aheadMs, serverTimeMs - world.nowMs);
    },
    wallClockMs: () => Math.round(world.nowMs + aheadMs),
  };
}

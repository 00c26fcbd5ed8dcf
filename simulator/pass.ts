import type { Call } from './call.js';
import type { Cloud } from './cloud.js';

/** How long a port call takes, milliseconds: a few as DynamoDB, up to some tens as others. */
const callMs = [2, 30] as const;

/** An injected failure of I/O: what the SDK throws when the answer does not come. */
export class LostAnswer extends Error {
  override readonly name = 'LostAnswer';
}

/** A call of a port is made a little later, if its function still lives then; and may fail, before or after it took effect. */
export async function pass<T>(cloud: Cloud, call: Call, run: () => Promise<T>): Promise<T> {
  const { mishaps, random } = cloud;
  await pause(cloud, call, random.between(...callMs));
  if (mishaps.strikes('hang')) return never();
  const isAfter = random.chance(0.5);
  if (mishaps.strikes('crash')) {
    if (isAfter) await run();
    cloud.kill(call);
    return never();
  }
  if (mishaps.strikes('lost-answer')) {
    if (isAfter) await run();
    throw new LostAnswer(`no answer; the call had ${isAfter ? 'taken' : 'no'} effect`);
  }
  return run();
}

/** Goes on after so long, if the function still lives then. */
export function pause({ world }: Cloud, call: Call, ms: number): Promise<void> {
  return new Promise((resolve) => {
    world.after(ms, () => {
      if (call.isDead) return; // Nothing goes on in a process that has ended.
      world.stir();
      resolve();
    });
  });
}

const never = <T>(): Promise<T> => new Promise<T>(() => undefined);

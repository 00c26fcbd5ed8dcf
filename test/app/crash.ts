import type { Ports } from '../../app/ports.js';

/** A process that ended: nothing that it still does reaches the world. */
export class Crash extends Error {
  override readonly name = 'Crash';
}

export interface Crashing {
  ports: Ports;
  /** Calls that were made of ports that answer with a promise. */
  calls(): number;
}

/**
 * Ports of a process that ends at its nth call of the world, from 1: before the world has heard of it, or after, so that the
 * answer alone is lost. 0: it never ends.
 */
export function crashing(ports: Ports, nth: number, when: 'before' | 'after'): Crashing {
  let calls = 0;
  let isDead = false;
  async function call(run: () => unknown): Promise<unknown> {
    if (isDead) throw new Crash();
    calls += 1;
    if (calls !== nth) return run();
    isDead = true;
    if (when === 'after') await run();
    throw new Crash();
  }
  const wrapped = <Port extends object>(port: Port): Port =>
    new Proxy(port, {
      get(target, name): unknown {
        const value: unknown = Reflect.get(target, name);
        if (typeof value !== 'function') return value;
        if (name === 'recall') return value.bind(target); // No call of the world: the process remembers.
        return (...args: unknown[]) => call(() => Reflect.apply(value, target, args) as unknown);
      },
    });
  const plain = ['digest', 'counters', 'clock', 'pause', 'channels'];
  const made = Object.entries(ports as unknown as Record<string, unknown>).map(([name, port]): [string, unknown] => [
    name,
    plain.includes(name) || typeof port !== 'object' ? port : wrapped(port as object),
  ]);
  return {
    ports: { ...(Object.fromEntries(made) as unknown as Ports), channels: ports.channels.map(wrapped) },
    calls: () => calls,
  };
}

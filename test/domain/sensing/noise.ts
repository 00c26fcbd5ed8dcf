import type { ChannelReading } from '../../../domain/sensing/difference.js';
import type { SensorKind } from '../../../domain/sensing/profiles/index.js';
import type { Window } from '../../../domain/sensing/window.js';

/** Uniform in (0, 1), the same for the same seed (mulberry32). */
export function uniformFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (((t ^ (t >>> 14)) >>> 0) + 0.5) / 4294967296;
  };
}

/** Standard normal numbers (Box-Muller). */
export function normalFrom(seed: number): () => number {
  const uniform = uniformFrom(seed);
  let spare: number | undefined;
  return () => {
    if (spare !== undefined) {
      const value = spare;
      spare = undefined;
      return value;
    }
    const radius = Math.sqrt(-2 * Math.log(uniform()));
    const angle = 2 * Math.PI * uniform();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
}

/** AR(1) noise of unit variance and lag-1 autocorrelation rho. */
export function autoregressiveFrom(seed: number, rho: number): () => number {
  const normal = normalFrom(seed);
  let value = normal();
  return () => (value = rho * value + Math.sqrt(1 - rho ** 2) * normal());
}

export function tofWindow(samples: number[], more: Partial<Window> = {}): Window {
  return { sensor: 'ceiling', kind: 'tof', unit: 'mm', samples, intervalMs: 50, ...more };
}

export function loadCellWindow(samples: number[], more: Partial<Window> = {}): Window {
  return { sensor: 'floor', kind: 'load-cell', unit: 'g', samples, intervalMs: 100, ...more };
}

/** A live window: five steps up and down about a level, mean exactly the level when n is a multiple of five. */
export function ripple(level: number, n: number, step: number): number[] {
  const pattern = [-1, 1, 0, -0.5, 0.5];
  return Array.from({ length: n }, (_, index) => level + step * (pattern[index % 5] ?? 0));
}

/** A channel that saw its level change by d over full windows; nothing of it when n is 0. */
export function channelOf(kind: SensorKind, d: number, n: number, sensor: string = kind): ChannelReading {
  return { sensor, kind, before: { n, mean: 400 }, after: { n, mean: 400 + d } };
}

export function ultrasonicWindow(samples: number[], more: Partial<Window> = {}): Window {
  return { sensor: 'sonar', kind: 'ultrasonic', unit: 'mm', samples, intervalMs: 60, ...more };
}

export function curtainWindow(samples: number[], more: Partial<Window> = {}): Window {
  return { sensor: 'beams', kind: 'curtain', unit: 'blocked', samples, intervalMs: 10, ...more };
}

/** So many samples of 32 are blocked, the last ones. */
export const beams = (blocked: number, n = 32): number[] =>
  Array.from({ length: n }, (_, index) => Number(index >= n - blocked));

/** A curtain across a cycle: the share that is blocked before and after, of whole windows; undefined is silence. */
export function curtainOf(before: number | undefined, after: number | undefined, sensor = 'curtain'): ChannelReading {
  const side = (share: number | undefined) => (share === undefined ? { n: 0, mean: 0 } : { n: 32, mean: share });
  return { sensor, kind: 'curtain', before: side(before), after: side(after) };
}

import { expect, it } from 'vitest';
import type { FaultCase } from '../../../simulator/bank-hardware.js';
import type { RemoteCure } from '../../../simulator/faults/fault.js';
import { faultNamed } from '../../../simulator/faults/index.js';
import { Ailments, begun } from '../../../simulator/faults/standing.js';
import { assumedChances, drawsOf } from '../../../simulator/fleet/draws.js';
import { randomOf } from '../../../simulator/random.js';

/** A jam on which so much was tried, as the hardware keeps it: at these chances of cure it is certain what comes of each. */
function tried(cures: Partial<Record<RemoteCure, number>>, ...commands: RemoteCure[]): FaultCase {
  const one = begun({ ...faultNamed('lock-jammed'), cures }, 0, randomOf('jam'));
  const ailments = new Ailments();
  ailments.add(one);
  commands.forEach((by, i) => ailments.tryCure(by, i + 1));
  return { ...one, name: 'lock-jammed' };
}

it('of a jam was drawn what each command that was tried would do, once, however often it was tried', () => {
  const pulse = { of: 'lock-jammed pulse-lock', hasFailed: true };
  const rail = { of: 'lock-jammed restart-lock-rail', hasFailed: false };
  const cures = { 'pulse-lock': 1e-12, 'restart-lock-rail': 1 };
  expect(drawsOf(tried(cures))).toEqual([]);
  expect(drawsOf(tried(cures, 'pulse-lock', 'pulse-lock'))).toEqual([pulse]);
  expect(drawsOf(tried(cures, 'pulse-lock', 'restart-lock-rail', 'pulse-lock'))).toEqual([pulse, rail]);
  expect(drawsOf(tried(cures, 'restart-lock-rail', 'pulse-lock'))).toEqual([rail]); // It was over by then.
});

it('nothing was drawn of a command that is no cure of it', () => {
  expect(drawsOf(tried({ 'pulse-lock': 1e-12 }, 'restart-controller'))).toEqual([]);
});

it('each assumed cure and each answer has one chance, of being in vain', () => {
  const failsOf = (name: string) => assumedChances.filter((one) => one.name === name).map(({ fails }) => fails);
  expect(failsOf('lock-jammed pulse-lock')).toEqual([0.4]);
  expect(failsOf('sensor-noisy restart-sensor')).toEqual([0.7]);
  expect(failsOf('courier')[0]).toBeCloseTo(0.2, 12);
  expect(failsOf('again')).toEqual([0.5]);
  expect(failsOf('wrong')).toEqual([0.02]);
});

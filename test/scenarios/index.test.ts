import { describe, expect, it } from 'vitest';
import { causes, type Cause } from '../../domain/exceptions/cause.js';
import { situationOf } from '../../domain/exceptions/index.js';
import { scenarios } from './scenario.js';
import { deliveries, Town } from './town.js';
import './contents.js';
import './deposit.js';
import './doors-and-locks.js';
import './sensors.js';
import './system.js';
import './time-and-people.js';

/** Rows that are found by what scans show. */
const awaitingScans: readonly Cause[] = ['wrong-compartment', 'latch-bounce', 'brown-out'];

const played = (cause: Cause): boolean => scenarios.some((one) => one.cause === cause && !one.isLookalike);

describe('the catalogue', () => {
  const isRun = {
    software: true,
    people: true,
    'settled-in-the-flow': true,
    'hardware not fitted': true,
    notInVersion1: false,
  };

  it('has a scenario for every row that anything can come of', () => {
    const wanted = causes.filter((cause) => isRun[situationOf(cause).detectableBy]);
    expect(wanted.filter((cause) => !played(cause))).toEqual(awaitingScans);
  });

  it('says of every other row that this version does not have it, and has nothing to run', () => {
    const rest = causes.filter((cause) => !isRun[situationOf(cause).detectableBy]);
    expect(rest.filter((cause) => played(cause) || situationOf(cause).playbook)).toEqual([]);
  });
});

const sections = new Map(causes.map((cause) => [cause, situationOf(cause)]));

describe.each(deliveries)('with everything delivered %s', (delivery) => {
  it.each(scenarios.map((one) => [sections.get(one.cause)?.number, one.cause, one.sentence, one] as const))(
    '%i %s: %s',
    async (_number, cause, _sentence, { setting, play, isLookalike }) => {
      const town = await Town.open(delivery, setting);
      await play(town);
      const raised = town.incidents().map((incident) => incident.split(' ')[0]);
      const isRaised = !isLookalike && situationOf(cause).playbook !== undefined;
      expect(raised.includes(cause)).toBe(isRaised);
      expect(town.counts('sweep-failed')).toBe(0);
      expect(town.counts('incident-effect-failed')).toBe(0);
    },
  );
});

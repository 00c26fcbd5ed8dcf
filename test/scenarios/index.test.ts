import { describe, expect, it } from 'vitest';
import { causes, type Cause } from '../../domain/exceptions/cause.js';
import { situationOf } from '../../domain/exceptions/index.js';
import { scenarios } from './all.js';

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
    expect(wanted.filter((cause) => !played(cause))).toEqual([]);
  });

  it('says of every other row that this version does not have it, and has nothing to run', () => {
    const rest = causes.filter((cause) => !isRun[situationOf(cause).detectableBy]);
    expect(rest.filter((cause) => played(cause) || situationOf(cause).playbook)).toEqual([]);
  });
});

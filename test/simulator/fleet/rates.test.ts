import { expect, it } from 'vitest';
import { faults, type Fault } from '../../../simulator/faults/index.js';
import { answerShares, assumedRates } from '../../../simulator/fleet/rates.js';

/** A figure says where it is from, by an address or the study's section; or that it is an assumption. */
const isFounded = (basis: string): boolean => /\bassumption\b|https:\/\/|market\.md §\d/.test(basis);

it('every assumed rate and every share of answers says that it is assumed, or where it is from', () => {
  const figures = [...assumedRates, ...Object.entries(answerShares).map(([name, share]) => ({ name, ...share }))];
  expect(figures.length).toBeGreaterThan(50);
  expect(figures.filter(({ basis }) => !isFounded(basis)).map(({ name }) => name)).toEqual([]);
});

it('so does every cure that helps now and then; of one that always helps, or never, the basis is how things are made', () => {
  const nowAndThen = faults.filter(({ cures }: Fault) => Object.values(cures).some((share) => share > 0 && share < 1));
  expect(nowAndThen.length).toBeGreaterThan(5);
  expect(nowAndThen.filter(({ curesBasis }) => !isFounded(curesBasis)).map(({ name }) => name)).toEqual([]);
});

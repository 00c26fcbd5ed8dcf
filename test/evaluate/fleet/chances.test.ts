import { describe, expect, it } from 'vitest';
import { atOdds, chancesTable, ratesWithOdds } from '../../../evaluate/fleet/chances.js';
import type { Draw } from '../../../simulator/fleet/draws.js';
import type { Case } from '../../../simulator/fleet/play.js';
import { counted } from '../../domain/reports/counted.js';

const visited = {
  resolution: { how: 'on-site', by: 'person', atMs: 7_200_000 },
  visit: { askedAtMs: 0, bring: [] },
} as const;

const incident = (draws: Draw[], change: Partial<Case> = {}): Case => ({
  ...counted(),
  isRepeatedByAnother: false,
  draws,
  ...change,
});

const pulse = (hasFailed: boolean): Draw => ({ of: 'lock-jammed pulse-lock', hasFailed });
const rail = (hasFailed: boolean): Draw => ({ of: 'lock-jammed restart-lock-rail', hasFailed });

/**
 * Written out: pulses are in vain at 0.4 of jams. Of three jams one pulse helped, after one the rail's start did, and one was visited; one door
 * was no jam and opened; and one magnet, which inherently needs a visit, had nothing to do with it.
 */
const cases: Case[] = [
  incident([pulse(false)]),
  incident([pulse(true), rail(false)]),
  incident([pulse(true), rail(true)], visited),
  incident([]),
  incident([], { cause: 'magnet-off', ...visited }),
];
const ofPulses = { name: 'lock-jammed pulse-lock', fails: 0.4 } as const;

describe('an assumed chance at other odds', () => {
  it('is 1/4 at half the odds of 0.4, and 4/7 at twice: 2 to 6 and 4 to 3, where it was 2 to 3', () => {
    expect(atOdds(0.4, 0.5)).toBeCloseTo(1 / 4, 12);
    expect(atOdds(0.4, 2)).toBeCloseTo(4 / 7, 12);
  });

  it('stays a chance, however often it fails, and what never fails goes on not to', () => {
    expect([atOdds(0.9, 2), atOdds(0, 2), atOdds(0.5, 1)]).toEqual([1.8 / 1.9, 0, 0.5]);
  });
});

describe('the rate, were a cure in vain at other odds', () => {
  it('counts a case by how much likelier what was drawn for it would have been', () => {
    // Twice: helped (3/7)/(3/5) = 5/7, in vain (4/7)/(2/5) = 10/7, 25/7 of three: as 0.6 and 1.2. Mended 0.6 + 1.2 + 1, decided 0.6 + 2.4 + 2.
    const twice = ratesWithOdds(cases, ofPulses, 2);
    expect(twice.all).toBeCloseTo(2.8 / 5, 12);
    expect(twice.others).toBeCloseTo(2.8 / 4, 12);
    // Half: helped (3/4)/(3/5) = 5/4, in vain (1/4)/(2/5) = 5/8, 5/2 of three: as 1.5 and 0.75. Mended 1.5 + 0.75 + 1, decided 1.5 + 1.5 + 2.
    const half = ratesWithOdds(cases, ofPulses, 0.5);
    expect(half.all).toBeCloseTo(3.25 / 5, 12);
    expect(half.others).toBeCloseTo(3.25 / 4, 12);
  });

  it('is what it is where the odds are as assumed, and where nothing was drawn of it', () => {
    const asAssumed = ratesWithOdds(cases, ofPulses, 1);
    expect(asAssumed.all).toBeCloseTo(3 / 5, 12);
    expect(asAssumed.others).toBeCloseTo(3 / 4, 12);
    expect(ratesWithOdds(cases, { name: 'courier', fails: 0.2 }, 2)).toEqual({ all: 3 / 5, others: 3 / 4 });
  });

  it('leaves out what is not decided, whatever was drawn for it', () => {
    const open = incident([pulse(true)], { state: 'resolving', resolution: undefined });
    // Of two that are drawn, one still open: twice, 2/(1 + 2) for the one that helped. Decided are that one and a visit of which nothing was drawn.
    const { all } = ratesWithOdds([incident([pulse(false)]), open, incident([], visited)], ofPulses, 2);
    expect(all).toBeCloseTo(2 / 3 / (2 / 3 + 1), 12);
  });

  it('moves nothing where all came out alike, however seldom that is', () => {
    const allHelped = [incident([pulse(false)]), incident([], visited)];
    expect(ratesWithOdds(allHelped, ofPulses, 2).all).toBeCloseTo(1 / 2, 12);
  });

  it('counts who was asked twice by both answers', () => {
    // Of two who were asked again one answered the third time; 0.5 in vain, at twice the odds 2/3: 4/3 of each that was, 2/3 of each that was not.
    const again = (hasFailed: boolean): Draw => ({ of: 'again', hasFailed });
    const asked = [incident([again(true), again(false)]), incident([again(true)], visited)];
    const { all } = ratesWithOdds(asked, { name: 'again', fails: 0.5 }, 2);
    expect(all).toBeCloseTo(((4 / 3) * (2 / 3)) / ((4 / 3) * (2 / 3) + 4 / 3), 12);
  });
});

describe('the table of assumed chances', () => {
  const rowOf = (what: string) => chancesTable(cases).rows.find(([name]) => name === what);

  it('says how often each was drawn and in vain, and what the rates would be', () => {
    expect(rowOf('pulse-lock cures lock-jammed')).toEqual([
      'pulse-lock cures lock-jammed',
      ...['40 %', '25 %', '57.14 %', '3', '2'],
      ...['65 %', '56 %', '81.25 %', '70 %'],
    ]);
  });

  it('has no figures where the fleet shows only one way that it came out, or none', () => {
    const row = (rows: readonly (readonly string[])[], what: string) => rows.find(([name]) => name === what)?.slice(4);
    const { rows } = chancesTable([incident([pulse(false)]), incident([pulse(false)], visited)]);
    expect(row(rows, 'pulse-lock cures lock-jammed')).toEqual(['2', '0', '–', '–', '–', '–']);
    const { rows: inVain } = chancesTable([incident([pulse(true)], visited)]);
    expect(row(inVain, 'pulse-lock cures lock-jammed')).toEqual(['1', '1', '–', '–', '–', '–']);
    expect(row(rows, 'a courier answers')).toEqual(['0', '0', '–', '–', '–', '–']);
  });

  it('leaves out what is assumed never to be in vain', () => {
    expect(rowOf('pulse-lock cures lock-sticks')).toBeUndefined();
  });
});

import { describe, expect, it } from 'vitest';
import type { Cause } from '../../../domain/exceptions/cause.js';
import { situationOf } from '../../../domain/exceptions/index.js';
import { talliesOf } from '../../../domain/reports/operations.js';
import { playSites, type Case } from '../../../simulator/fleet/play.js';
import { assumedRates, type RateName } from '../../../simulator/fleet/rates.js';

/** Nothing befalls anybody but what is named. */
const only = (often: Partial<Record<RateName, number>>) => ({
  ...Object.fromEntries(assumedRates.map(({ name }) => [name, 0])),
  ...often,
});

/** Which step of a ghost's playbook asks the manager to decide, of a parcel whose resident has looked and says nothing. */
const askForDecision = situationOf('ghost').playbook?.steps.findIndex(({ name }) => name === 'ask-for-decision') ?? -1;

const sites = { seed: 3, banks: 2, days: 3, doorsPerBank: 10 };

describe('a small fleet', () => {
  it('to which nothing happens has no incident, no visit, and no door that differs from its record', async () => {
    const played = await playSites({ ...sites, factors: only({}) });
    expect(played.lives).toBeGreaterThan(20);
    expect(played).toMatchObject({ cases: [], differences: [], visits: 0, struck: {}, violations: [] });
  });

  it('finds within two scans whatever came to lie where nothing should, and what is gone from where it should lie', async () => {
    const factors = only({ 'content-appears': 200, 'content-vanishes': 200 });
    const { cases, differences, struck, violations } = await playSites({ ...sites, factors });
    expect(violations).toEqual([]);
    // Of what came from nowhere nobody knows: no answer of theirs can be missing. Whose a parcel is that is gone was asked.
    const drawsOf = (is: (one: Case) => boolean) => cases.filter(is).map(({ draws }) => draws.map(({ of }) => of));
    const [nobodys, gone] = [
      drawsOf(({ mustGo }) => mustGo === 'owner'),
      drawsOf(({ cause, origin }) => cause === 'ghost' && origin === 'content-vanishes'),
    ];
    expect(nobodys.length).toBeGreaterThan(0);
    expect(nobodys.flat()).toEqual([]);
    expect(gone.flat()).toContain('resident');
    expect(struck['content-appears']).toBeGreaterThan(0);
    expect(struck['content-vanishes']).toBeGreaterThan(0);
    const late = differences.filter(({ foundAfterScans, scans }) => (foundAfterScans ?? scans) > 2);
    expect(late).toEqual([]);
    expect(differences.filter(({ foundAfterScans }) => foundAfterScans !== undefined).length).toBeGreaterThan(3);
  });

  /** Of the cases of a cause: all, and those that nobody went for. */
  async function playOf(cause: Cause, often: Partial<Record<RateName, number>>, days = 6) {
    const { cases, violations } = await playSites({ ...sites, days, factors: only(often) });
    expect(violations).toEqual([]);
    const ofCause = cases.filter((one) => one.cause === cause);
    expect(ofCause.length).toBeGreaterThan(5);
    const fromAfar = ofCause.filter(({ resolution, visit }) => resolution?.how === 'remotely' && !visit);
    return { all: ofCause.length, fromAfar: fromAfar.length, steps: ofCause.map(({ position }) => position.step) };
  }

  it('puts a jam down to the switch that turned out to stick, and it shares the fate of that', async () => {
    const { cases } = await playSites({ ...sites, days: 6, factors: only({ 'switch-stuck': 3_000 }) });
    const jams = cases.filter(({ cause, resolution }) => cause === 'wont-open' && resolution?.by === 'explained');
    expect(jams.length).toBeGreaterThan(0);
    expect(jams.map(({ explanation }) => explanation?.cause)).toEqual(jams.map(() => 'door-switch-stuck'));
    const { byCause } = talliesOf(jams);
    expect(byCause).toMatchObject([{ cause: 'wont-open', decided: jams.length, mendedRemotely: 0, visits: 0 }]);
  });

  it('gives what a courier put in, though the deposit had been called off, to whom it is for', async () => {
    const { all, fromAfar } = await playOf('phantom', { withdrawal: 300 });
    expect(fromAfar).toBe(all);
  });

  it('asks the resident of a parcel that no sensor sees any more, and nobody goes for most of it', async () => {
    const { all, fromAfar, steps } = await playOf('ghost', { 'content-vanishes': 200 }, 18);
    expect(fromAfar).toBeGreaterThan(all / 2);
    expect(new Set(steps)).toContain(askForDecision); // Some never answer.
    expect(steps.filter((step) => step < askForDecision).length).toBeGreaterThan(all / 2);
  });

  it('sends somebody for a magnet that fell off, who mends it: what a visit was asked for ends on site', async () => {
    const { cases, struck, visits, violations } = await playSites({ ...sites, factors: only({ 'magnet-off': 3_000 }) });
    expect(violations).toEqual([]);
    expect(struck['magnet-off']).toBeGreaterThan(0);
    expect(cases.every(({ origin, state }) => origin === 'magnet-off' && state === 'closed')).toBe(true);
    const visited = cases.filter(({ visit }) => visit !== undefined);
    expect(visited.length).toBeGreaterThan(0);
    for (const { resolution } of visited) expect(resolution?.how).toBe('on-site');
    expect(visits).toBeGreaterThan(0);
    expect(visits).toBeLessThanOrEqual(visited.length);
  });

  it('comes to its end when nothing is open any more, however late somebody goes', async () => {
    const { cases } = await playSites({ ...sites, seed: 1, factors: only({ 'brown-out': 600 }) });
    expect(cases.map(({ cause, state }) => [cause, state])).toEqual([['brown-out', 'closed']]);
  });

  it('mends clocks that run up to two hours ahead from afar, and their banks go on', async () => {
    const { cases, lives, struck, visits, violations } = await playSites({
      ...sites,
      factors: only({ 'clock-skewed': 4_000 }),
    });
    expect(violations).toEqual([]);
    expect(struck['clock-skewed']).toBeGreaterThan(2);
    expect(cases.filter(({ cause }) => cause === 'clock-skew').length).toBeGreaterThan(2);
    expect(cases.map(({ resolution, visit }) => [resolution?.how, visit])).toEqual(
      cases.map(() => ['remotely', undefined]),
    );
    expect([visits, lives > 20]).toEqual([0, true]);
  });
});

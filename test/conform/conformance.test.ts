import { describe, expect, it } from 'vitest';
import { checks, type CheckId } from '../../conform/catalogue.js';
import { failedIn, playAgainst } from './bank-on-the-bench.js';
import { brokenBanks } from './broken-banks.js';

describe('a bank that keeps the contract', () => {
  it('passes every check there is', async () => {
    const played = await playAgainst({});
    expect(failedIn(played), played.tell.join('\n')).toEqual([]);
    expect(played.outcomes.filter(({ outcome }) => outcome !== 'pass').map(({ id, seen }) => `${id}: ${seen}`)).toEqual(
      [],
    );
  });

  it('that plays its people itself is asked for nothing that it cannot', async () => {
    const played = await playAgainst({}, { isAuto: true });
    expect(failedIn(played), played.tell.join('\n')).toEqual([]);
    const left = played.outcomes
      .filter(({ outcome }) => outcome === 'not tried')
      .map(({ id, seen }) => `${id}: ${seen}`);
    expect(left).toEqual([
      'display: nobody there to do it',
      'deposit-requested: nobody there to do it',
      'pickup-requested: nobody there to do it',
      'key-authority: nobody there to do it',
    ]);
  });
});

describe('some scenes', () => {
  it('leave the others as not asked for, and find the rest as ever', async () => {
    const { outcomes, tell } = await playAgainst({}, { only: ['sample'] });
    expect(tell).toEqual(['connect', 'sample']);
    const why = (scene: string) =>
      new Set(outcomes.filter((one) => one.scene === scene).map(({ outcome, seen }) => seen ?? outcome));
    expect(why('connect')).toEqual(new Set(['pass']));
    expect(why('sample')).toEqual(new Set(['pass']));
    expect(why('open')).toEqual(new Set(['not asked for']));
    expect(why('scan')).toEqual(new Set(['not asked for']));
    expect(outcomes.find(({ id }) => id === 'door-cycles')?.seen).toBe('nothing of it was seen');
  });

  it('take a bank with the flash of an earlier run as it is', async () => {
    const counted = { config: { doorCycles: { A01: 8, A02: 30, A03: 2 } } };
    const played = await playAgainst(counted, { only: ['open', 'heartbeat'] });
    expect(failedIn(played), played.tell.join('\n')).toEqual([]);
    expect((await playAgainst(counted, { only: ['open'] })).outcomes).toContainEqual(
      expect.objectContaining({ id: 'door-cycles', outcome: 'pass' }),
    );
  });
});

describe('a bank', () => {
  const rows = checks.map(({ id }) => [brokenBanks[id][0], id] as const);

  it.each(rows)('%s fails %s', async (_how, id: CheckId) => {
    const played = await playAgainst(brokenBanks[id][1]);
    expect(failedIn(played)).toContain(id);
    const failed = played.outcomes.find((outcome) => outcome.id === id);
    expect(failed?.seen).not.toBe('');
  });
});

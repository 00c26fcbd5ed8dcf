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

describe('a bank', () => {
  const rows = checks.map(({ id }) => [brokenBanks[id][0], id] as const);

  it.each(rows)('%s fails %s', async (_how, id: CheckId) => {
    const played = await playAgainst(brokenBanks[id][1]);
    expect(failedIn(played)).toContain(id);
    const failed = played.outcomes.find((outcome) => outcome.id === id);
    expect(failed?.seen).not.toBe('');
  });
});

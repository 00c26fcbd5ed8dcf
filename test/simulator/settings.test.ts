import { describe, expect, it } from 'vitest';
import { mishapKinds } from '../../simulator/mishaps.js';
import { parseSettings, replayCommand } from '../../simulator/settings.js';

describe('the command line', () => {
  it('has a default for everything', () => {
    expect(parseSettings([])).toMatchObject({ seed: 1, banks: 20, days: 30, doorsPerBank: 20, mishaps: mishapKinds });
  });

  it.each([
    [['--seed', '7', '--banks', '2', '--days', '3', '--mishaps', 'none'], { seed: 7, banks: 2, days: 3, mishaps: [] }],
    [['--seed=8', '--mishaps=crash,jam'], { seed: 8, mishaps: ['crash', 'jam'] }],
  ])('reads %j', (args, expected) => {
    expect(parseSettings(args)).toMatchObject(expected);
  });

  it.each([
    [['--sead', '1'], 'unknown option --sead'],
    [['7'], 'unknown option 7'],
    [['--seed'], '--seed needs a value'],
    [['--seed', 'x'], '--seed is a whole number'],
    [['--seed', '1.5'], '--seed is a whole number'],
    [['--banks', '0'], '--banks is a whole number from 1 to 200'],
    [['--mishaps', 'crash,earthquake'], 'unknown mishap earthquake; there are: all, none, duplicate'],
  ])('refuses %j and says why', (args, message) => {
    expect(() => parseSettings(args)).toThrow(message);
  });

  it('says how a run is made again', () => {
    const settings = parseSettings(['--seed', '7', '--banks', '3', '--days', '4', '--mishaps', 'crash,jam']);
    if (settings === 'help') throw new Error('help was not asked for');
    expect(replayCommand(settings)).toBe('npm run sim -- --seed 7 --banks 3 --days 4 --doors 20 --mishaps crash,jam');
  });
});

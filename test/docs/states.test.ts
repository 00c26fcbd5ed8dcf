import { expect, it } from 'vitest';
import { stayStates, stayTable } from '../../domain/stay.js';
import { statesPage } from './states-page.js';

it('docs/states.md is what the table of states says: after a change of it, run this test with -u', async () => {
  await expect(statesPage()).toMatchFileSnapshot('../../docs/states.md');
});

it('has every state, every input, and no empty cell', () => {
  const rows = statesPage()
    .split('\n')
    .filter((line) => line.startsWith('| '));
  expect(rows).toHaveLength(Object.keys(stayTable).length + 2);
  for (const row of rows) {
    const cells = row.split('|').slice(1, -1);
    expect(cells).toHaveLength(stayStates.length + 1);
    expect(cells.every((cell) => cell.trim() !== '')).toBe(true);
  }
});

it('and says of some cells what the design says of them', () => {
  const cells = (input: string) =>
    statesPage()
      .split('\n')
      .find((line) => line.startsWith(`| ${input} |`))
      ?.split(' | ');
  expect(cells('deposit cycle, present')?.[1]).toBe('stored');
  expect(cells('open came to nothing')?.[5]).toBe('stored'); // A jam is never a pickup.
  expect(cells('person writes off')?.[11]).toBe('written-off');
});

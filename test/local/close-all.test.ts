import { expect, test } from 'vitest';
import { closeAll } from '../../local/system.js';

test('what fails to close does not keep the rest open, and the first failure is told when all is done', async () => {
  const done: string[] = [];
  const closers = [
    () => void done.push('ports'),
    () => Promise.reject(new Error('the second failed')),
    async () => void done.push('table'),
    () => {
      throw new Error('the first failed');
    },
    () => void done.push('clock'),
  ];
  await expect(closeAll(closers)).rejects.toThrow('the first failed');
  expect(done).toEqual(['clock', 'table', 'ports']);
  expect(closers).toEqual([]);
});

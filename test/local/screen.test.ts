import { expect, it, vi } from 'vitest';
import { addressesOf } from '../../local/admin.js';
import { Screen } from '../../local/screen.js';
import type { LocalSystem } from '../../local/system.js';

/** What a run prints that listens there. */
function printed(port: number, controlPort: number): string {
  const log = vi.spyOn(console, 'log').mockReturnValue(undefined);
  try {
    new Screen({ isQuiet: false }).howToGoOn({ mqttPort: 9883 } as LocalSystem, addressesOf(port, controlPort));
    return log.mock.calls.flat().join('\n');
  } finally {
    log.mockRestore();
  }
}

it('the commands that a run prints to go on with find it by themselves where it listens at the usual ports', () => {
  const lines = printed(8787, 8788);
  expect(lines).toContain('token -- --role manager --site demo |');
  expect(lines).toContain('enroll -- --bank my-bank --out my-bank ');
  expect(lines).not.toContain('port');
});

it('and are told where it listens at any other', () => {
  const lines = printed(9787, 9788);
  expect(lines).toContain('token -- --role manager --site demo --port 9787 --control-port 9788 |');
  expect(lines).toContain('enroll -- --bank my-bank --out my-bank --port 9787 --control-port 9788 ');
  expect(printed(9787, 8788)).toContain('--site demo --port 9787 |');
});

import { expect, test } from 'vitest';
import { memoryPorts } from '../../adapters/memory/index.js';
import { refuse } from '../../app/refuse.js';

const clock = { nowMs: () => 1_800_000_000_000 };

test('a request that cannot be read is counted, and whoever stands at the screen is told to start again', async () => {
  const ports = memoryPorts({ clock });
  await refuse(ports, { code: 'malformed', bankId: 'bank-1', reply: { messageId: 'm-1' } });
  expect(ports.bankLink.sent).toMatchObject([
    {
      bankId: 'bank-1',
      command: {
        type: 'display',
        commandId: 'm-1-display',
        notAfterMs: 1_800_000_020_000,
        fields: {
          code: 'not-understood',
          inReplyTo: 'm-1',
          lines: ['This request could not be read.', 'Please start again.'],
        },
      },
    },
  ]);
});

test('what names no message of its own is counted, and answered by nothing', async () => {
  const ports = memoryPorts({ clock });
  await refuse(ports, { code: 'not-json', bankId: 'bank-1' });
  await refuse(ports, { code: 'not-a-delivery' });
  expect(ports.bankLink.sent).toEqual([]);
});

test('a screen that cannot be reached fails nothing: no retry would make the message readable', async () => {
  const ports = memoryPorts({ clock });
  const bankLink = { ...ports.bankLink, send: () => Promise.reject(new Error('no link')) };
  await refuse({ ...ports, bankLink }, { code: 'malformed', bankId: 'bank-1', reply: { messageId: 'm-1' } });
});

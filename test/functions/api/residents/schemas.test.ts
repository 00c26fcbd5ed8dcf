import { expect, it } from 'vitest';
import type { ResidentRow } from '../../../../app/registry-ports.js';
import { residentView } from '../../../../functions/api/residents/schemas.js';

const nowMs = 1_800_000_000_000;
const [past, future] = [nowMs - 1, nowMs + 1];
const phone = '+12025550112';
const unconfirmed = { email: 'ada@example.com', emailState: 'unconfirmed' } as const;

it.each<[string, string, Partial<ResidentRow>]>([
  ['pending', 'whose only address is not confirmed', unconfirmed],
  ['pending', 'who wants no SMS, and whose address is not confirmed', { ...unconfirmed, phone, optOuts: ['sms'] }],
  ['active', 'who has a phone as well', { ...unconfirmed, phone }],
  ['active', 'whose address is confirmed', { ...unconfirmed, emailState: 'confirmed' }],
  ['on-hold', 'who is on hold', { phone, holdUntilMs: future }],
  ['on-hold', 'who is on hold, and leaves later', { phone, holdUntilMs: future, movesOutAtMs: future }],
  ['active', 'whose hold is over', { phone, holdUntilMs: nowMs }],
  ['active', 'who leaves later', { phone, movesOutAtMs: future, takesParcelsUntilMs: future }],
  ['moved-out', 'who has left', { phone, movesOutAtMs: nowMs, takesParcelsUntilMs: future }],
  [
    'moved-out',
    'who has left, on hold',
    { phone, movesOutAtMs: past, takesParcelsUntilMs: future, holdUntilMs: future },
  ],
  ['former', 'whose grace is over', { phone, movesOutAtMs: past, takesParcelsUntilMs: nowMs }],
])('%s is a resident %s', (status, _who, row) => {
  const fixed = { id: 'r', siteId: 's', name: 'Ada', unit: '12B', language: 'en', version: 1 };
  expect(residentView({ ...fixed, ...row } as ResidentRow, nowMs).status).toBe(status);
});

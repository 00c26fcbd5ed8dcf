import { expect, it } from 'vitest';
import { RecentDoors } from '../../adapters/recent-doors.js';
import { freeDoor, keyOf } from '../ports/samples.js';

const read = (bank: string, version = 1) => ({ door: freeDoor(bank), version, outbox: [] });

it('gives what was read last, once', () => {
  const recent = new RecentDoors();
  recent.keep(read('bank-1'));
  recent.keep(read('bank-1', 2));
  expect(recent.take(keyOf('bank-1'))).toMatchObject({ version: 2 });
  expect(recent.take(keyOf('bank-1'))).toBeUndefined();
});

it('remembers 64 doors, those read last', () => {
  const recent = new RecentDoors();
  for (let i = 1; i <= 64; i++) recent.keep(read(`bank-${i}`));
  recent.keep(read('bank-1'));
  recent.keep(read('bank-65'));
  expect(recent.take(keyOf('bank-2'))).toBeUndefined();
  expect(recent.take(keyOf('bank-1'))).toBeDefined();
  expect(recent.take(keyOf('bank-3'))).toBeDefined();
});

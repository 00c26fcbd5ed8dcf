import { expect, it } from 'vitest';
import { toAttributes } from '../../../adapters/dynamodb/codec.js';
import { keys } from '../../../adapters/dynamodb/table.js';
import { newBankState, type BankState } from '../../../domain/bank/state.js';
import type { BankId } from '../../../domain/ids.js';
import { itemSize } from './item-size.js';

const atMs = 1_795_450_000_123;
const mark = { bootCount: 1_234, seq: 98_765, atMs };
const uuid = '0b0d3b1e-6a0c-4d5e-9a53-0c3f0f6b2a11';
const labels = Array.from({ length: 32 }, (_, i) => `A${String(i + 1).padStart(2, '0')}`);

it('a bank of 32 doors is under a kilobyte, so a write of it is one unit', () => {
  const bankId = uuid as BankId;
  const { bankId: _key, ...fields }: BankState = {
    ...newBankState(bankId),
    ...{ presence: 'unsure', sinceMs: atMs, look: 29_924_167, isSaidAway: true, controllerId: uuid, heardAtMs: atMs },
    session: { id: uuid, versionNumber: 1_234, isConnected: false, atMs },
    boot: { ...mark, firmware: '1.14.2-rc.3+build.20261122', reason: 'power-on' },
    firmwares: Array.from({ length: 8 }, (_, i) => `1.14.${i}`),
    starts: { sinceMs: atMs, n: 3 },
    power: { ...mark, source: 'battery', batteryPercent: 71.5 },
    ...{ clockOffsetMs: -1_250, heard: mark, askedAtMs: atMs },
    doorCycles: Object.fromEntries(labels.map((label, i) => [label, 40_000 + i])),
    lacking: { A07: { from: 40_006, asks: 2 } },
  };
  const item = { ...keys.bankState(bankId), ...fields, version: 12_345 };
  expect(itemSize(toAttributes(item))).toBeLessThanOrEqual(1_024);
});

import { describe, expect, it } from 'vitest';
import { massOpen, opensMaxOf } from '../../../domain/guard/mass-open.js';
import type { BankId } from '../../../domain/ids.js';
import { defaultPolicy } from '../../../domain/policy.js';

describe('opens that persons give', () => {
  it('have a limit for each person, each site and the fleet', () => {
    const policy = { ...defaultPolicy, personOpensPerHourMax: 7, siteOpensPerHourMax: 9 };
    expect(['person:ann', 'site:s', 'fleet'].map((scope) => opensMaxOf(scope, policy))).toEqual([7, 9, 400]);
  });

  it('that are too many are found once a command, and whose they were stands in no timeline', () => {
    const finding = massOpen('bank-1' as BankId, 'c-1', 5, ['person:ann', 'site:s']);
    expect(finding).toEqual({
      cause: 'mass-open',
      place: { bankId: 'bank-1' },
      status: 'standing',
      key: 'c-1',
      occurredAtMs: 5,
      detail: { counted: 'person site' },
    });
    expect(massOpen('bank-1' as BankId, 'c-1', 5, []).detail).toEqual({ counted: 'by the bank' });
  });
});

import { describe, expect, it } from 'vitest';
import type { CommandRow } from '../../app/ports.js';
import type { BankMessage } from '../../domain/inputs.js';
import { bankId, House, startMs } from './house.js';

const refused = (house: House, commandId: string, reason = 'mass-open'): BankMessage => ({
  type: 'command-result',
  bankId,
  messageId: `m-${commandId}`,
  commandId,
  outcome: 'refused',
  reason,
  windows: [],
  times: house.times(),
});
const stop = async (house: House) => (await house.ports.guards.read(bankId)).opensStopped;

describe('a bank that has had enough of opens', () => {
  it('is given no more, until a person has cleared it', async () => {
    const house = await House.open();
    await house.tell(house.deposit('r1'));
    await house.tell(refused(house, house.opens().at(-1)?.commandId ?? ''));
    expect(await stop(house)).toMatchObject({ cause: 'mass-open', by: [], scopes: [] });
    expect(house.ports.counters.details['finding']).toMatchObject({ cause: 'mass-open', bankId });
    await house.tell(house.deposit('r2'));
    expect(house.screens().at(-1)).toBe('opens-stopped');
    expect(house.opens()).toHaveLength(1);
    expect((await house.door('A01')).door.stay?.state).toBe('cancelled'); // The visit is over, as of any refusal.
  });

  it('names the person whose open was one too many: they may not clear it', async () => {
    const house = await House.open();
    const commandId = 'c-abcdefghijklmnop';
    const row = {
      bankId,
      commandId,
      type: 'open',
      compartmentId: 'A01',
      fields: {},
      by: 'bob',
      version: 1,
      madeFrom: '',
    };
    const times = { issuedAtMs: startMs, notAfterMs: startMs + 20_000, createdAtMs: startMs };
    await house.ports.commands.create({ ...row, ...times } as CommandRow);
    await house.tell(refused(house, commandId));
    expect(await stop(house)).toMatchObject({ cause: 'mass-open', by: ['bob'] });
    expect((await house.ports.commands.read({ bankId, commandId }))?.answer).toMatchObject({ reason: 'mass-open' });
  });

  it('says so by that reason, and by no other', async () => {
    const house = await House.open();
    await house.tell(house.deposit('r1'));
    await house.tell(refused(house, house.opens().at(-1)?.commandId ?? '', 'door-is-open'));
    expect(await stop(house)).toBeUndefined();
  });
});

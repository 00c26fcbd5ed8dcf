import { describe, expect, it } from 'vitest';
import type { CommandRow } from '../../app/ports.js';
import type { CompartmentId } from '../../domain/ids.js';
import type { BankMessage, CommandResult } from '../../domain/inputs.js';
import { look } from '../domain/story.js';
import { bankId, House, startMs } from './house.js';

const commandId = 'c-abcdefghijklmnop';
const row: CommandRow = {
  bankId,
  commandId,
  type: 'sample',
  compartmentId: 'A02' as CompartmentId,
  fields: {},
  by: 'ann',
  issuedAtMs: startMs,
  notAfterMs: startMs + 60_000,
  version: 1,
  createdAtMs: startMs,
  madeFrom: 'x',
};

async function houseWith(change: Partial<CommandRow> = {}): Promise<House> {
  const house = await House.open();
  await house.ports.commands.create({ ...row, ...change });
  return house;
}
const answer = (house: House, change: Partial<CommandResult> = {}): BankMessage => ({
  type: 'command-result',
  bankId,
  messageId: 'm1',
  commandId,
  outcome: 'done',
  windows: look(300),
  times: house.times(),
  ...change,
});
const kept = (house: House) => house.ports.commands.read({ bankId, commandId });
const evidence = (house: House, id = commandId, compartmentId = 'A02') =>
  house.ports.evidence.read({ bankId, compartmentId: compartmentId as CompartmentId, id });

describe('the answer to a command that a person gave', () => {
  it('is kept with the command, and its windows as evidence of that door', async () => {
    const house = await houseWith();
    await house.tell(answer(house));
    expect((await kept(house))?.answer).toMatchObject({ outcome: 'done', hasWindows: true });
    expect(await evidence(house)).toEqual({ before: [], after: look(300) });
  });

  it('that comes twice is once, and another one after it changes nothing', async () => {
    const house = await houseWith();
    await house.tell(answer(house));
    await house.tell(answer(house));
    await house.tell(answer(house, { messageId: 'm2', outcome: 'failed', windows: look(500) }));
    expect((await kept(house))?.version).toBe(2);
    expect((await kept(house))?.answer?.outcome).toBe('done');
    expect((await evidence(house))?.after).toEqual(look(300));
    expect(house.ports.counters.counts['command-answered']).toBe(1);
  });

  it('whose windows could not be kept is told again, and then they are', async () => {
    const house = await houseWith();
    const put = () => Promise.reject(new Error('the table does not answer'));
    const ports = { ...house.ports, evidence: { ...house.ports.evidence, put } };
    await expect(house.tell(answer(house), { ports })).rejects.toThrow('the table does not answer');
    expect((await kept(house))?.answer?.outcome).toBe('done');
    await house.tell(answer(house));
    expect((await evidence(house))?.after).toEqual(look(300));
  });

  it('that was never given, or never sent, is counted and keeps nothing', async () => {
    const house = await houseWith({ refusal: 'holds-parcel' });
    await house.tell(answer(house));
    await house.tell(answer(house, { commandId: 'c-nobodysnobodys1' }));
    expect(house.ports.counters.counts['result-of-no-command']).toBe(2);
    expect((await kept(house))?.answer).toBeUndefined();
    expect(await evidence(house)).toBeUndefined();
  });

  it('that comes days later says what happened', async () => {
    const house = await houseWith();
    house.nowMs += 3 * 86_400_000;
    await house.tell(answer(house, { outcome: 'expired', reason: 'never-came', windows: [] }));
    expect((await kept(house))?.answer).toMatchObject({ outcome: 'expired', reason: 'never-came', hasWindows: false });
  });

  it('of a test of the whole bank is kept apart from every door', async () => {
    const house = await houseWith({ type: 'self-test', compartmentId: undefined });
    await house.tell(answer(house));
    expect((await evidence(house, commandId, '-'))?.after).toEqual(look(300));
  });

  it('is decided again when somebody else changed the command meanwhile', async () => {
    const house = await houseWith();
    let conflicts = 2;
    const { commands } = house.ports;
    const replace = async (changed: CommandRow) => (conflicts-- > 0 ? false : commands.replace(changed));
    await house.tell(answer(house), { ports: { ...house.ports, commands: { ...commands, replace } } });
    expect((await kept(house))?.answer?.outcome).toBe('done');
  });

  it('opens and changes no door', async () => {
    const house = await houseWith({ type: 'open' });
    await house.tell(answer(house, { outcome: 'refused', reason: 'door-is-open', windows: [] }));
    expect((await house.door('A02')).version).toBe(1);
    expect(house.ports.bankLink.sent).toEqual([]);
  });
});

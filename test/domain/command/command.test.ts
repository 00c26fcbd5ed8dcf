import { describe, expect, it } from 'vitest';
import { answerIn, goodForMs, isLate, lifeOf, stateAt, type GivenCommand } from '../../../domain/command/command.js';
import type { BankId, CompartmentId } from '../../../domain/ids.js';
import type { CommandResult } from '../../../domain/inputs.js';
import { remoteCommandTypes } from '../../../domain/remote-command.js';
import { at, look, startMs } from '../story.js';

const given: GivenCommand = {
  bankId: 'bank-1' as BankId,
  commandId: 'c-1',
  type: 'pulse-lock',
  compartmentId: 'A07' as CompartmentId,
  fields: {},
  by: 'ann',
  issuedAtMs: startMs,
  notAfterMs: startMs + 60_000,
};
const result = (change: Partial<CommandResult> = {}, nowMs = startMs + 2_000): CommandResult => ({
  type: 'command-result',
  bankId: given.bankId,
  messageId: 'm1',
  commandId: given.commandId,
  outcome: 'done',
  windows: [],
  times: at(nowMs),
  ...change,
});
const answered = (change: Partial<CommandResult> = {}, nowMs?: number): GivenCommand => ({
  ...given,
  answer: answerIn(given, result(change, nowMs)),
});

describe('where a command stands', () => {
  it.each([
    ['is given as soon as it is', startMs, 'given'],
    ['may be begun for a minute, and answered for a minute and a half after that', startMs + 150_000, 'given'],
    ['is of unknown outcome from then on', startMs + 150_001, 'unknown'],
  ])('it %s', (_, nowMs, state) => {
    expect(stateAt(given, nowMs)).toBe(state);
  });

  it.each(['done', 'refused', 'failed', 'expired'] as const)(
    'answered %s it is that, whenever it is looked at',
    (outcome) => {
      const command = answered({ outcome });
      expect([stateAt(command, startMs), stateAt(command, startMs + 1e9)]).toEqual([outcome, outcome]);
      expect(isLate(command)).toBe(false);
    },
  );

  it('an answer that comes when it counted as unknown says what happened, and that it came late', () => {
    const command = answered({}, startMs + 150_001);
    expect([stateAt(command, startMs + 150_001), isLate(command)]).toEqual(['done', true]);
    expect(isLate(answered({}, startMs + 150_000))).toBe(false);
  });

  it('refused by its door it was never sent', () => {
    expect(stateAt({ ...given, refusal: 'holds-parcel' }, startMs + 1e9)).toBe('refused');
  });
});

describe('an answer', () => {
  it('is kept with what it says', () => {
    const said = result({ outcome: 'failed', reason: 'lock-does-not-move', attempts: 3, windows: look(400) });
    expect(answerIn(given, said)).toEqual({
      messageId: 'm1',
      outcome: 'failed',
      reason: 'lock-does-not-move',
      attempts: 3,
      occurredAtMs: startMs + 2_000,
      receivedAtMs: startMs + 2_000,
      hasWindows: true,
    });
  });

  it('counts once: the first, whatever comes after it', () => {
    expect(answerIn(answered({ outcome: 'failed' }), result({ messageId: 'm2' }))).toBeUndefined();
  });

  it('that the command came twice is about its second delivery', () => {
    expect(answerIn(given, result({ outcome: 'refused', reason: 'duplicate' }))).toBeUndefined();
  });

  it('to what was never sent is none', () => {
    expect(answerIn({ ...given, refusal: 'too-late' }, result())).toBeUndefined();
  });

  it('to a resend is that it was taken: under its own id it counts as a command that never came', () => {
    const said = result({ outcome: 'expired', reason: 'never-came' });
    expect(answerIn({ ...given, type: 'resend' }, said)).toMatchObject({ outcome: 'done' });
    expect(answerIn({ ...given, type: 'resend' }, said)?.reason).toBeUndefined();
    expect(answerIn(given, said)).toMatchObject({ outcome: 'expired', reason: 'never-came' });
  });
});

it('a command is good for a short while: an open for its first pulse, what is shown as long as somebody stands there', () => {
  expect(Object.fromEntries(remoteCommandTypes.map((type) => [type, goodForMs(type)]))).toEqual({
    open: 20_000,
    display: 120_000,
    'pulse-lock': 60_000,
    sample: 60_000,
    recalibrate: 60_000,
    'self-test': 60_000,
    restart: 60_000,
    'set-debounce': 60_000,
    resend: 60_000,
  });
});

describe('the last instant of a command', () => {
  const minuteMs = 60_000;

  it('is the same for the bank and for the broker', () => {
    for (const [type, what] of [['open'], ['pulse-lock'], ['restart', 'lock-rail'], ['restart', 'sensor']] as const)
      expect(lifeOf(type, { what }, startMs)).toEqual({ notAfterMs: startMs });
  });

  it('is a year ahead for a bank that is to start its controller, by whatever clock, and not for the broker', () => {
    const { notAfterMs, keptUntilMs } = lifeOf('restart', { what: 'controller' }, startMs);
    expect(keptUntilMs).toBe(startMs);
    expect(notAfterMs - startMs).toBe(365 * 24 * 60 * minuteMs);
  });
});

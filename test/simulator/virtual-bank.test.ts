import { describe, expect, it } from 'vitest';
import { readCycle } from '../../domain/sensing/difference.js';
import { defaultErrorRates, judgeDeposit } from '../../domain/sensing/verdict.js';
import type { Window } from '../../domain/sensing/window.js';
import { parseTelemetry } from '../../domain/telemetry.js';
import { benchBank, box } from './bench-bank.js';

const command = 'A07-stay-1-open';

describe('a virtual bank opens', () => {
  it('in time and once: the lock clicks for 20 s, up to three times', async () => {
    const { open, wait, pulses, results } = benchBank();
    open(command);
    expect(pulses.map(({ attempt }) => attempt)).toEqual([1]);
    await wait(59);
    expect(pulses.map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
    expect(results()).toEqual([]);
    await wait(2);
    expect(results()).toEqual([[command, 'failed', undefined]]);
  });

  it('not when the command is too late', () => {
    const { open, pulses, results, world } = benchBank();
    open(command, world.nowMs - 1);
    expect(pulses).toEqual([]);
    expect(results()).toEqual([[command, 'expired', undefined]]);
  });

  it('not for a command without an expiry', () => {
    const { bank, pulses, results } = benchBank();
    bank.onCommand({ commandId: command, type: 'open', compartmentId: 'A07' });
    expect(pulses).toEqual([]);
    expect(results()).toEqual([[command, 'expired', undefined]]);
  });

  it('not for a command that it was given before, though the controller has started again meanwhile', async () => {
    const { bank, open, pulses, results, wait } = benchBank();
    open(command);
    bank.pull('A07');
    bank.close('A07');
    await wait(5);
    bank.reboot();
    open(command);
    expect(pulses).toHaveLength(1);
    expect(results().at(0)).toEqual([command, 'done', undefined]);
    expect(results().at(-1)).toEqual([command, 'refused', 'duplicate']);
  });

  it('not while nobody has a right to: a pull is in vain', () => {
    const { bank } = benchBank();
    expect(bank.pull('A07')).toBe(false);
    expect(() => bank.place('A07', box)).toThrow('is closed');
  });

  it('not while it is jammed, and at the second pulse if the jam clears', async () => {
    const { bank, open, wait, results, last } = benchBank();
    bank.jam('A07');
    open(command);
    expect(bank.pull('A07')).toBe(false);
    await wait(25);
    bank.jam('A07', false);
    expect(bank.pull('A07')).toBe(true);
    expect(results()).toEqual([[command, 'done', undefined]]);
    expect(last('door-opened')).toMatchObject({ doorCycle: 412, attempts: 2 });
  });

  it('and the simulation knows whether anybody pulled, where all pulses were in vain', async () => {
    const { bank, open, wait, inVain } = benchBank();
    bank.jam('A07');
    open('A07-stay-1-open');
    bank.pull('A07');
    await wait(61);
    open('A07-stay-2-open');
    await wait(61);
    bank.jam('A07', false);
    open('A07-stay-3-open');
    expect(bank.pull('A07')).toBe(true);
    await wait(61);
    expect(inVain).toEqual([
      { compartmentId: 'A07', isPulled: true },
      { compartmentId: 'A07', isPulled: false },
    ]);
  });

  it('refuses a command of a type that it does not know', () => {
    const { bank, results } = benchBank();
    bank.onCommand({ commandId: 'x1', type: 'make-coffee' });
    expect(results()).toEqual([['x1', 'refused', 'unknown-type']]);
  });

  it('lets go what is no command', () => {
    const { bank, sent } = benchBank();
    for (const junk of ['', '{', 'null', '[]', '{"type":"open"}', 7, undefined]) bank.onCommand(junk);
    expect(sent).toEqual([]);
  });
});

describe('a door cycle', () => {
  it('is told when the door has settled, with the windows before and after, and whose right it was', async () => {
    const { bank, open, wait, last, typesSent } = benchBank();
    await wait(100);
    open(command);
    await wait(4);
    bank.pull('A07');
    bank.place('A07', box);
    await wait(10);
    bank.close('A07');
    await wait(2.9);
    expect(typesSent()).toEqual(['door-opened', 'command-result']);
    await wait(0.2);
    const closed = last('door-closed');
    expect(closed).toMatchObject({
      doorCycle: 412,
      openedUptimeMs: 104_000,
      closedUptimeMs: 114_000,
      uptimeMs: 114_000,
      sentUptimeMs: 117_000,
      authority: { kind: 'command', commandId: command },
    });
    const reading = readCycle(closed?.['before'] as Window[], closed?.['after'] as Window[]);
    expect(judgeDeposit({}, reading, defaultErrorRates).verdict).toBe('present');
  });

  it('of an empty deposit shows nothing', async () => {
    const { bank, open, wait, last } = benchBank();
    open(command);
    bank.pull('A07');
    await wait(10);
    bank.close('A07');
    await wait(4);
    const closed = last('door-closed');
    const reading = readCycle(closed?.['before'] as Window[], closed?.['after'] as Window[]);
    expect(judgeDeposit({}, reading, defaultErrorRates).verdict).toBe('absent');
  });

  it('is said to be ajar after 60 s and after 5 min', async () => {
    const { bank, open, wait, sent } = benchBank();
    open(command);
    bank.pull('A07');
    await wait(301);
    const ajar = sent.filter(({ message }) => message.type === 'door-ajar').map(({ message }) => message['openForMs']);
    expect(ajar).toEqual([60_000, 300_000]);
  });

  it('goes on over a restart of the controller, its times counted from there', async () => {
    const { bank, open, wait, last } = benchBank();
    await wait(50);
    open(command);
    bank.pull('A07');
    await wait(10);
    bank.reboot();
    await wait(7);
    bank.close('A07');
    await wait(4);
    expect(last('door-closed')).toMatchObject({
      bootCount: 2,
      doorCycle: 412,
      openedUptimeMs: 0,
      closedUptimeMs: 7_000,
    });
  });

  it('under a key says so', async () => {
    const { bank, wait, last } = benchBank();
    bank.openWithKey('A07');
    bank.close('A07');
    await wait(4);
    expect(last('door-closed')).toMatchObject({ doorCycle: 412, authority: { kind: 'key' } });
  });

  it('of a silent sensor comes without its windows, of a stuck one with windows that stand still', async () => {
    const { bank, wait, last } = benchBank();
    bank.silence('A07', 'no-window');
    bank.openWithKey('A07');
    bank.silence('A07', 'stuck');
    bank.close('A07');
    await wait(4);
    const closed = last('door-closed');
    expect(closed?.['before']).toEqual([]);
    const [window] = closed?.['after'] as Window[];
    expect(new Set(window?.samples).size).toBe(1);
  });
});

describe('what a bank has to say', () => {
  it('is kept while the network is out and over a restart, and says from which boot it is', async () => {
    const { bank, wait, sent, world } = benchBank();
    await wait(100);
    bank.unplug();
    bank.openWithKey('A07');
    bank.close('A07');
    await wait(60);
    expect(sent).toEqual([]);
    bank.reboot();
    await wait(30);
    bank.plug();
    const closed = sent.find(({ message }) => message.type === 'door-closed')?.message;
    expect(closed).toMatchObject({
      bootCount: 1,
      seq: 1,
      uptimeMs: 100_000,
      sentBootCount: 2,
      sentUptimeMs: 30_000,
    });
    expect(sent.find(({ message }) => message.type === 'boot')?.message).toMatchObject({ bootCount: 2, seq: 0 });
    const parsed = parseTelemetry(delivered('door', closed, world.nowMs), world.nowMs);
    expect(parsed).toMatchObject({ kind: 'input', input: { times: { ageKnown: false } } });
  });

  it('goes again after the network was away, until the broker has it', () => {
    const { bank, sent } = benchBank();
    const { messageId } = bank.requestPickup('12345678');
    expect(bank.unsentCount).toBe(1);
    bank.unplug();
    bank.plug();
    expect(sent.map(({ message }) => message.messageId)).toEqual([messageId, messageId]);
    bank.acknowledge(messageId);
    bank.unplug();
    bank.plug();
    expect(sent).toHaveLength(2);
  });

  it('counts on: seq from 0 in each boot, requests never the same twice', () => {
    const { bank, sent } = benchBank();
    bank.requestPickup('1');
    bank.requestPickup('2');
    bank.reboot();
    bank.requestPickup('3');
    const asked = sent.filter(({ message }) => message.type === 'pickup-requested');
    const requests = asked.map(({ message }) => message['requestId']);
    expect(new Set(requests).size).toBe(3);
    expect(sent.at(-1)?.message).toMatchObject({ bootCount: 2, seq: 1 });
  });

  it('is read by the product, whatever it is', async () => {
    const { bank, open, wait, sent, world } = benchBank({ heartbeatSeconds: 60, scanSeconds: 100 });
    bank.requestDeposit({ courierCode: 'C0DE1', recipient: { unit: '12B' }, size: 'M' });
    open(command);
    bank.pull('A07');
    await wait(61);
    bank.close('A07');
    await wait(60);
    bank.onCommand({
      commandId: 'A07-stay-1-sample-1',
      type: 'sample',
      compartmentId: 'A07',
      notAfterMs: world.nowMs + 1,
    });
    bank.reopen('A07');
    bank.confirm('A07');
    bank.cancel('A07');
    bank.requestPickup('12345678');
    bank.reboot();
    const parsed = sent.map(({ kind, message }) => parseTelemetry(delivered(kind, message, world.nowMs), world.nowMs));
    expect(parsed.filter(({ kind }) => kind !== 'input')).toEqual([]);
    expect(new Set(sent.map(({ message }) => message.type))).toEqual(
      new Set([
        'deposit-requested',
        'door-opened',
        'command-result',
        'door-ajar',
        'door-closed',
        'heartbeat',
        'sensor-scan',
        'reopen-requested',
        'deposit-confirmed',
        'deposit-cancelled',
        'pickup-requested',
        'boot',
      ]),
    );
  });
});

describe('asked to send again', () => {
  const resend = { type: 'resend', compartmentId: 'A07', commandId: command, notAfterMs: Number.MAX_SAFE_INTEGER };

  it("a bank sends the door's events from that cycle on, and the command's result, as they were", async () => {
    const { bank, open, wait, sent } = benchBank();
    bank.openWithKey('A07');
    bank.close('A07');
    await wait(4);
    open(command);
    bank.pull('A07');
    bank.close('A07');
    await wait(4);
    const before = sent.splice(0);
    bank.onCommand({ ...resend, fromDoorCycle: 413 });
    expect(sent.map(({ message }) => message.type)).toEqual(['door-opened', 'door-closed', 'command-result']);
    const ids = before.map(({ message }) => message.messageId);
    for (const { message } of sent) expect(ids).toContain(message.messageId);
  });

  it('a command that never came is answered as expired, and not obeyed should it come after all', () => {
    const { bank, open, pulses, results } = benchBank();
    bank.onCommand({ ...resend, fromDoorCycle: 412 });
    open(command);
    expect(pulses).toEqual([]);
    expect(results()).toEqual([
      [command, 'expired', 'never-came'],
      [command, 'refused', 'duplicate'],
    ]);
  });

  it('a command that is still being obeyed has no result yet', () => {
    const { bank, open, results } = benchBank();
    open(command);
    bank.onCommand({ ...resend, fromDoorCycle: 412 });
    expect(results()).toEqual([]);
  });

  it('a command that a restart cut short is answered as expired', () => {
    const { bank, open, results } = benchBank();
    open(command);
    bank.reboot();
    bank.onCommand({ ...resend, fromDoorCycle: 412 });
    expect(results()).toEqual([[command, 'expired', 'interrupted']]);
  });

  it('a command whose answer is no longer among the last 64 is not answered otherwise: its door may have opened', async () => {
    const { bank, open, sent, wait } = benchBank();
    open(command);
    bank.pull('A07');
    bank.close('A07');
    await wait(4);
    for (let i = 0; i < 64; i++)
      bank.onCommand({ ...resend, type: 'sample', commandId: `sample-${i}`, compartmentId: 'A07' });
    bank.reboot();
    sent.splice(0);
    bank.onCommand({ ...resend, fromDoorCycle: 412 });
    expect(sent.map(({ message }) => message.type)).toEqual(['door-opened', 'door-closed']);
  });

  it("a refused double is not the command's result", async () => {
    const { bank, open, sent, wait } = benchBank();
    open(command);
    bank.pull('A07');
    open(command);
    bank.close('A07');
    await wait(4);
    sent.splice(0);
    bank.onCommand({ ...resend, fromDoorCycle: 500 });
    expect(sent.map(({ message }) => message['outcome'])).toEqual(['done']);
  });
});

describe('the screen', () => {
  it('shows a display that is in time, and not one that is late', () => {
    const { bank, screens, world } = benchBank();
    const display = {
      type: 'display',
      code: 'no-parcel',
      lines: ['No parcel detected.'],
      choices: ['reopen', 'cancel'],
    };
    bank.onCommand({
      ...display,
      commandId: 'd1',
      compartmentId: 'A07',
      leaseId: 'A07-stay-1',
      notAfterMs: world.nowMs,
    });
    bank.onCommand({ ...display, commandId: 'd2', code: 'too-late', notAfterMs: world.nowMs - 1 });
    expect(screens.map(({ code }) => code)).toEqual(['no-parcel']);
    expect(bank.screen?.choices).toEqual(['reopen', 'cancel']);
  });

  it('continues the lease that it was last given', () => {
    const { bank, last, world } = benchBank();
    bank.onCommand({
      type: 'display',
      commandId: 'd1',
      code: 'no-parcel',
      compartmentId: 'A07',
      leaseId: 'A07-stay-2',
      notAfterMs: world.nowMs,
    });
    bank.reopen('A07');
    expect(last('reopen-requested')).toMatchObject({ compartmentId: 'A07', leaseId: 'A07-stay-2' });
    expect(() => bank.reopen('A01')).toThrow('never given a lease');
  });
});

function delivered(kind: string, message: unknown, receivedAtMs: number) {
  const body = Buffer.from(JSON.stringify(message)).toString('base64');
  return { body, bankId: 'bank-01', kind, clientId: 'bank-01', principal: 'p', receivedAtMs };
}

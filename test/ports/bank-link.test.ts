import { IoTDataPlaneClient } from '@aws-sdk/client-iot-data-plane';
import { describe, expect, it, vi } from 'vitest';
import { iotBankLink } from '../../adapters/iot/bank-link.js';
import { memoryBankLink } from '../../adapters/memory/bank-link.js';
import type { BankCommand, Clock } from '../../app/ports.js';
import { ServiceError, type ServiceRequest } from '../../local/stand-ins/service.js';
import { atEnd, startHarness } from '../stand-ins/harness.js';
import { bankOf, compartment } from './samples.js';

const issuedAtMs = Date.UTC(2026, 0, 5, 9);
const open: BankCommand = {
  commandId: 'A07-abcdefghijklmnop-1-open',
  type: 'open',
  compartmentId: compartment('A07'),
  leaseId: 'A07-abcdefghijklmnop-1',
  issuedAtMs,
  notAfterMs: issuedAtMs + 20_000,
  fields: {},
};

async function openLink(nowMs = issuedAtMs + 300, maxAttempts = 1) {
  const clock = { nowMs: () => nowMs };
  return { ...(await openLinkAt(clock, maxAttempts)), pass: (ms: number) => void (nowMs += ms) };
}

async function openLinkAt(clock: Clock, maxAttempts: number) {
  const { endpoint, client } = await startHarness();
  const requests: ServiceRequest[] = [];
  endpoint.register('iotdata', async (request) => {
    requests.push(request);
    return { status: 200, body: '{"message":"OK"}' };
  });
  const iot = new IoTDataPlaneClient({ ...client, maxAttempts });
  atEnd(() => iot.destroy());
  return { link: iotBankLink(() => iot, clock), iot, requests, endpoint };
}

const sent = ({ path, query, body }: ServiceRequest) => ({
  topic: decodeURIComponent(path),
  query: Object.fromEntries(query),
  body: JSON.parse(body.toString()) as unknown,
});

describe('a command to a bank', () => {
  it('that is good by a clock that is ahead is kept by the broker no longer than others', async () => {
    const { link, requests } = await openLink();
    const notAfterMs = issuedAtMs + 365 * 24 * 3_600_000;
    await link.send(bankOf('bank-1'), { ...open, type: 'restart', notAfterMs, keptUntilMs: issuedAtMs + 600_000 });
    const [request] = requests.map(sent);
    expect(request).toMatchObject({ query: { messageExpiry: '600' }, body: { notAfterMs } });
    expect(request?.body).not.toHaveProperty('keptUntilMs');
  });

  it('goes to its own topic at QoS 1, and is gone once it is too late', async () => {
    const { link, requests } = await openLink();
    await link.send(bankOf('bank-1'), open);
    expect(requests.map(sent)).toEqual([
      {
        topic: '/topics/lockers/v1/bank-1/commands',
        query: { qos: '1', messageExpiry: '20', retain: 'false' }, // 19.7 s are left, in whole seconds.
        body: {
          schema: 1,
          commandId: 'A07-abcdefghijklmnop-1-open',
          type: 'open',
          compartmentId: 'A07',
          leaseId: 'A07-abcdefghijklmnop-1',
          issuedAtMs,
          notAfterMs: issuedAtMs + 20_000,
          serverTimeMs: issuedAtMs + 300,
        },
      },
    ]);
  });

  it.each([
    ['a whole second before its end lives for that second', 19_000, '1'],
    ['just before its end lives for a second, the least there is', 19_999, '1'],
    ['past its end still never lives for ever', 25_000, '1'],
    ['a bit more than a second before its end lives for two', 18_999, '2'],
  ])('%s', async (_title, afterMs, expiry) => {
    const { link, requests } = await openLink(issuedAtMs + afterMs);
    await link.send(bankOf('bank-1'), open);
    expect(requests[0]?.query.get('messageExpiry')).toBe(expiry);
  });

  it('carries the fields of its type, none of which can pose as the envelope', async () => {
    const { link, requests } = await openLink();
    const fields = { code: 'door-open', lines: ['Door A07'], inReplyTo: undefined, commandId: 'posing', schema: 9 };
    await link.send(bankOf('bank-1'), { ...open, type: 'display', compartmentId: undefined, fields });
    const { body } = sent(requests[0]!);
    expect(body).toEqual({
      schema: 1,
      commandId: 'A07-abcdefghijklmnop-1-open',
      type: 'display',
      leaseId: 'A07-abcdefghijklmnop-1',
      issuedAtMs,
      notAfterMs: issuedAtMs + 20_000,
      serverTimeMs: issuedAtMs + 300,
      code: 'door-open',
      lines: ['Door A07'],
    });
  });

  it('that could not be handed over is an error', async () => {
    const { link, endpoint } = await openLink();
    endpoint.register('iotdata', async () => {
      throw new ServiceError('ForbiddenException', 'no', 403);
    });
    await expect(link.send(bankOf('bank-1'), open)).rejects.toThrow();
  });

  it('made ready goes out when it is asked for, and never before', async () => {
    const { link, requests } = await openLink();
    const show = link.ready(bankOf('bank-1'), { ...open, type: 'display' });
    await link.send(bankOf('bank-1'), open);
    await link.send(bankOf('bank-1'), open);
    const types = () => requests.map((request) => (sent(request).body as { type: string }).type);
    expect(types()).toEqual(['open', 'open']);
    await show();
    expect(types()).toEqual(['open', 'open', 'display']);
    expect(sent(requests[2]!)).toMatchObject({
      query: { messageExpiry: '20' },
      body: { serverTimeMs: issuedAtMs + 300 },
    });
  });

  it('made ready longer than a second ago goes out once, with the time as it is then', async () => {
    const { link, requests, pass } = await openLink();
    const show = link.ready(bankOf('bank-1'), { ...open, type: 'display' });
    pass(1_001);
    await show();
    await link.send(bankOf('bank-1'), open);
    expect(requests.map((request) => sent(request).body)).toMatchObject([
      { type: 'display', serverTimeMs: issuedAtMs + 1_301 },
      { type: 'open' },
    ]);
  });

  it('made ready that could not be handed over is an error of whoever asks for it', async () => {
    const { link, endpoint } = await openLink();
    endpoint.register('iotdata', async () => {
      throw new ServiceError('ForbiddenException', 'no', 403);
    });
    const show = link.ready(bankOf('bank-1'), open);
    await expect(show()).rejects.toThrow();
  });

  it('made ready is written and signed before it is asked for', async () => {
    const { link, iot } = await openLink();
    const signed: unknown[] = [];
    iot.middlewareStack.add(
      (next) => (args) => {
        signed.push((args.request as { headers: Record<string, string> }).headers['authorization']);
        return next(args);
      },
      { step: 'finalizeRequest', priority: 'low' },
    );
    const show = link.ready(bankOf('bank-1'), { ...open, type: 'display' });
    await vi.waitFor(() => expect(signed).toHaveLength(1));
    expect(signed[0]).toMatch(/Signature=/);
    await show();
    expect(signed).toHaveLength(1);
  });

  it('made ready is tried again like any other', async () => {
    const { link, requests, endpoint } = await openLink(issuedAtMs, 2);
    endpoint.register('iotdata', async (request) => {
      if (requests.push(request) === 1) throw new ServiceError('InternalFailureException', 'not now', 500);
      return { status: 200, body: '{"message":"OK"}' };
    });
    await link.ready(bankOf('bank-1'), { ...open, type: 'display' })();
    expect(requests).toHaveLength(2);
  });

  it('made ready waits until what goes on has gone out; failing and never asked for, it is nobody’s error', async () => {
    let begun = 0;
    const send = () => (begun++, Promise.reject(new Error('no credentials')));
    iotBankLink(() => ({ send }) as never, { nowMs: () => issuedAtMs }).ready(bankOf('bank-1'), open);
    await Promise.resolve();
    expect(begun).toBe(0);
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve))); // An unhandled rejection fails the run.
    expect(begun).toBe(1);
  });

  it('in memory is kept when it is sent, not when it is made ready', async () => {
    const link = memoryBankLink();
    const show = link.ready(bankOf('bank-1'), open);
    expect(link.take()).toEqual([]);
    await show();
    expect(link.take()).toEqual([{ bankId: 'bank-1', command: open }]);
  });

  it('in memory is kept as it was sent, as often as it was sent', async () => {
    const link = memoryBankLink();
    const command = { ...open, fields: { lines: ['one'] } };
    await link.send(bankOf('bank-1'), command);
    await link.send(bankOf('bank-1'), command);
    command.fields.lines.push('changed later');
    expect(link.take()).toEqual([
      { bankId: 'bank-1', command: { ...open, fields: { lines: ['one'] } } },
      { bankId: 'bank-1', command: { ...open, fields: { lines: ['one'] } } },
    ]);
    expect(link.take()).toEqual([]);
  });
});

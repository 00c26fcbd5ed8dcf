import { randomUUID } from 'node:crypto';
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DeviceBank, type Identity } from './device-bank.js';
import { until } from './local-run.js';

/** The commands of the README as a newcomer types them, on ports of their own: start, token, enroll, bank, Ctrl-C. */
const directory = mkdtempSync(path.join(tmpdir(), 'pigeonhole-commands-'));
let ports: { api: number; mqtt: number; control: number };
let start: Command;

beforeAll(async () => {
  const [api, mqtt, control] = await Promise.all([freePort(), freePort(), freePort()]);
  ports = { api, mqtt, control };
  start = new Command(['start', '--', '--no-demo', ...flags(), '--mqtt-port', String(mqtt)]);
  await start.says(/Ctrl-C stops everything/, 120_000);
}, 180_000);

afterAll(async () => {
  await start?.interrupt();
  rmSync(directory, { recursive: true, force: true });
});

const flags = () => ['--port', String(ports.api), '--control-port', String(ports.control)];

/** A command of package.json, in a process group of its own, as a terminal gives it one. */
class Command {
  public said = '';
  public readonly child: ChildProcess;
  public readonly ended: Promise<number | null>;

  public constructor(args: string[]) {
    const npm = args[0] === 'start' ? args : ['run', '--silent', ...args];
    this.child = spawn('npm', npm, { detached: true, stdio: ['pipe', 'pipe', 'pipe'] });
    for (const stream of [this.child.stdout, this.child.stderr])
      stream?.on('data', (chunk: Buffer) => (this.said += chunk.toString()));
    this.ended = new Promise((resolve) => this.child.once('close', (code) => resolve(code)));
  }

  public async says(what: RegExp, withinMs = 60_000): Promise<RegExpExecArray> {
    const endsAtMs = performance.now() + withinMs;
    for (;;) {
      const match = what.exec(this.said);
      if (match) return match;
      if (this.child.exitCode !== null || performance.now() > endsAtMs)
        throw new Error(`it did not say ${String(what)} but:\n${this.said.slice(-2_000)}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  public type(line: string): void {
    this.child.stdin?.write(`${line}\n`);
  }

  /** Ctrl-C: the whole group hears it. */
  public async interrupt(): Promise<number | null> {
    const { exitCode, signalCode, pid } = this.child;
    if (exitCode === null && signalCode === null && pid !== undefined) process.kill(-pid, 'SIGINT');
    return this.ended;
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function output(args: string[]): Promise<{ code: number | null; said: string }> {
  const command = new Command(args);
  return { code: await command.ended, said: command.said };
}

async function api(method: string, at: string, token: string, body?: unknown): Promise<Record<string, string>> {
  const response = await fetch(`http://127.0.0.1:${ports.api}${at}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  expect(response.status).toBeLessThan(300);
  return (await response.json()) as Record<string, string>;
}

/** A token is the last line. */
async function tokenFor(role: string): Promise<string> {
  const { code, said } = await output(['token', '--', '--role', role, ...flags()]);
  expect(code).toBe(0);
  return said.trim().split('\n').at(-1) ?? '';
}

test('a taken port is a clear error that names the flag', async () => {
  const second = await output(['start', '--', '--no-demo', ...flags(), '--mqtt-port', String(await freePort())]);
  expect(second.code).toBe(1);
  expect(second.said).toContain(`port ${ports.api} on 127.0.0.1 is taken: choose another with --port`);
}, 120_000);

test('what is not understood is an error with the help', async () => {
  const unknown = await output(['start', '--', '--fast']);
  expect(unknown.code).toBe(2);
  expect(unknown.said).toContain('--no-demo');
});

test('a token, a bank of files, and a deposit typed at a virtual bank', async () => {
  const operator = await tokenFor('operator');
  await api('POST', '/v1/sites', operator, { siteId: 'demo', name: 'Rosewood Court' });
  const manager = await tokenFor('manager');
  const phone = '+12025550142';
  await api('POST', '/v1/sites/demo/residents', manager, { name: 'Ada', unit: '12B', phone });
  const courier = await api('POST', '/v1/sites/demo/couriers', manager, { name: 'Chris' });

  const out = path.join(directory, 'my-bank');
  const enrolled = await output(['enroll', '--', '--bank', 'my-bank', '--doors', '4', '--out', out, ...flags()]);
  expect(enrolled.code).toBe(0);
  for (const file of ['ca.pem', 'certificate.pem', 'private.key', 'bank.json'])
    expect(existsSync(path.join(out, file))).toBe(true);
  expect(statSync(path.join(out, 'private.key')).mode & 0o077).toBe(0);
  const file = JSON.parse(readFileSync(path.join(out, 'bank.json'), 'utf8')) as Identity['file'];
  expect(file).toMatchObject({
    bankId: 'my-bank',
    siteId: 'demo',
    endpoint: '127.0.0.1',
    port: ports.mqtt,
    rules: {
      access: 'lockers_v1_access',
      door: 'lockers_v1_door',
      health: 'lockers_v1_health',
      result: 'lockers_v1_result',
    },
    profile: 'tof',
    doorCycles: { A01: 0, A02: 0, A03: 0, A04: 0 },
    heartbeatSeconds: 900,
    scanSeconds: 3_600,
    opensPerMinuteMax: 10,
  });

  const bank = new Command(['bank', '--', '--dir', out]);
  await bank.says(/is connected/);
  bank.type(`deposit ${courier['code']} 12B`);
  const [, door = ''] = await bank.says(/door (A\d\d) clicks/);
  for (const act of ['open', 'put', 'close']) bank.type(`${act} ${door}`);
  await bank.says(/Parcel detected/);
  const outbox = async () =>
    (await (await fetch(`http://127.0.0.1:${ports.control}/outbox`)).json()) as { to: string; body: string }[];
  const told = await until(async () => (await outbox()).find(({ to }) => to === phone), 'the code');
  const code = /\b\d{8}\b/.exec(told.body)?.[0] ?? '';
  bank.said = '';
  bank.type(`pickup ${code}`);
  await bank.says(new RegExp(`door ${door} clicks`));
  for (const act of ['open', 'take', 'close']) bank.type(`${act} ${door}`);
  await bank.says(/All taken/);
  bank.type('quit');
  expect(await bank.ended).toBe(0);

  // The same files serve any other client of the contract.
  const read = (name: string) => readFileSync(path.join(out, name), 'utf8');
  const device = await DeviceBank.connect({
    caPem: read('ca.pem'),
    certificatePem: read('certificate.pem'),
    privateKeyPem: read('private.key'),
    file,
  });
  await device.fence();
  await device.close();
}, 180_000);

test('the keys of the virtual bank: deposit, forget, jam, unplug, reboot, the maintenance key, pickup', async () => {
  const manager = await tokenFor('manager');
  const phone = '+12025550143';
  await api('POST', '/v1/sites/demo/residents', manager, { name: 'Grace', unit: '7A', phone });
  const courier = await api('POST', '/v1/sites/demo/couriers', manager, { name: 'Chris' });
  const out = path.join(directory, 'keys-bank');
  await output(['enroll', '--', '--bank', 'keys-bank', '--doors', '4', '--out', out, ...flags()]);
  const bank = new Command(['bank', '--', '--dir', out, '--courier', String(courier['code']), '--unit', '7A']);
  const press = async (key: string, says: RegExp) => {
    bank.said = '';
    bank.type(key);
    return bank.says(says);
  };
  await bank.says(/is connected/);
  await press('help', /unplug the network/);
  await press('f', /No parcel detected/);
  await press('d', /Parcel detected/);
  await press('u', /cable is out/);
  await press('d', /no network/);
  await press('u', /cable is in again/);
  await press('k A04', /A04 is opened with the maintenance key/);
  await press('k A04', /A04 is shut/);
  await press('j A03', /A03 is jammed/);
  await press('open A03', /A03 is locked/);
  await press('j A03', /A03 is mended/);
  await press('r', /starts for the 2\. time/);
  const outbox = async () =>
    (await (await fetch(`http://127.0.0.1:${ports.control}/outbox`)).json()) as { to: string; body: string }[];
  const told = await until(async () => (await outbox()).find(({ to }) => to === phone), 'the code');
  await press('p', /type it behind the key/);
  await press(`p ${/\b\d{8}\b/.exec(told.body)?.[0] ?? ''}`, /All taken/);
  await press('x', /there is no 'x'/);
  bank.type('q');
  expect(await bank.ended).toBe(0);
}, 180_000);

test('Ctrl-C stops everything at once, and every port is free again', async () => {
  const beganAtMs = performance.now();
  await start.interrupt(); // npm itself may end by the signal; what it ran has ended by then.
  expect(performance.now() - beganAtMs).toBeLessThan(10_000);
  await until(async () => (await Promise.all(Object.values(ports).map(isFree))).every(Boolean), 'the ports');
  expect(start.said).not.toMatch(/Error/);
});

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  const isListening = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => resolve(true));
  });
  if (isListening) await new Promise((resolve) => server.close(resolve));
  return isListening;
}

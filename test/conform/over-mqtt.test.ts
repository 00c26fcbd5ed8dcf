import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import mqtt from 'mqtt';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Outcome } from '../../conform/verdicts.js';
import type { BankJson } from '../../simulator/bank-json.js';

/** The commands as they are typed, in processes of their own, over real MQTT and in real time. */
let directory = '';
const children: ChildProcess[] = [];

beforeEach(() => void (directory = mkdtempSync(path.join(tmpdir(), 'conform-'))));
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(directory, { recursive: true, force: true });
});

function run(script: string, ...args: string[]) {
  const child = spawn(process.execPath, ['--no-warnings', 'bin/run.js', script, ...args]);
  children.push(child);
  const said = { out: '', err: '' };
  child.stderr.on('data', (chunk: Buffer) => (said.err += chunk.toString()));
  child.stdout.on('data', (chunk: Buffer) => (said.out += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { child, said, ended };
}

async function until(holds: () => boolean, what: () => string): Promise<void> {
  for (let i = 0; i < 1_000; i++) {
    if (holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(what());
}

const conform = (...args: string[]) =>
  run('conform/main.ts', '--dir', directory, '--port', '0', '--json', '--auto', ...args);
const resultsIn = (text: string) => JSON.parse(text.trim()) as { bankId: string; failed: number; checks: Outcome[] };

/** The people of `--auto`, at the virtual bank's own command line. */
function people({ child }: ReturnType<typeof run>): void {
  const type = (line: string, afterMs: number) => setTimeout(() => child.stdin?.write(`${line}\n`), afterMs);
  child.stdout?.on('data', (chunk: Buffer) => {
    const door = /door (\w+) clicks/.exec(chunk.toString())?.[1];
    if (door && door !== 'A02')
      for (const [i, act] of ['open', 'put', 'close'].entries()) type(`${act} ${door}`, 300 + 700 * i);
    if (chunk.toString().includes('[reopen]')) type('reopen A01', 300);
  });
}

describe('npm run conform', () => {
  test('finds nothing wrong with the project’s own virtual bank, and ends with 0', async () => {
    const judge = conform('--only', 'connect,open,refusals,sample,screen,resend,others,offline,restart');
    await until(
      () => judge.said.err.includes('Waiting for'),
      () => judge.said.err,
    );
    const bank = run('local/bank.ts', '--dir', directory);
    people(bank);
    expect(await judge.ended, `${judge.said.err}\n${bank.said.out}${bank.said.err}`).toBe(0);
    const { bankId, failed, checks } = resultsIn(judge.said.out);
    expect([bankId, failed]).toEqual(['conform-bank', 0]);
    const passed = checks.filter(({ outcome }) => outcome === 'pass').map(({ id }) => id);
    expect(passed).toEqual(
      expect.arrayContaining([
        'connects',
        'persistent-session',
        'subscribes',
        'open-opens',
        'keeps-messages',
        'boot',
        'acknowledges',
      ]),
    );
    expect(passed.length).toBeGreaterThan(45);
  }, 150_000);

  test('tells a stranger at the door why it is not let in, and ends with 1', async () => {
    const judge = conform('--wait', '4');
    await until(
      () => judge.said.err.includes('Waiting for'),
      () => judge.said.err,
    );
    const read = (name: string) => readFileSync(path.join(directory, name), 'utf8');
    const { port } = JSON.parse(read('bank.json')) as BankJson;
    const keys = { ca: read('ca.pem'), cert: read('certificate.pem'), key: read('private.key') };
    const client = mqtt.connect({
      ...keys,
      protocol: 'mqtts',
      host: '127.0.0.1',
      port,
      clientId: 'somebody',
      reconnectPeriod: 0,
    });
    client.on('error', () => undefined);
    expect(await judge.ended).toBe(1);
    client.end(true);
    const [first, second] = resultsIn(judge.said.out).checks;
    expect(first).toMatchObject({ id: 'connects', outcome: 'FAIL', seen: 'the client id was "somebody"' });
    expect(second).toMatchObject({ outcome: 'not tried' });
  }, 30_000);

  test('leaves an enrolled bank’s files as they are, and makes its own beside them', async () => {
    const bankJson = {
      bankId: 'lobby',
      siteId: 's',
      controllerId: 'lobby-1',
      endpoint: 'x.amazonaws.com',
      port: 8883,
      rules: { access: 'a_test', door: 'd_test', health: 'h_test', result: 'r_test' },
      profile: 'tof',
      doors: [{ compartmentId: 'B01', size: 'S', accessible: true }],
      doorCycles: { B01: 41 },
      heartbeatSeconds: 900,
      scanSeconds: 3600,
    };
    writeFileSync(path.join(directory, 'bank.json'), JSON.stringify(bankJson));
    writeFileSync(path.join(directory, 'private.key'), 'the key of the bank in the lobby');
    const judge = conform('--wait', '1');
    expect(await judge.ended).toBe(1);
    expect(readFileSync(path.join(directory, 'private.key'), 'utf8')).toBe('the key of the bank in the lobby');
    const beside = path.join(directory, 'conform');
    const made = JSON.parse(readFileSync(path.join(beside, 'bank.json'), 'utf8')) as BankJson;
    expect(made).toMatchObject({
      bankId: 'lobby',
      endpoint: '127.0.0.1',
      rules: bankJson.rules,
      doors: bankJson.doors,
      doorCycles: { B01: 41 },
    });
    expect(statSync(path.join(beside, 'private.key')).mode & 0o077).toBe(0);
    const key = readFileSync(path.join(beside, 'private.key'), 'utf8');
    expect(await conform('--wait', '1').ended).toBe(1);
    expect(readFileSync(path.join(beside, 'private.key'), 'utf8')).toBe(key);
  }, 30_000);
});

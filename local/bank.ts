import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { BankJson, ScreenShown } from '../simulator/bank-json.js';
import { consoleHelp, serveConsole } from './bank/console.js';
import { Visitor } from './bank/visitor.js';
import { connectBank, type BankFiles, type MqttBank } from './mqtt-bank.js';
import { exitWith, readOptions, wholeNumber } from './options.js';

const options = {
  dir: { type: 'string', hint: 'DIR', about: 'a folder that npm run enroll made' },
  seed: { type: 'string', default: '1', hint: 'N', about: 'of its sensors’ noise' },
  courier: { type: 'string', hint: 'CODE', about: 'the courier’s code that the deposit key types' },
  unit: { type: 'string', hint: 'UNIT', about: 'whom the deposit key delivers to' },
} as const;

const usage = `npm run bank -- --dir DIR\nA virtual bank on MQTT, and the people at it.\n${consoleHelp}`;

const values = readOptions(usage, options);
const seed = wholeNumber(values.seed, 'seed', [0, 2 ** 31]);
if (!values.dir) exitWith(2, '--dir is needed: a folder with ca.pem, certificate.pem, private.key and bank.json');

run(readFiles(values.dir)).catch((error: unknown) =>
  exitWith(1, error instanceof Error ? error.message : String(error)),
);

function readFiles(directory: string): BankFiles {
  const read = (name: string): string => {
    const file = path.join(directory, name);
    if (!existsSync(file))
      exitWith(2, `${file} is not there: make it with npm run enroll -- --bank ID --out ${directory}`);
    return readFileSync(file, 'utf8');
  };
  return {
    config: JSON.parse(read('bank.json')) as BankJson,
    caPem: read('ca.pem'),
    certificatePem: read('certificate.pem'),
    privateKeyPem: read('private.key'),
  };
}

async function run(files: BankFiles): Promise<void> {
  const time = { nowMs: () => Date.now(), setTimer: (ms: number, fire: () => void) => void setTimeout(fire, ms) };
  const people: Visitor[] = [];
  const say = (line: string): void => console.log(line);
  const at: MqttBank = await connectBank(files, {
    seed,
    time,
    onScreen: (shown) => {
      say(screenLine(shown));
      for (const visitor of people) visitor.see(shown);
    },
    onLink: (isUp) => say(isUp ? '  the connection is back' : '  the connection is lost; the bank tries again'),
    onPulse: ({ compartmentId }) => say(`  door ${compartmentId} clicks: open ${compartmentId}`),
  });
  at.bank.tellStart();
  const visitor = new Visitor(at, say);
  people.push(visitor);
  say(`${at.bank.bankId} is connected, doors ${at.bank.compartmentIds.join(' ')}. Type help, or quit.`);
  await serveConsole({ at, visitor, courierCode: values.courier, unit: values.unit, say });
  await at.close();
  process.exit(0);
}

const screenLine = ({ lines, choices, compartmentId }: ScreenShown): string =>
  `  screen: ${lines.join(' / ')}${compartmentId ? ` (${compartmentId})` : ''}${choices.length ? ` [${choices.join('] [')}]` : ''}`;

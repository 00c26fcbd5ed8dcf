import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline/promises';
import type { BankJson, ScreenShown } from '../simulator/bank-json.js';
import type { VirtualBank } from '../simulator/virtual-bank.js';
import { connectBank, type BankFiles } from './mqtt-bank.js';
import { exitWith, readOptions, wholeNumber } from './options.js';

const options = {
  dir: { type: 'string', hint: 'DIR', about: 'a folder that npm run enroll made' },
  seed: { type: 'string', default: '1', hint: 'N', about: 'of its sensors’ noise' },
} as const;

const usage = `npm run bank -- --dir DIR
A virtual bank on MQTT. What people do at it is typed:
  deposit CODE UNIT [SIZE]     a courier asks for a door
  pickup CODE                  a resident enters a code
  open DOOR, close DOOR        pull the door while the lock clicks; push it shut
  put DOOR [MM] [GRAMS]        put a thing in (60 mm, 500 g)
  take DOOR                    take everything out
  reopen|confirm|cancel DOOR   the buttons on the screen
  key DOOR, jam DOOR, mend DOOR, unplug, plug, reboot, quit
  battery [PERCENT], mains     what it runs on`;

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
  const { bank, close } = await connectBank(files, {
    seed,
    time,
    onScreen: (shown) => console.log(screenLine(shown)),
    onLink: (isUp) => console.log(isUp ? '  the connection is back' : '  the connection is lost; the bank tries again'),
    onPulse: ({ compartmentId }) => console.log(`  door ${compartmentId} clicks: open ${compartmentId}`),
  });
  bank.tellStart();
  console.log(`${bank.bankId} is connected, doors ${bank.compartmentIds.join(' ')}. Type help, or quit.`);
  const input = createInterface({ input: process.stdin });
  for await (const line of input) {
    const words = line.trim().split(/\s+/);
    if (words[0] === 'quit') break;
    if (words[0] !== '') act(bank, words);
  }
  await close();
  process.exit(0);
}

const screenLine = ({ lines, choices, compartmentId }: ScreenShown): string =>
  `  screen: ${lines.join(' / ')}${compartmentId ? ` (${compartmentId})` : ''}${choices.length ? ` [${choices.join('] [')}]` : ''}`;

type Act = (bank: VirtualBank, args: string[]) => unknown;

const acts: Record<string, Act> = {
  help: () => console.log(usage),
  deposit: (bank, [courierCode = '', unit = '', size = 'S']) =>
    bank.requestDeposit({ courierCode, recipient: { unit }, size: size as 'S' }),
  pickup: (bank, [code = '']) => bank.requestPickup(code),
  open: (bank, [door = '']) => console.log(bank.pull(door) ? `  door ${door} is open` : `  door ${door} is locked`),
  close: (bank, [door = '']) => bank.close(door),
  put: (bank, [door = '', mm = '60', grams = '500']) =>
    bank.place(door, { id: `thing-${Date.now()}`, thicknessMm: Number(mm), grams: Number(grams) }),
  take: (bank, [door = '']) => bank.take(door),
  reopen: (bank, [door = '']) => bank.reopen(door),
  confirm: (bank, [door = '']) => bank.confirm(door),
  cancel: (bank, [door = '']) => bank.cancel(door),
  key: (bank, [door = '']) => bank.openWithKey(door),
  jam: (bank, [door = '']) => bank.jam(door),
  mend: (bank, [door = '']) => bank.jam(door, false),
  unplug: (bank) => bank.unplug(),
  plug: (bank) => bank.plug(),
  reboot: (bank) => bank.reboot(),
  battery: (bank, [percent = '90']) => bank.runOn('battery', Number(percent)),
  mains: (bank) => bank.runOn('mains'),
};

/** What cannot be done (a door that is closed, a name that is not there) is said, and the bank stands on. */
function act(bank: VirtualBank, [verb = '', ...args]: string[]): void {
  const known = Object.hasOwn(acts, verb) ? acts[verb] : undefined;
  if (!known) return console.log(`  there is no '${verb}': ${Object.keys(acts).join(', ')}, quit`);
  try {
    known(bank, args);
  } catch (error) {
    console.log(`  ${error instanceof Error ? error.message : String(error)}`);
  }
}

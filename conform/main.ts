import { createInterface } from 'node:readline/promises';
import { exitWith, readOptions, wholeNumber } from '../local/options.js';
import { explainTaken } from '../local/stand-ins/http-server.js';
import { startWire } from './broker.js';
import type { SceneName } from './catalogue.js';
import { judgeBank } from './conformance.js';
import { prepareDirectory } from './directory.js';
import { peopleAtTerminal, simulatedPeople, type People } from './people.js';
import { jsonOf, tableOf } from './report.js';
import { sceneNames } from './scenes/index.js';

const options = {
  dir: { type: 'string', hint: 'DIR', about: 'where the bank’s files are, or are to be made' },
  port: { type: 'string', default: '8884', hint: 'N', about: 'MQTT over TLS, on 127.0.0.1' },
  bank: { type: 'string', default: 'conform-bank', hint: 'ID', about: 'its bankId, where DIR has no bank.json' },
  doors: { type: 'string', default: '4', hint: 'N', about: 'how many doors, where DIR has no bank.json' },
  profile: { type: 'string', default: 'tof', hint: 'KINDS', about: 'its sensors, where DIR has no bank.json' },
  auto: { type: 'boolean', about: 'the bank under test plays its people itself (see docs/bank.md)' },
  long: { type: 'boolean', about: 'also what takes 5 minutes' },
  only: { type: 'string', hint: 'SCENES', about: `of ${sceneNames.join(', ')}` },
  skip: { type: 'string', hint: 'SCENES', about: 'all but these' },
  wait: { type: 'string', default: '300', hint: 'SECONDS', about: 'for the bank to come' },
  json: { type: 'boolean', about: 'one line of JSON in place of the table; progress goes to stderr' },
} as const;

const usage = `npm run conform -- --dir DIR [options]
Plays the cloud's side against one bank over MQTT, and says what the bank does wrong. It writes the bank's files into DIR
(of an enrolled bank: into DIR/conform); start the bank under test with them. Ends with 0, or with 1 after a failure.`;

const values = readOptions(usage, options);
if (!values.dir) exitWith(2, '--dir is needed; --help tells more');
const settings = {
  dir: values.dir,
  port: wholeNumber(values.port, 'port', [0, 65_535]),
  doors: wholeNumber(values.doors, 'doors', [1, 99]),
  patienceMs: wholeNumber(values.wait, 'wait', [1, 86_400]) * 1000,
  scenes: sceneList(values.only, sceneNames).filter((name) => !sceneList(values.skip, []).includes(name)),
};
const say = (line: string): void => void (values.json ? process.stderr : process.stdout).write(`${line}\n`);

run().catch((error: unknown) => exitWith(2, error instanceof Error ? error.message : String(error)));

async function run(): Promise<void> {
  const { dir, port, doors, patienceMs, scenes } = settings;
  const made = { bankId: values.bank ?? '', doors, profile: values.profile ?? '' };
  const prepared = await prepareDirectory(dir, made);
  const wire = await startWire(prepared, port).catch((error: unknown) => {
    throw explainTaken(error, port, '--port');
  });
  const config = prepared.write(wire.port);
  say(`Waiting for ${config.bankId} at 127.0.0.1:${wire.port}. Start it now with the files in ${prepared.directory}`);
  const conformance = await judgeBank({
    config,
    wire,
    time: { nowMs: () => Date.now(), setTimer: (ms, fire) => void setTimeout(fire, ms) },
    people: values.auto ? simulatedPeople : somebody(),
    isLong: values.long,
    patienceMs,
    tell: say,
    only: scenes,
  });
  await wire.close();
  process.stdout.write(`${values.json ? jsonOf(config.bankId, conformance) : tableOf(conformance)}\n`);
  process.exit(conformance.outcomes.some(({ outcome }) => outcome === 'FAIL') ? 1 : 0);
}

/** Whoever reads this terminal; when it ends, nobody. */
function somebody(): People {
  const terminal = createInterface({ input: process.stdin, output: values.json ? process.stderr : process.stdout });
  let isOver = false;
  terminal.on('close', () => (isOver = true));
  return peopleAtTerminal(async (text) => (isOver ? 'skip' : terminal.question(text).catch(() => 'skip')));
}

function sceneList(given: string | undefined, otherwise: readonly SceneName[]): SceneName[] {
  if (given === undefined) return [...otherwise];
  return given.split(',').map((name) => {
    const scene = sceneNames.find((known) => known === name.trim());
    return scene ?? exitWith(2, `there is no scene '${name}': ${sceneNames.join(', ')}`);
  });
}

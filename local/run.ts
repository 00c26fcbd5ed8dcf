import { addressesOf, type Addresses } from './admin.js';
import { prepareDemo, type Demo } from './demo/play.js';
import { exitWith, portOptions, readOptions, wholeNumber } from './options.js';
import { Screen } from './screen.js';
import { synthesize } from './synth.js';
import { startSystem, type LocalSystem } from './system.js';

const options = {
  speed: { type: 'string', default: '1', hint: 'X', about: 'how many times faster than real time idle time may pass' },
  data: { type: 'string', hint: 'DIR', about: 'keep table, schedules, outbox and keys there across a restart' },
  seed: { type: 'string', default: '1', hint: 'N', about: 'of the virtual banks and of when schedules fire' },
  'no-demo': { type: 'boolean', about: 'start the system without the demo site and its story' },
  quiet: { type: 'boolean', about: 'print only what is needed to use it' },
  ...portOptions,
} as const;

const usage =
  'npm start -- [options]\nRuns the whole system on this machine, as it would be deployed, and plays its story.';

const values = readOptions(usage, options);
const ports = [1, 65_535] as const;
const settings = {
  speed: wholeNumber(values.speed, 'speed', [1, 1_000_000]),
  seed: wholeNumber(values.seed, 'seed', [0, 2 ** 31]),
  ports: {
    api: wholeNumber(values.port, 'port', ports),
    mqtt: wholeNumber(values['mqtt-port'], 'mqtt-port', ports),
    control: wholeNumber(values['control-port'], 'control-port', ports),
  },
};
const screen = new Screen({ isQuiet: values.quiet });

/** What to undo when the run ends, last first, and whether it is ending: what then breaks off is no error. */
const closing: (() => Promise<void>)[] = [];
const stopping = new AbortController();

stopOnSignal();
run().catch((error: unknown) => {
  if (!stopping.signal.aborted) exitWith(1, error instanceof Error ? error.message : String(error));
});

async function run(): Promise<void> {
  const starting = start();
  closing.unshift(() =>
    starting.then(
      (started) => started.close(),
      () => undefined,
    ),
  );
  const system = await starting;
  const addresses = addressesOf(settings.ports.api, settings.ports.control);
  const demo = values['no-demo'] ? undefined : await playDemo(system, addresses);
  if (stopping.signal.aborted) return;
  screen.howToGoOn(system, addresses);
  await demo?.playMore();
}

/** The story; what is left of it follows when the run can be used. */
async function playDemo(system: LocalSystem, addresses: Addresses): Promise<Demo | undefined> {
  const { tell, title } = screen.storyOf(system);
  const demo = await prepareDemo(system, addresses, { seed: settings.seed, tell, title });
  if (!demo) {
    screen.say(
      'The demo site is kept from an earlier run; its story is not played again, and its virtual banks are gone.',
    );
    return undefined;
  }
  closing.unshift(demo.close);
  await demo.play();
  screen.courierCode = demo.courierCode;
  return demo;
}

async function start(): Promise<LocalSystem> {
  screen.say('Synthesizing the system as it would be deployed (about 10 s at first, kept afterwards) …');
  const { assembly, wasKept } = await synthesize(undefined, stopping.signal);
  stopping.signal.throwIfAborted();
  screen.say(wasKept ? 'Nothing has changed since the last synth: kept.' : 'Synthesized.');
  const { speed, seed } = settings;
  const kept = values.data === undefined ? {} : { dataDir: values.data };
  const system = await startSystem({
    assembly,
    ports: settings.ports,
    speed,
    seed,
    ...kept,
    log: (line) => screen.warn(line),
  });
  screen.say('Up: table, rules, functions, schedules, messages, API.');
  return system;
}

/** Ctrl-C stops everything at once, even a start that is under way; a second one does not wait. */
function stopOnSignal(): void {
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      if (stopping.signal.aborted) process.exit(130);
      stopping.abort();
      void closeAll().finally(() => process.exit(0));
    });
  }
}

async function closeAll(): Promise<void> {
  for (const close of closing) await close().catch((error: unknown) => screen.warn(String(error)));
}

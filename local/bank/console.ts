import { createInterface, emitKeypressEvents } from 'node:readline';
import { createInterface as createAsking } from 'node:readline/promises';
import type { MqttBank } from '../mqtt-bank.js';
import { keys, keysHelp, type KeyHost } from './keys.js';
import type { Visitor } from './visitor.js';
import { actOn, wordNames, wordsHelp } from './words.js';

export interface ConsoleOptions {
  readonly at: MqttBank;
  readonly visitor: Visitor;
  readonly courierCode: string | undefined;
  readonly unit: string | undefined;
  readonly say: (line: string) => void;
}

export const consoleHelp = `Keys, each a whole visit or an event (in a script: a line; what the key needs may stand behind it):
${keysHelp}
Words, each a single movement, one a line:
${wordsHelp}`;

/** From a person at a terminal, keys, each at once and beside what still goes on; from a pipe, lines, one after the other. */
export async function serveConsole(options: ConsoleOptions): Promise<void> {
  const { at, visitor, courierCode, unit, say } = options;
  const host = { at, visitor, courierCode, unit, say, isUnplugged: false, jammed: new Set<string>() };
  if (process.stdin.isTTY) await serveKeys(host);
  else await serveLines(host);
}

type Host = Omit<KeyHost, 'ask'>;

async function serveLines(host: Host): Promise<void> {
  for await (const line of createInterface({ input: process.stdin })) {
    const typed = line.trim().split(/\s+/);
    if (typed[0] === 'quit' || typed[0] === 'q') return;
    if (typed[0] !== '') await guarded(host, () => obey(host, typed));
  }
}

/** What stands behind a key answers what the key asks, in its order. */
async function obey(host: Host, [first = '', ...args]: string[]): Promise<void> {
  if (first === 'help') return host.say(consoleHelp);
  const key = Object.hasOwn(keys, first) ? keys[first] : undefined;
  if (key) {
    if (args.length > 0 && 'df'.includes(first)) Object.assign(host, { courierCode: undefined, unit: undefined });
    return key.act(Object.assign(host, { ask: async () => args.shift() }));
  }
  const said = actOn(host.at, [first, ...args]);
  if (said === undefined)
    return host.say(`  there is no '${first}': ${[...Object.keys(keys), ...wordNames].join(', ')}, help, quit`);
  if (said !== '') host.say(said);
}

/** Each key acts at once, so that a cable can be pulled while a door stands open. */
async function serveKeys(host: Host): Promise<void> {
  const { stdin } = process;
  host.say(keysHelp);
  emitKeypressEvents(stdin);
  stdin.setRawMode(true);
  let isAsking = false;
  const ask = async (question: string): Promise<string> => {
    isAsking = true;
    stdin.setRawMode(false);
    const asking = createAsking({ input: stdin, output: process.stdout });
    const answer = await asking.question(`  ${question}: `);
    asking.close();
    stdin.setRawMode(true);
    stdin.resume();
    isAsking = false;
    return answer;
  };
  const asker = Object.assign(host, { ask });
  await new Promise<void>((resolve) => {
    stdin.on('keypress', (text: string | undefined, pressed: { ctrl?: boolean; name?: string }) => {
      if (isAsking) return;
      if (text === 'q' || (pressed.ctrl && pressed.name === 'c')) return resolve();
      const key = text !== undefined && Object.hasOwn(keys, text) ? keys[text] : undefined;
      if (key) void guarded(host, async () => key.act(asker));
      else host.say(keysHelp);
    });
  });
  stdin.setRawMode(false);
}

/** What cannot be done (a door that is closed, a name that is not there) is said, and the bank stands on. */
async function guarded({ say }: Host, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    say(`  ${error instanceof Error ? error.message : String(error)}`);
  }
}

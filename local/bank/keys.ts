import type { MqttBank } from '../mqtt-bank.js';
import type { Visitor } from './visitor.js';

/** What the keys work on, and what they remember of each other. */
export interface KeyHost {
  readonly at: MqttBank;
  readonly visitor: Visitor;
  say(line: string): void;
  /** Asks the person, or answers with what was typed behind the key; undefined when there is nobody to ask. */
  ask(question: string): Promise<string | undefined>;
  courierCode: string | undefined;
  unit: string | undefined;
  isUnplugged: boolean;
  readonly jammed: Set<string>;
}

interface Key {
  readonly about: string;
  act(host: KeyHost): Promise<void> | void;
}

/** One key, one thing that people do to a bank or that happens to it. */
export const keys: Readonly<Record<string, Key>> = {
  d: { about: 'deposit: a courier puts a box into the door that opens', act: (host) => deposit(host, false) },
  f: { about: 'forget: the same, but the courier closes the door on nothing', act: (host) => deposit(host, true) },
  p: { about: 'pickup: a resident types a code and takes everything out', act: pickup },
  j: { about: 'jam a door, or mend it', act: jam },
  u: { about: 'unplug the network, or plug it in again', act: unplug },
  r: { about: 'reboot the controller', act: reboot },
  k: { about: 'open a door with the maintenance key, or shut it', act: useKey },
};

export const keysHelp = [...Object.entries(keys).map(([key, { about }]) => `  ${key}  ${about}`), '  q  quit'].join(
  '\n',
);

async function deposit(host: KeyHost, isForgotten: boolean): Promise<void> {
  host.courierCode ??= await asked(host, 'courier’s code');
  host.unit ??= await asked(host, 'unit');
  const { courierCode, unit } = host;
  if (courierCode === undefined || unit === undefined)
    return host.say(
      '  a deposit needs a courier’s code and a unit: type them behind the key, or start with --courier and --unit',
    );
  await host.visitor.deposit({ courierCode, unit, isForgotten });
}

async function pickup(host: KeyHost): Promise<void> {
  const code = await asked(host, 'pickup code');
  if (code === undefined) return host.say('  a pickup needs the code from the message: type it behind the key');
  await host.visitor.pickup(code);
}

async function jam(host: KeyHost): Promise<void> {
  const door = await doorOf(host);
  const isJammed = !host.jammed.has(door);
  host.at.bank.jam(door, isJammed);
  if (isJammed) host.jammed.add(door);
  else host.jammed.delete(door);
  host.say(`  door ${door} ${isJammed ? 'is jammed: it will not open' : 'is mended'}`);
}

function unplug(host: KeyHost): void {
  host.isUnplugged = !host.isUnplugged;
  if (host.isUnplugged) host.at.unplug();
  else host.at.plug();
  host.say(host.isUnplugged ? '  the network cable is out' : '  the network cable is in again');
}

function reboot({ at, say }: KeyHost): void {
  at.bank.reboot();
  say(`  the controller starts for the ${at.bank.bootCount}. time`);
}

async function useKey(host: KeyHost): Promise<void> {
  const { bank } = host.at;
  const door = await doorOf(host);
  if (bank.isOpen(door)) bank.close(door);
  else bank.openWithKey(door);
  host.say(`  door ${door} is ${bank.isOpen(door) ? 'opened with the maintenance key' : 'shut'}`);
}

/** The door that is typed, or by default the one that was used last. */
async function doorOf(host: KeyHost): Promise<string> {
  return (await asked(host, `door (${host.visitor.lastDoor})`)) ?? host.visitor.lastDoor;
}

async function asked(host: KeyHost, question: string): Promise<string | undefined> {
  const answer = (await host.ask(question))?.trim();
  return answer === '' ? undefined : answer;
}

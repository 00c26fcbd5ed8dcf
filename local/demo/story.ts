import type { Admin } from '../admin.js';
import type { MqttBank } from '../mqtt-bank.js';
import type { LocalSystem } from '../system.js';
import type { Person } from './people.js';
import { enterCode, reserve, verdict } from './steps.js';

const hourMs = 3_600_000;
export const box = { id: 'box', thicknessMm: 120, grams: 900 };
const envelope = { id: 'envelope', thicknessMm: 30, grams: 60 };

export interface Scene {
  readonly system: LocalSystem;
  readonly north: MqttBank;
  readonly south: MqttBank;
  readonly atNorth: Person;
  readonly atSouth: Person;
  readonly courierCode: string;
  asManager(): Promise<Admin>;
  tell(line: string): void;
  title(line: string): void;
}

/** The story of the main job, played for real: every line is what happened, read off the bank, the outbox and the logs. */
export async function playStory(scene: Scene): Promise<void> {
  await scene.system.clock.during('the story', async () => {
    await confirmEmail(scene);
    await plainDeposit(scene);
    await emptyDeposit(scene);
  });
  await dayPasses(scene);
  await scene.system.clock.during('the story', async () => {
    await plainPickup(scene);
    await envelopeTakenBoxLeft(scene);
  });
}

/** The link of the first mail: only after it may anything be sent to this address. */
async function confirmEmail({ title, tell, system }: Scene): Promise<void> {
  title('Ada of 12B confirms her email address');
  const mail = system.outbox.all().find(({ channel, to }) => channel === 'email' && to === 'ada@example.com');
  const link = /http:\/\/\S+/.exec(mail?.body ?? '')?.[0];
  if (!link) throw new Error('no confirmation mail came');
  tell((await (await fetch(link)).text()).trim());
}

async function plainDeposit({ north, atNorth, courierCode, title, tell, system }: Scene): Promise<void> {
  title('A courier brings a parcel for unit 12B');
  const door = await reserve(atNorth, north, courierCode, '12B', tell);
  verdict(await atNorth.useDoor(door, () => atNorth.place(door, box)), door, { tell, system });
  await atNorth.codeSentTo('+12025550112');
}

async function emptyDeposit({ south, atSouth, courierCode, title, tell, system }: Scene): Promise<void> {
  title('Another for unit 7A, but the courier closes the door on nothing');
  const door = await reserve(atSouth, south, courierCode, '7A', tell);
  verdict(await atSouth.useDoor(door, () => undefined), door, { tell, system });
  tell('the courier, still standing there, taps "re-open"');
  await atSouth.tap(() => south.bank.reopen(door));
  verdict(await atSouth.useDoor(door, () => atSouth.place(door, box, envelope)), door, { tell, system });
  await atSouth.codeSentTo('+12025550107');
}

async function dayPasses({ title, tell, system }: Scene): Promise<void> {
  title('A day passes: nothing happens but what is due');
  const before = system.outbox.all().length;
  await system.clock.advance(24 * hourMs + 5 * 60_000);
  const reminders = system.outbox
    .all()
    .slice(before)
    .filter(({ kind }) => kind === 'reminder').length;
  tell(`${reminders} reminders were sent`);
}

async function plainPickup({ north, atNorth, title, tell, system }: Scene): Promise<void> {
  title('Ada of 12B comes with her code and takes her parcel');
  const door = await enterCode(atNorth, north, '+12025550112', tell);
  verdict(await atNorth.useDoor(door, () => atNorth.take(door)), door, { tell, system });
}

async function envelopeTakenBoxLeft({ south, atSouth, title, tell, system }: Scene): Promise<void> {
  title('Grace of 7A takes the envelope and overlooks the box');
  const door = await enterCode(atSouth, south, '+12025550107', tell);
  verdict(await atSouth.useDoor(door, () => atSouth.take(door, ['envelope'])), door, { tell, system });
  tell('Grace, told at once, taps "re-open"');
  await atSouth.tap(() => south.bank.reopen(door));
  verdict(await atSouth.useDoor(door, () => atSouth.take(door)), door, { tell, system });
}

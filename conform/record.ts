import { writeFileSync } from 'node:fs';
import type { BankJson, ScreenShown } from '../simulator/bank-json.js';
import type { VirtualBank } from '../simulator/virtual-bank.js';
import { adminOf, type Admin } from '../local/admin.js';
import { doorsFor, enroll } from '../local/enrolment.js';
import { connectBank, type MqttBank } from '../local/mqtt-bank.js';
import { exitWith } from '../local/options.js';
import { synthesize } from '../local/synth.js';
import { startSystem, type LocalSystem } from '../local/system.js';

/**
 * Records what one bank and the whole local system say to each other over MQTT, in a story that has nearly every message
 * of the contract in it, as JSON lines. Secrets of the run are replaced. Used as: node bin/run.js conform/record.ts FILE
 */
const [file = 'test/fixtures/wire-traffic.jsonl'] = process.argv.slice(2);
const siteId = 'recorded';
const minuteMs = 60_000;
const box = { id: 'box', thicknessMm: 120, grams: 900 };
/** Half of what a time-of-flight sensor sees: as likely a parcel as none. */
const thin = { id: 'letter', thicknessMm: 7.5, grams: 40 };
const patienceMs = 20_000;
const courierPhone = '+12025550199';

const lines: string[] = [];
let screens: ScreenShown[] = [];
const secrets = new Map<string, string>();

record().catch((error: unknown) => exitWith(1, error instanceof Error ? error.message : String(error)));

async function record(): Promise<void> {
  const { assembly } = await synthesize();
  const system = await startSystem({ assembly, ports: { api: 0, mqtt: 0, control: 0 } });
  await play(system).finally(() => system.close());
  const recorded = [...secrets].reduce((text, [secret, shown]) => text.replaceAll(secret, shown), lines.join('\n'));
  writeFileSync(file, `${recorded}\n`);
  exitWith(0, `${lines.length} messages are in ${file}`);
}

async function play(system: LocalSystem): Promise<void> {
  const token = await system.mintToken({ sub: 'recorder', groups: ['operator'] });
  const admin = adminOf(system, token);
  const courierCode = await people(admin);
  const bank = await stand(admin, system);
  const asks = requestsAt(bank, courierCode);
  const at = { ...bank, asks, system };
  await deposits(at);
  await pickups(at);
  await troubles(at);
  await bank.close();
}

async function people(admin: Admin): Promise<string> {
  await admin.call('POST', '/v1/sites', { siteId, name: 'Rosewood Court' });
  for (const [name, unit, phone] of [
    ['Ada Byron', '12B', '+12025550112'],
    ['Alan Byron', '12B', '+12025550113'],
    ['Grace Murray', '7A', '+12025550107'],
  ]) {
    await admin.call('POST', `/v1/sites/${siteId}/residents`, { name, unit, phone });
  }
  const courier = { name: 'Chris of Swift Parcels', phone: courierPhone, validForHours: 720 };
  const { code } = await admin.call<{ code: string }>('POST', `/v1/sites/${siteId}/couriers`, courier);
  secrets.set(code, 'C0UR1ER8');
  return code;
}

async function stand(admin: Admin, at: LocalSystem): Promise<MqttBank> {
  const asked = { bankId: 'recorded-bank', siteId, profile: 'tof', doors: doorsFor(8) };
  const { bankJson, certificatePem, privateKeyPem } = await enroll(admin, asked);
  const config = bankJson as unknown as BankJson;
  at.ownBanks.add(config.bankId);
  const { clock, caPem } = at;
  const time = {
    nowMs: () => clock.nowMs(),
    setTimer: (ms: number, fire: () => void) => void clock.setTimer(clock.nowMs() + ms, fire),
  };
  const onScreen = (shown: ScreenShown) => void screens.push(shown);
  const bank = await connectBank({ config, caPem, certificatePem, privateKeyPem }, { seed: 7, time, onScreen });
  const keep = (direction: string, topic: string, text: string) =>
    lines.push(JSON.stringify({ direction, topic, message: JSON.parse(text) as unknown }));
  const publish = bank.client.publish.bind(bank.client) as (...args: unknown[]) => unknown;
  bank.client.publish = ((topic: string, text: string, ...rest: unknown[]) => {
    keep('up', topic, text);
    return publish(topic, text, ...rest);
  }) as typeof bank.client.publish;
  bank.client.prependListener('message', (topic, payload) => keep('down', topic, payload.toString('utf8')));
  return bank;
}

interface At {
  bank: VirtualBank;
  asks: ReturnType<typeof requestsAt>;
  system: LocalSystem;
}

/** What people do at the screen, each answered with what it shows in reply. */
const requestsAt = ({ bank }: MqttBank, courierCode: string) => ({
  deposit: (recipient: { unit: string } | { residentId: string }) =>
    reply(bank.requestDeposit({ courierCode, recipient, size: 'S' })),
  pickUp: (code: string) => reply(bank.requestPickup(code)),
  tap: (asked: { messageId: string }) => reply(asked),
});

async function deposits(at: At): Promise<void> {
  const { bank, asks } = at;
  const choice = await asks.deposit({ unit: '12B' });
  const residentId = choice.residents[0]?.residentId ?? '';
  const first = await asks.deposit({ residentId });
  await cycle(at, doorOf(first), (door) => bank.place(door, box));
  const empty = doorOf(await asks.deposit({ unit: '7A' }));
  await cycle(at, empty, () => undefined);
  await asks.tap(bank.reopen(empty));
  await cycle(at, empty, (door) => bank.place(door, thin));
  const { choices } = await screen(({ compartmentId, code }) => compartmentId === empty && code !== 'checking');
  if (choices.includes('confirm')) await asks.tap(bank.confirm(empty));
  const given = doorOf(await asks.deposit({ unit: '7A' }));
  await cycle(at, given, () => undefined);
  await asks.tap(bank.cancel(given));
}

async function pickups(at: At): Promise<void> {
  const { bank, asks, system } = at;
  await asks.pickUp('00000000');
  const code = await until(
    () =>
      /\b\d{8}\b/.exec(
        system.outbox.all().findLast(({ to }) => to !== '+12025550107' && to !== courierPhone)?.body ?? '',
      )?.[0],
    'a code for unit 12B',
  );
  secrets.set(code, '12345678');
  const door = doorOf(await asks.pickUp(code));
  await cycle(at, door, () => undefined);
  await asks.tap(bank.reopen(door));
  await cycle(at, door, (one) => bank.take(one));
}

/** A lock that is jammed, a restart before anybody pulled, a key, a door left open, a bank that is left alone. */
async function troubles({ bank, asks, system: { clock } }: At): Promise<void> {
  const jammed = doorOf(await asks.deposit({ unit: '7A' }));
  bank.jam(jammed);
  await clock.advance(61_000);
  await screen(({ code }) => code === 'try-other-door');
  await asks.deposit({ unit: '7A' });
  bank.reboot();
  await clock.advance(5 * minuteMs);
  bank.openWithKey('A08');
  await clock.advance(5 * minuteMs + 1_000);
  bank.close('A08');
  await clock.advance(70 * minuteMs);
}

/** Opens, uses and closes a door, and answers with what the screen says of it. */
async function cycle({ bank, system }: At, door: string, use: (door: string) => void): Promise<void> {
  await until(() => bank.pull(door), `door ${door} to open`);
  await system.clock.advance(2_000);
  use(door);
  await system.clock.advance(2_000);
  bank.close(door);
  screens = [];
  await system.clock.advance(3_100);
  await screen(({ compartmentId }) => compartmentId === door);
}

const reply = ({ messageId }: { messageId: string }): Promise<ScreenShown> =>
  screen(({ inReplyTo }) => inReplyTo === messageId);

const screen = (isIt: (shown: ScreenShown) => boolean): Promise<ScreenShown> =>
  until(() => screens.find(isIt), 'the screen to answer');

function doorOf({ compartmentId, code }: ScreenShown): string {
  if (!compartmentId) throw new Error(`the screen says ${code}, and no door`);
  return compartmentId;
}

async function until<Found>(look: () => Found | undefined | false, what: string): Promise<Found> {
  for (const startedMs = performance.now(); performance.now() - startedMs < patienceMs;) {
    const found = look();
    if (found !== undefined && found !== false) return found;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`waited ${patienceMs / 1000} s for ${what}`);
}

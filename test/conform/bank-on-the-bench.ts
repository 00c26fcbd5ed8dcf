import { vi } from 'vitest';
import { judgeBank, type Conformance } from '../../conform/conformance.js';
import { simulatedPeople, type Ask, type People } from '../../conform/people.js';
import type { SceneName } from '../../conform/catalogue.js';
import type { Observed, Wire } from '../../conform/wire.js';
import type { BankJson, MessageKind, WireMessage } from '../../simulator/bank-json.js';
import { randomOf } from '../../simulator/random.js';
import { VirtualBank } from '../../simulator/virtual-bank.js';

type Json = Record<string, unknown>;
type Connect = Extract<Observed, { kind: 'connect' }>;
type Subscribe = Extract<Observed, { kind: 'subscribe' }>;
type Publish = Extract<Observed, { kind: 'publish' }>;

/** How a bank is broken on purpose: between the virtual bank and the wire, or in its people's hands. */
export interface Broken {
  /** What goes up in a message's place; several, or none. */
  up?(message: WireMessage, kind: MessageKind): Json | Json[] | undefined;
  /** What reaches the bank in a command's place. */
  down?(command: Json): Json | Json[] | undefined;
  packet?(publish: Publish): Publish;
  connect?: Partial<Connect> | 'never';
  subscribe?: Partial<Subscribe> | 'never' | 'late';
  neverBack?: boolean;
  takesNoJunk?: boolean;
  acknowledges?: boolean;
  people?(ask: Ask, bank: VirtualBank): 'yes' | 'no' | undefined;
  /** What the bank was told at enrolment, and what it does not know of. */
  config?: Partial<BankJson>;
}

export const config: BankJson = {
  bankId: 'bench-bank',
  siteId: 'conform',
  controllerId: 'bench-controller',
  endpoint: '127.0.0.1',
  port: 8884,
  rules: {
    access: 'lockers_v1_access',
    door: 'lockers_v1_door',
    health: 'lockers_v1_health',
    result: 'lockers_v1_result',
  },
  profile: 'tof+load-cell',
  doors: [
    { compartmentId: 'A01', size: 'S', accessible: false },
    { compartmentId: 'A02', size: 'M', accessible: false },
    { compartmentId: 'A03', size: 'S', accessible: true },
  ],
  doorCycles: { A01: 0, A02: 17, A03: 0 },
  heartbeatSeconds: 20,
  scanSeconds: 45,
  opensPerMinuteMax: 10,
};

const topicOf = (kind: string): string => `$aws/rules/lockers_v1_${kind}/lockers/v1/${config.bankId}/${kind}`;

/** The virtual bank on a wire without a network, its people at its doors, and time that is made to pass. */
class Bench implements Wire {
  public readonly bank: VirtualBank;
  private readonly listeners: ((seen: Observed) => void)[] = [];
  private readonly kept: string[] = [];
  private isShut = false;

  private isStunned = false;

  public constructor(
    private readonly broken: Broken,
    isAuto: boolean,
  ) {
    this.bank = new VirtualBank({
      config: { ...config, ...broken.config },
      random: randomOf('conform'),
      now: () => Date.now(),
      setTimer: (ms, fire) => void setTimeout(fire, ms),
      send: (kind, message) => this.sendUp(kind, message),
      onScreen: ({ choices }) =>
        void (isAuto && choices[0] === 'reopen' && setTimeout(() => this.bank.reopen('A01'), 1_000)),
      onPulse: ({ compartmentId }) =>
        void (compartmentId !== 'A02' && setTimeout(() => this.pull(compartmentId), 1_000)),
      onOpened: ({ compartmentId }) =>
        void setTimeout(() => this.shutDoor(compartmentId), compartmentId === 'A03' ? 305_000 : 2_000),
    });
  }

  public start(): void {
    const { connect, subscribe } = this.broken;
    if (connect === 'never') return;
    this.tell({
      kind: 'connect',
      clientId: config.bankId,
      protocolVersion: 4,
      isClean: false,
      keepAliveSeconds: 60,
      ...connect,
    });
    const subscribing: Subscribe = {
      kind: 'subscribe',
      clientId: config.bankId,
      filter: `lockers/v1/${config.bankId}/commands`,
      qos: 1,
      isGranted: true,
    };
    if (subscribe === 'late') this.bank.requestPickup('12345678');
    if (subscribe !== 'never') this.tell({ ...subscribing, ...(subscribe === 'late' ? {} : subscribe) });
  }

  public observe(listener: (seen: Observed) => void): void {
    this.listeners.push(listener);
  }

  public send(payload: string): void {
    setTimeout(() => {
      if (this.isShut) this.kept.push(payload);
      else this.handDown(payload);
    }, 20);
  }

  public shut(): void {
    this.isShut = true;
    this.bank.unplug();
    this.tell({ kind: 'disconnect', clientId: config.bankId });
  }

  public admit(): void {
    if (this.broken.neverBack) return;
    setTimeout(() => {
      this.isShut = false;
      this.start();
      this.bank.plug();
      for (const payload of this.kept.splice(0)) this.handDown(payload);
    }, 1_000);
  }

  public readonly people: People = {
    ask: async (ask) => {
      const otherwise = this.broken.people?.(ask, this.bank);
      if (otherwise) return otherwise;
      const { bank } = this;
      if (ask.what === 'key') setTimeout(() => bank.openWithKey(ask.compartmentId), 1_000);
      if (ask.what === 'deposit')
        bank.requestDeposit({ courierCode: ask.courierCode, recipient: { unit: ask.unit }, size: 'S' });
      if (ask.what === 'pickup') bank.requestPickup(ask.code);
      if (ask.what === 'tap') setTimeout(() => bank.reopen('A01'), 1_000);
      if (ask.what === 'look') {
        await new Promise((resolve) => setTimeout(resolve, 500));
        return bank.screen?.lines.join() === ask.lines.join() ? 'yes' : 'no';
      }
      return 'yes';
    },
  };

  private pull(door: string): void {
    if (this.bank.pull(door)) this.bank.place(door, { id: `thing-${Date.now()}`, thicknessMm: 30, grams: 200 });
  }

  private shutDoor(door: string): void {
    this.bank.close(door);
  }

  private handDown(payload: string): void {
    if (this.broken.acknowledges !== false) this.tell({ kind: 'acknowledge', clientId: config.bankId });
    const { down, takesNoJunk } = this.broken;
    if (takesNoJunk && payload === '{') this.isStunned = true;
    if (this.isStunned) return;
    const changed = down && payload.startsWith('{"') ? down(JSON.parse(payload) as Json) : undefined;
    for (const one of changed === undefined && !down ? [payload] : listOf(changed)) this.bank.onCommand(one);
  }

  private sendUp(kind: MessageKind, message: WireMessage): void {
    const { up, packet = (same: Publish) => same } = this.broken;
    const changed = up ? up(structuredClone(message), kind) : message;
    for (const one of listOf(changed)) {
      const payload = Buffer.from(JSON.stringify(one));
      this.tell(
        packet({ kind: 'publish', clientId: config.bankId, topic: topicOf(kind), qos: 1, isAgain: false, payload }),
      );
    }
    this.bank.acknowledge(message.messageId);
  }

  private tell(seen: Observed): void {
    for (const listen of this.listeners) listen(seen);
  }
}

const listOf = <Value>(value: Value | Value[] | undefined): Value[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];

/** Plays the scenes against a virtual bank, broken or not: minutes pass in no time. */
export async function playAgainst(
  broken: Broken,
  { only, isAuto = false }: { only?: SceneName[]; isAuto?: boolean } = {},
): Promise<Conformance & { tell: string[] }> {
  vi.useFakeTimers({ now: Date.UTC(2026, 2, 2, 12) });
  try {
    const bench = new Bench(broken, isAuto);
    const tell: string[] = [];
    const time = { nowMs: () => Date.now(), setTimer: (ms: number, fire: () => void) => void setTimeout(fire, ms) };
    const playing = judgeBank({
      config,
      wire: bench,
      time,
      people: isAuto ? simulatedPeople : bench.people,
      isLong: true,
      patienceMs: 60_000,
      tell: (line) => tell.push(line),
      ...(only ? { only } : {}),
    });
    let isOver = false;
    void playing.finally(() => (isOver = true));
    bench.start();
    for (let minutes = 0; minutes < 60 && !isOver; minutes += 0.25) await vi.advanceTimersByTimeAsync(15_000);
    if (!isOver) throw new Error(`the scenes did not end: ${tell.join('; ')}`);
    return { ...(await playing), tell };
  } finally {
    vi.useRealTimers();
  }
}

export const failedIn = ({ outcomes }: Conformance): string[] =>
  outcomes.filter(({ outcome }) => outcome === 'FAIL').map(({ id }) => id);

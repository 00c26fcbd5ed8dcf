import { handlePayload } from '../../simulator/handle-payload.js';
import { randomOf } from '../../simulator/random.js';
import { VirtualBank, type BankJson, type WireMessage } from '../../simulator/virtual-bank.js';
import { bankJson } from '../simulator/bench-bank.js';
import { bankId, courierCode, House } from './house.js';

/** A house whose bank is a virtual one: its messages go the whole way in, and the commands come back to it. */
export class HouseBank {
  readonly bank: VirtualBank;
  readonly door = 'A01';
  private readonly waiting: { atMs: number; fire: () => void }[] = [];
  private readonly said: { kind: string; message: WireMessage }[] = [];
  private calls = 0;

  private constructor(
    readonly house: House,
    profile: string,
    seed: string,
    config: Partial<BankJson>,
  ) {
    const doors = ['A01', 'A02', 'A03', 'A04'].map((compartmentId) => ({
      compartmentId,
      size: 'M' as const,
      accessible: false,
    }));
    this.bank = new VirtualBank({
      config: { ...bankJson, bankId, profile, doors, doorCycles: {}, ...config },
      random: randomOf(seed),
      now: () => house.nowMs,
      setTimer: (ms, fire) => void this.waiting.push({ atMs: house.nowMs + ms, fire }),
      send: (kind, message) => void this.said.push({ kind, message }),
    });
  }

  static async open(profile: string, seed = profile, config: Partial<BankJson> = {}): Promise<HouseBank> {
    return new HouseBank(await House.open(profile), profile, seed, config);
  }

  /** Lets so many seconds pass; whatever is said meanwhile is heard on either side. */
  async wait(seconds: number): Promise<void> {
    const endMs = this.house.nowMs + seconds * 1_000;
    await this.exchange();
    for (;;) {
      const due = this.waiting.filter(({ atMs }) => atMs <= endMs).sort((a, b) => a.atMs - b.atMs)[0];
      if (!due) break;
      this.waiting.splice(this.waiting.indexOf(due), 1);
      this.house.nowMs = Math.max(this.house.nowMs, due.atMs);
      due.fire();
      await this.exchange();
    }
    this.house.nowMs = endMs;
  }

  /** A courier asks, opens, lays these in, shuts the door, and is told something. */
  async deposit(...items: Parameters<VirtualBank['place']>[1][]): Promise<string> {
    this.bank.requestDeposit({ courierCode, recipient: { unit: '12B' }, size: 'M' });
    return this.visit(() => items.forEach((item) => this.bank.place(this.door, item)));
  }

  async reopen(act: () => void): Promise<string> {
    this.bank.reopen(this.door);
    return this.visit(act);
  }

  async pickup(act: () => void): Promise<string> {
    this.bank.requestPickup(this.house.code());
    return this.visit(act);
  }

  /** Goes to the door that clicks; answers what the screen says when the door has settled. */
  private async visit(act: () => void): Promise<string> {
    await this.wait(1);
    if (!this.bank.pull(this.door)) throw new Error(`door ${this.door} does not open: ${this.bank.screen?.code}`);
    act();
    await this.wait(10);
    this.bank.close(this.door);
    await this.wait(5);
    return this.bank.screen?.code ?? '';
  }

  /** What was sampled for, and what the stay is now. */
  samples = () => this.house.sent('sample').length;
  async state(): Promise<string> {
    const { door } = await this.house.door(this.door);
    return `${door.compartment} ${door.stay?.state}`;
  }

  private async exchange(): Promise<void> {
    const { ports } = this.house;
    let heard = 0;
    for (;;) {
      const [message] = this.said.splice(0, 1);
      if (message) await this.take(message);
      const commands = ports.bankLink.sent.slice(this.obeyed);
      this.obeyed += commands.length;
      for (const { command } of commands) {
        const { fields, ...fixed } = command;
        this.bank.onCommand(JSON.stringify({ ...fields, ...fixed, schema: 1, serverTimeMs: this.house.nowMs }));
      }
      if (!message && commands.length === 0) return;
      if (++heard > 100) throw new Error('the bank and the cloud talk without end');
    }
  }
  private obeyed = 0;

  private async take({ kind, message }: { kind: string; message: WireMessage }): Promise<void> {
    const { ports, nowMs } = this.house;
    const body = Buffer.from(JSON.stringify(message)).toString('base64');
    const payload = { body, bankId, kind, clientId: bankId, principal: 'p', receivedAtMs: nowMs };
    await handlePayload(ports, { name: 'rest', payload }, { by: `bank-call-${++this.calls}`, isRetried: true }, nowMs);
    this.bank.acknowledge(message.messageId);
  }
}

import type { BankJson } from '../simulator/bank-json.js';
import { isEnvelopeWhole } from './mistakes.js';
import type { Heard, Json } from './session.js';
import type { Verdicts } from './verdicts.js';

/** A message sent later than this after it happened has waited. */
const lateMs = 1_000;

/** A bank's numbers: boots, messages of a boot, cycles of a door, and what was answered to each command. */
export class Counting {
  private readonly seqs = new Map<number, Map<number, string>>();
  /** The last cycle known of each door: what bank.json says, until the bank itself has said a number. */
  private readonly cycles = new Map<string, number>();
  private readonly heardOf = new Set<string>();
  private readonly answers = new Map<string, Json>();
  private readonly opened = new Set<string>();
  private highestBoot = 0;
  private firstBoot: number | undefined;

  public constructor(
    { doorCycles }: BankJson,
    private readonly verdicts: Verdicts,
  ) {
    for (const [door, cycle] of Object.entries(doorCycles)) this.cycles.set(door, cycle);
  }

  public take(heard: Heard): void {
    const { message, refusal, type } = heard;
    this.takeSeq(message);
    if (refusal !== '') return;
    if (type === 'door-opened') this.takeOpened(message);
    if (type === 'heartbeat') this.takeHeartbeat(message);
    if (type === 'command-result') this.takeResult(message);
  }

  /** What can be said only when all has been heard: numbers that never came. */
  public finish(): void {
    for (const [boot, seqs] of this.seqs) {
      const first = boot === this.firstBoot ? Math.min(...seqs.keys()) : 0;
      const last = Math.max(...seqs.keys());
      const missing = Array.from({ length: last - first }, (_, i) => first + i).filter((seq) => !seqs.has(seq));
      this.verdicts.expect(
        'seq',
        missing.length === 0,
        () => `of boot ${boot}, ${missing.slice(0, 8).join(', ')} never came`,
      );
    }
  }

  private takeSeq(message: Json): void {
    if (!isEnvelopeWhole(message)) return;
    const { bootCount, sentBootCount = bootCount, seq, messageId } = message as Record<string, number>;
    const [boot = 0, sentIn = 0, number = 0] = [bootCount, sentBootCount, seq];
    this.firstBoot ??= boot;
    this.verdicts.expect('boot-count', sentIn >= this.highestBoot && boot <= sentIn, () => {
      return `boot ${sentIn}${boot > sentIn ? ` sends what happened in boot ${boot}` : ` after boot ${this.highestBoot}`}`;
    });
    this.highestBoot = Math.max(this.highestBoot, sentIn);
    const seqs = this.seqs.get(boot) ?? new Map<number, string>();
    this.seqs.set(boot, seqs);
    const taken = seqs.get(number);
    seqs.set(number, String(messageId));
    this.verdicts.expect('seq', taken === undefined || taken === String(messageId), () => {
      return `${taken} and ${messageId} both are number ${number} of boot ${boot}`;
    });
  }

  /** A bank that ran before goes on from what its flash has counted: the first number heard of a door is its start. */
  private takeOpened({ compartmentId, doorCycle, messageId }: Json): void {
    const id = String(messageId);
    const door = String(compartmentId);
    const last = this.cycles.get(door);
    if (last === undefined || this.opened.has(id)) return; // Said again.
    this.opened.add(id);
    const cycle = Number(doorCycle);
    const isFirst = !this.heardOf.has(door);
    this.verdicts.expect('door-cycles', isFirst ? cycle > last : cycle === last + 1, () => {
      if (!isFirst) return `${door} counts ${cycle} after ${last}: each opening is one more, also over a restart`;
      return `${door} counts ${cycle} first, and bank.json says ${last}: its flash was wiped, or never read bank.json`;
    });
    this.say(door, Math.max(cycle, last));
  }

  /** Never below what is known; and above it only at first, or by the one opening that may be on the way. */
  private takeHeartbeat({ doorCycles, uptimeMs, sentUptimeMs }: Json): void {
    if (Number(sentUptimeMs) - Number(uptimeMs) > lateMs) return; // Kept from before: doors may have gone on since.
    const said = doorCycles as Record<string, number>;
    const wrong = [...this.cycles].filter(([door, cycle]) => {
      const count = said[door] ?? -1;
      return count < cycle || (this.heardOf.has(door) && count > cycle + 1);
    });
    this.verdicts.expect('heartbeat-doors', wrong.length === 0, () => {
      return wrong.map(([door, cycle]) => `${door} is ${said[door] ?? 'missing'}, and was ${cycle}`).join('; ');
    });
    for (const [door, cycle] of this.cycles) {
      if (!this.heardOf.has(door)) this.say(door, Math.max(cycle, said[door] ?? 0));
    }
  }

  private say(door: string, cycle: number): void {
    this.heardOf.add(door);
    this.cycles.set(door, cycle);
  }

  /** A refused double is no second answer; the same message again is none either. */
  private takeResult(message: Json): void {
    if (message['reason'] === 'duplicate') return;
    const id = String(message['commandId']);
    const before = this.answers.get(id);
    this.answers.set(id, before ?? message);
    this.verdicts.expect('one-result', !before || before['messageId'] === message['messageId'], () => {
      return `${id} was answered ${String(before?.['outcome'])}, and then ${String(message['outcome'])} by another message`;
    });
  }
}

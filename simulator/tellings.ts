import type { Delivery } from '../adapters/memory/index.js';
import type { Alert } from '../app/ports.js';
import { messages } from '../domain/messages/index.js';
import type { Call } from './call.js';
import type { Violate } from './violation.js';

const mustBeTold = {
  'parcel-stored': 'a stored stay is told',
  'parcel-may-wait': 'a stored stay is told',
  'parcel-returned': 'a returned stay is told',
} as const;
type Owed = keyof typeof mustBeTold;

/** Who was told what, how often, and how often an attempt ended between a telling and its done marker. */
export class Tellings {
  /** Tellings more than one, all of them after a crash or a lost answer. */
  again = 0;
  private readonly violate: Violate;
  private readonly times = new Map<string, number>();
  private readonly interruptions = new Map<string, number>();
  /** Of whose parcels a manager was told. */
  private readonly managerTold = new Set<string>();
  /** Of a stay that was stored or has gone back, the event that its resident must be told by. */
  private readonly owed: { kind: Owed; stayId: string; eventId: string }[] = [];

  constructor(violate: Violate) {
    this.violate = violate;
  }

  owe(kind: Owed, stayId: string, eventId: string): void {
    this.owed.push({ kind, stayId, eventId });
  }

  told({ eventId, channel, kind }: Delivery): void {
    const telling = `${eventId}|${channel}|${kind}`;
    const times = this.count(eventId, telling);
    if (kind === 'resident-unreachable' && times === 1) this.toldManager(eventId, channel);
    if (times > 1 && messages[kind].prefers === 'at-most-once') {
      this.violate('a reminder is sent at most once', `${telling}: ${times} times`);
    }
  }

  /** A site's people were told of an incident: at least once, and once more for each interruption at most. */
  alerted({ eventId, audience }: Alert): void {
    this.count(eventId, `${eventId}|${audience}`);
  }

  private count(eventId: string, telling: string): number {
    const times = (this.times.get(telling) ?? 0) + 1;
    this.times.set(telling, times);
    if (times > 1) this.checkAgain(eventId, telling, times);
    return times;
  }

  private checkAgain(eventId: string, telling: string, times: number): void {
    this.again += 1;
    const interruptions = this.interruptions.get(eventId) ?? 0;
    if (times <= 1 + interruptions) return;
    const detail = `${telling}: told ${times} times, ${interruptions} interruptions`;
    this.violate('told again only after a crash or a lost answer', detail);
  }

  /** An event's id is its stay's, and the row of its custody log. */
  private toldManager(eventId: string, channel: string): void {
    const parcel = `${eventId.split('#')[0]}|${channel}`;
    if (this.managerTold.has(parcel)) this.violate('the manager is told once a parcel', eventId);
    this.managerTold.add(parcel);
  }

  /** An attempt ended. What it sent and did not see marked may be sent again. */
  ended({ unmarked }: Call): void {
    for (const eventId of unmarked) this.interruptions.set(eventId, (this.interruptions.get(eventId) ?? 0) + 1);
  }

  /** What a call tells after it has failed, beside what failed, may not come to its marker either. */
  interruptedBy({ hasEnded }: Call, eventId: string): void {
    if (hasEnded) this.interruptions.set(eventId, (this.interruptions.get(eventId) ?? 0) + 1);
  }

  /** In the end everybody was told, by one channel at least. */
  checkAtRest(): void {
    for (const { kind, stayId, eventId } of this.owed) {
      const isTold = ['sms', 'email'].some((channel) => this.times.has(`${eventId}|${channel}|${kind}`));
      if (!isTold) this.violate(mustBeTold[kind], `${stayId} (${eventId})`);
    }
  }
}

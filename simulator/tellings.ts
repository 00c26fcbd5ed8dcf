import type { Delivery } from '../adapters/memory/index.js';
import type { Alert, DoorCommit } from '../app/ports.js';
import { messages } from '../domain/messages/index.js';
import type { Call } from './call.js';
import type { Violate } from './violation.js';

const mustBeTold = {
  'parcel-stored': 'a stored stay is told',
  'parcel-may-wait': 'a stored stay is told',
  'parcel-moved': 'a moved parcel is told',
  'parcel-returned': 'a returned stay is told',
} as const;
export type Owed = keyof typeof mustBeTold;

export interface TellingsOptions {
  /** No channel reaches this resident. */
  isUnreachable(siteId: string, residentId: string): boolean;
}

/** Who was told what, how often, and how often an attempt ended between a telling and its done marker. */
export class Tellings {
  /** Tellings more than one, all of them after a crash or a lost answer. */
  again = 0;
  private readonly violate: Violate;
  private readonly isUnreachable: TellingsOptions['isUnreachable'];
  private readonly times = new Map<string, number>();
  private readonly interruptions = new Map<string, number>();
  /** Of whose parcels a manager was told. */
  private readonly managerTold = new Set<string>();
  /** Of a stay that was stored or has gone back, the event that its resident must be told by. */
  private owed: { kind: Owed; stayId: string; eventId: string }[] = [];

  constructor({ isUnreachable }: TellingsOptions, violate: Violate) {
    this.isUnreachable = isUnreachable;
    this.violate = violate;
  }

  owe(kind: Owed, { door: { siteId, stay }, entry: { custody } }: DoorCommit): void {
    if (!stay || this.isUnreachable(siteId, stay.residentId)) return;
    this.owed.push({ kind, stayId: stay.id, eventId: `${custody.chain}#${custody.n}` });
  }

  /** It is another's, or elsewhere, before anybody was told of it: then that is told instead. */
  overtaken(stayId: string): void {
    this.owed = this.owed.filter((one) => one.stayId !== stayId || this.isTold(one));
  }

  /** Its next resident may be out of reach as well. */
  reassigned(stayId: string): void {
    this.overtaken(stayId);
    for (const parcel of this.managerTold) if (parcel.startsWith(`${stayId}|`)) this.managerTold.delete(parcel);
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
    for (const one of this.owed)
      if (!this.isTold(one)) this.violate(mustBeTold[one.kind], `${one.stayId} (${one.eventId})`);
  }

  private isTold({ eventId, kind }: { eventId: string; kind: Owed }): boolean {
    return ['sms', 'email'].some((channel) => this.times.has(`${eventId}|${channel}|${kind}`));
  }
}

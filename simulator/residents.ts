import type { Delivery } from '../adapters/memory/index.js';
import type { Resident } from '../app/ports.js';
import { awake, demand, pickupAtMs } from './demand.js';
import { atDoor, shut, type Scene } from './scene.js';

const answerWithinMs = 25_000;
const verdictWithinMs = 60_000;
const triesMax = 5;
const visitsMax = 8;
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** A parcel that somebody was told of, and what they mean to do about it. */
interface Errand {
  code: string;
  stayId: string;
  /** Of the message by which they first heard of it. */
  toldBy: string;
  resident: Resident;
  /** Will not come of themselves; a reminder may help. */
  isForgotten: boolean;
  isGoing: boolean;
  isOver: boolean;
  visits: number;
}

const newErrand = (of: Pick<Errand, 'code' | 'stayId' | 'toldBy' | 'resident'>): Errand => ({
  ...of,
  ...{ isForgotten: false, isGoing: false, isOver: false, visits: 0 },
});

/** The residents of one house: they know what they were told, and come with the code that was told. */
export class Residents {
  private readonly scene: Scene;
  private readonly byAddress = new Map<string, Resident>();
  private readonly errands = new Map<string, Errand>();

  constructor(scene: Scene) {
    this.scene = scene;
    for (const resident of scene.place.residents) {
      for (const address of [resident.phone, resident.emailTopic]) if (address) this.byAddress.set(address, resident);
    }
  }

  /** An SMS or an email came. A double says the same, so it changes nothing. */
  onTold({ to, text, kind, eventId }: Delivery): void {
    const resident = this.byAddress.get(to);
    const stayId = eventId.split('#')[0] ?? '';
    if (kind === 'parcel-returned') return this.giveUp(stayId);
    if (resident && kind === 'parcel-not-seen') return this.lookFor(resident);
    if (resident && kind === 'parcel-reassigned') return this.giveUp(stayId, resident);
    const code = /\b\d{8}\b/.exec(text.body)?.[0];
    if (!resident || !code) return;
    const known = this.errands.get(code);
    const errand = known ?? newErrand({ code, stayId, toldBy: eventId, resident });
    this.errands.set(code, errand);
    if (!known && kind === 'code-reissued') this.replace(errand, stayId);
    if (!known && kind === 'parcel-moved') this.replace(errand, this.stayBefore(stayId));
    if (!known) return this.plan(errand);
    if (kind !== 'parcel-stored') return this.remind(errand, kind);
    // It was taken to be over, and something of theirs lies there.
    if (errand.isOver && errand.toldBy !== eventId) {
      Object.assign(errand, { toldBy: eventId, isOver: false });
      this.plan(errand);
    }
  }

  /** They are asked where it is: whoever has not been there goes and looks. */
  private lookFor(resident: Resident): void {
    for (const errand of this.errands.values()) {
      if (errand.resident.id === resident.id) this.remind(errand, 'parcel-not-seen');
    }
  }

  /** A new code is in the place of the old one, which some still try first. */
  private replace({ code }: Errand, stayId: string | undefined): void {
    for (const errand of this.errands.values()) {
      if (errand.stayId !== stayId || errand.code === code) continue;
      if (!this.scene.place.random.chance(demand.oldCodeShare)) errand.isOver = true;
    }
  }

  /** The message says from which door it was moved. */
  private stayBefore(stayId: string): string | undefined {
    const { cloud, place } = this.scene;
    const doors = cloud.store.doors.all().map(({ door }) => door);
    return doors.find(({ bankId, stay }) => bankId === place.bankId && stay?.id === stayId)?.stay?.movedFrom?.stayId;
  }

  /** It has gone back with a carrier, or is not theirs: nobody goes for it any more, or not this resident. */
  private giveUp(stayId: string, resident?: Resident): void {
    for (const errand of this.errands.values())
      if (errand.stayId === stayId && (errand.resident.id === resident?.id || !resident)) errand.isOver = true;
  }

  /** Nobody will come of themselves. */
  get waiting(): number {
    return [...this.errands.values()].filter(({ isOver }) => !isOver).length;
  }

  private plan(errand: Errand): void {
    const { world, mishaps, place } = this.scene;
    const { random } = place;
    errand.isForgotten = mishaps.strikes('forgotten-parcel');
    if (!errand.isForgotten) return this.goAt(errand, pickupAtMs(world.nowMs, random));
    if (random.chance(demand.neverShare)) return;
    const [from, to] = demand.forgetsDays;
    this.goAt(errand, awake(world.nowMs + random.between(from, to) * dayMs, random));
  }

  /** Some of those who forgot come within hours of a reminder; whoever left something comes back. */
  private remind(errand: Errand, kind: Delivery['kind']): void {
    const { world, place } = this.scene;
    if (errand.isOver && kind !== 'parcel-left-behind') return;
    if (errand.isForgotten && kind !== 'parcel-left-behind' && !place.random.chance(demand.remindedShare)) return;
    this.goAt(errand, awake(world.nowMs + place.random.between(0.2, 10) * hourMs, place.random));
  }

  private goAt(errand: Errand, atMs: number): void {
    this.scene.world.at(atMs, () => {
      if (errand.isGoing || errand.isOver) return;
      errand.isGoing = true;
      this.scene.world.stir();
      void this.fetch(errand).then((isOver) => {
        errand.isGoing = false;
        errand.isOver ||= isOver;
        errand.visits += 1;
        const laterMs = this.scene.place.random.between(2, 8) * hourMs;
        if (!errand.isOver && errand.visits < visitsMax)
          this.goAt(errand, awake(this.scene.world.nowMs + laterMs, this.scene.place.random));
      });
    });
  }

  /** At the bank. True: this errand is over, as far as its resident knows. */
  private async fetch(errand: Errand): Promise<boolean> {
    const { world, place, cloud } = this.scene;
    let unknown = 0;
    if (place.random.chance(demand.typoShare)) await this.enter('00000000', errand.resident.id);
    for (let attempt = 0; attempt < triesMax; attempt++) {
      const shown = await this.enter(errand.code, errand.resident.id);
      switch (shown?.code) {
        case 'pickup-open': {
          const isOver = await this.useDoor(shown.compartmentId ?? '');
          if (isOver !== undefined) return isOver;
          break;
        }
        case 'unknown-code':
          unknown += 1;
          if (unknown >= 3) {
            cloud.witness.refusedAtBank(errand.resident, errand.code, 'unknown-code');
            return true;
          }
          break;
        default: // No answer, wait, too late, already open: try again in a while.
      }
      await world.sleep(place.random.between(20_000, 90_000));
    }
    return false;
  }

  private enter(code: string, residentId: string) {
    const { cloud, place } = this.scene;
    const { requestId, messageId } = place.bank.requestPickup(code);
    cloud.witness.entered(place.bankId, requestId, { code, residentId });
    return place.desk.answerTo(messageId, answerWithinMs);
  }

  /** True or false: the errand is over or not. Undefined: the door did not open, the code is entered again. */
  private useDoor(compartmentId: string): Promise<boolean | undefined> {
    const { place, mishaps } = this.scene;
    const { desk, random, bank } = place;
    return atDoor(this.scene, compartmentId, async () => {
      if (!(await desk.pull(compartmentId, random.between(2_000, 6_000)))) return undefined;
      this.takeOut(compartmentId, { leavesSome: mishaps.strikes('left-behind') });
      await shut(this.scene, compartmentId);
      await this.heedScreen(compartmentId);
      return bank.contents(compartmentId).length === 0;
    });
  }

  /** Everything; or the envelope and not the box; or nothing, after a look. */
  private takeOut(compartmentId: string, { leavesSome }: { leavesSome: boolean }): void {
    const { bank, random } = this.scene.place;
    const ids = bank.contents(compartmentId).map(({ id }) => id);
    if (!leavesSome) bank.take(compartmentId);
    else if (ids.length > 1 && random.chance(0.7)) bank.take(compartmentId, ids.slice(1));
  }

  private async heedScreen(compartmentId: string): Promise<void> {
    const { world, place } = this.scene;
    const { desk, bank, random } = place;
    for (let look = 0; look < triesMax; look++) {
      const shown = await desk.nextOf(compartmentId, verdictWithinMs);
      if (!shown || shown.code === 'collected') return;
      if (shown.code === 'close-door') bank.close(compartmentId);
      if (shown.code !== 'left-behind' && shown.code !== 'left-behind-unclear') continue;
      await world.sleep(random.between(2_000, 10_000));
      if (random.chance(0.4)) return; // Has gone, and reads the message later.
      const answer = await desk.answerTo(bank.reopen(compartmentId).messageId, answerWithinMs);
      if (answer?.code !== 'pickup-open') return;
      if (!(await desk.pull(compartmentId, random.between(2_000, 6_000)))) return;
      this.takeOut(compartmentId, { leavesSome: false });
      await shut(this.scene, compartmentId);
    }
  }
}

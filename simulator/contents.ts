import { lastDecided, wasDecided } from '../domain/cycles.js';
import type { Door } from '../domain/door.js';
import type { DoorEventOf, Seen } from '../domain/events.js';
import type { FaultCase } from './bank-hardware.js';
import { excuseFor, isBeyondSound, type CycleLived, type Excuse } from './broken-sensors.js';
import { areWiresSwapped, DoubtedSoon } from './doubted-soon.js';
import { saysAnotherLevelAgain, wasMisled } from './misled.js';
import type { InvariantName, Violate } from './violation.js';
import type { CycleTruth, Item } from './virtual-bank.js';

/** How many cycles of a door are remembered: a message of an older one comes too late to be decided on. */
const cyclesMax = 128;

/** What is found in a door by looking at it: the first three say that something lies where nothing should, a ghost that nothing does. */
const isOfContent = ['phantom', 'left-behind', 'foreign-object'];
const ofLooks = [...isOfContent, 'ghost', 'door-switch-stuck', 'door-flapping', 'magnet-off'];

export interface ContentsOptions {
  violate: Violate;
  contentsOf(bankId: string, compartmentId: string): readonly Item[];
  /** Are these together less than what the bank's sensors claim to see? */
  isBelowSensors(bankId: string, items: readonly Item[]): boolean;
  /** All that ever ailed this door, or the bank as a whole. */
  faultsOf(bankId: string, compartmentId: string): readonly FaultCase[];
  nowMs(): number;
}

/** What is counted of a finding. */
type Found = Readonly<Record<string, string | number>>;

/** What really lies in the compartments, against what was decided: nothing of it is told to the system. */
export class Contents {
  private readonly options: ContentsOptions;
  private readonly cycles = new Map<string, Map<number, CycleLived>>();
  private readonly openedAtMs = new Map<string, number>();
  /** Verdicts that were wrong because hardware was, by why that is no violation. */
  readonly wrong: Record<Exclude<Excuse, 'none' | 'silent'>, number> = { jumped: 0, doubted: 0 };
  /** Things that a stay left in a door that is free again: no sensor saw them come or stay, or it was said once. No later difference shows them. */
  private readonly excused = new Set<string>();

  /** Things that somebody put into a door that was not given for them, by the cycle in which they came. */
  private readonly strayed = new Map<string, number>();

  /** Doors whose contents once changed without a cycle: what the cycles tell of them is not so for good. */
  private readonly changed = new Set<string>();

  readonly doubtedSoon: DoubtedSoon;

  constructor(options: ContentsOptions) {
    this.options = options;
    this.doubtedSoon = new DoubtedSoon(options.violate);
  }

  opened(bankId: string, compartmentId: string): void {
    this.openedAtMs.set(`${bankId}/${compartmentId}`, this.options.nowMs());
  }

  keep(bankId: string, cycle: CycleTruth): void {
    const key = `${bankId}/${cycle.compartmentId}`;
    const cycles = this.cycles.get(key) ?? new Map<number, CycleLived>();
    const closedAtMs = this.options.nowMs();
    cycles.set(cycle.doorCycle, { ...cycle, openedAtMs: this.openedAtMs.get(key) ?? closedAtMs, closedAtMs });
    if (cycles.size > cyclesMax) cycles.delete(cycles.keys().next().value!);
    this.cycles.set(key, cycles);
  }

  displaced(bankId: string, compartmentId: string): void {
    this.changed.add(`${bankId}/${compartmentId}`);
    for (const { id } of this.options.contentsOf(bankId, compartmentId)) this.excused.add(id);
  }

  /** What lies in this door was to come to another one. */
  wentElsewhere(bankId: string, compartmentId: string, doorCycle: number): void {
    for (const { id } of this.options.contentsOf(bankId, compartmentId)) this.strayed.set(id, doorCycle);
  }

  /** Somebody is about to be told: something came. */
  checkVerified(door: Door, { seen }: DoorEventOf['deposit-verified']): void {
    if (this.insideAfter(door, seen.doorCycle)?.length !== 0) return;
    this.wrongly('no empty deposit is announced', door, seen);
  }

  checkFoundEmpty(door: Door, { seen }: DoorEventOf['deposit-found-empty']): void {
    const inside = (this.insideAfter(door, seen.doorCycle) ?? []).filter(({ id }) => !this.isNews(door, id));
    if (inside.length === 0 || this.options.isBelowSensors(door.bankId, inside)) return;
    this.wrongly('no parcel within reach of the sensors is called absent', door, seen, inside);
  }

  /** A vouched stay was seen by no sensor, and a thing below the sensors' reach may be left: neither is claimed. */
  checkGone(
    door: Door,
    { seen }: DoorEventOf['pickup-verified' | 'return-verified' | 'moved-out'],
    invariant:
      'collected means that all is gone' | 'returned means that all is gone' | 'moved out means that all is gone',
  ): void {
    // A cycle that comes late is judged with all that came before it, also of later ones.
    const last = Math.max(seen.doorCycle, lastDecided(door.cycles));
    const left = this.insideAfter(door, last) ?? [];
    if (left.length === 0 || door.stay?.vouched || this.options.isBelowSensors(door.bankId, left)) return;
    this.wrongly(invariant, door, seen, left);
  }

  /** A verdict of this door is not so. Where its hardware lied, that is told apart: it may only not be believed in silence. */
  private wrongly(invariant: InvariantName, door: Door, seen: Seen, overlooked: readonly Item[] = []): void {
    const excuse = isBeyondSound(seen, overlooked) ? 'doubted' : this.excuseOf(door, seen);
    const isShownElsewhere =
      invariant === 'no parcel within reach of the sensors is called absent' &&
      areWiresSwapped(this.options.faultsOf(door.bankId, door.compartmentId));
    const things = overlooked.map(({ thicknessMm, grams }) => `, ${thicknessMm.toFixed(1)} mm ${grams.toFixed(0)} g`);
    const detail = `${door.stay?.id}, cycle ${seen.doorCycle}, LLR ${seen.llr}${things.join('')}`;
    if (excuse === 'none') this.options.violate(invariant, detail);
    else if (excuse === 'silent' && isShownElsewhere) this.doubtedSoon.await(door, detail, this.options.nowMs());
    else if (excuse === 'silent') this.options.violate('no broken sensor makes a silent wrong verdict', detail);
    else this.wrong[excuse] += 1;
    if (excuse === 'none') return;
    for (const { id } of this.options.contentsOf(door.bankId, door.compartmentId)) this.excused.add(id);
  }

  private excuseOf({ bankId, compartmentId }: Door, seen: Seen): Excuse {
    const cases = this.options.faultsOf(bankId, compartmentId);
    const lived = [...(this.cycles.get(`${bankId}/${compartmentId}`)?.values() ?? [])];
    const last = lived.findLastIndex(({ doorCycle }) => doorCycle <= seen.doorCycle);
    const first = lived.findLastIndex(({ before }, i) => i <= last && before.length === 0);
    return excuseFor(seen, { cases, cycles: lived.slice(Math.max(0, first), last + 1), nowMs: this.options.nowMs() });
  }

  /**
   * A phantom is really there, and of a ghost nothing is left that its sensors could see; nothing else that looks find in a
   * door is found where no hardware is at fault.
   */
  checkFound({ cause, status, bankId, compartmentId, doorCycle }: Found): void {
    if (status !== 'standing' || !ofLooks.includes(String(cause))) return;
    const [bank, door, cycle] = [String(bankId), String(compartmentId), Number(doorCycle)];
    // Nothing was seen: a parcel that was taken out for this door was not heard of in time, wherever it is.
    if (cause === 'ghost' && doorCycle === undefined) return;
    const inside = cycle === 0 ? [] : this.cycles.get(`${bank}/${door}`)?.get(cycle)?.after;
    if (this.changed.has(`${bank}/${door}`)) return;
    const isThere =
      isOfContent.includes(String(cause)) && (inside?.length !== 0 || this.cameSince(`${bank}/${door}`, cycle));
    const isGone = cause === 'ghost' && inside !== undefined && this.options.isBelowSensors(bank, inside);
    const faults = this.options.faultsOf(bank, door);
    const isOfSensor = cause === 'door-switch-stuck' && saysAnotherLevelAgain(faults, this.options.nowMs());
    if (!isThere && !isGone && !isOfSensor && !wasMisled(faults, door))
      this.options.violate('what is found in a door is so', `${cause} at ${bank}/${door}, cycle ${cycle}`);
  }

  /** A look sees also what came in a later cycle, of which its bank has not been heard yet. */
  private cameSince(key: string, doorCycle: number): boolean {
    const last = [...(this.cycles.get(key)?.values() ?? [])].at(-1);
    return last !== undefined && last.doorCycle > doorCycle && last.after.length > 0;
  }

  /** What a stay leaves free is empty, but for what no sensor of the bank can see and what was vouched for: that stays. */
  checkFreed(before: Door, door: Door): void {
    if (door.compartment !== 'free' || before.compartment === 'free') return;
    const left = this.options.contentsOf(door.bankId, door.compartmentId).filter(({ id }) => !this.isNews(door, id));
    if (!door.stay?.vouched && !this.isDeaf(door)) this.checkEmpty(door, left);
    for (const { id } of left) this.excused.add(id);
  }

  /** It came in a cycle of nobody's stay that its bank has not told of: what a stay's own cycles tell is nothing of that. */
  private isNews({ cycles }: Door, id: string): boolean {
    const doorCycle = this.strayed.get(id);
    return doorCycle !== undefined && !wasDecided(cycles, doorCycle);
  }

  /** Its switch is stuck: its bank hears of no cycle, and what came in one is found by the next scan. */
  private isDeaf({ bankId, compartmentId }: Door): boolean {
    const cases = this.options.faultsOf(bankId, compartmentId);
    return cases.some(({ name, compartmentId: at }) => name === 'switch-stuck' && at === compartmentId);
  }

  checkOffered(door: Door): void {
    this.checkEmpty(door, this.options.contentsOf(door.bankId, door.compartmentId));
  }

  private checkEmpty(door: Door, inside: readonly Item[]): void {
    const things = this.visible(door.bankId, inside).map(({ id }) => id);
    if (things.length === 0) return;
    const where = `${door.bankId}/${door.compartmentId} after ${door.stay?.id}`;
    this.options.violate('no compartment is offered with a parcel in it', `${where}: ${things.join(', ')}`);
  }

  /** What really lay inside after a cycle, without what an earlier stay left there unseen: no difference shows that. */
  private insideAfter({ bankId, compartmentId }: Door, doorCycle: number): Item[] | undefined {
    const cycle = this.cycles.get(`${bankId}/${compartmentId}`)?.get(doorCycle);
    return cycle?.after.filter(({ id }) => !this.excused.has(id));
  }

  /**
   * What lies in a compartment now, and can be seen by its sensors: each thing for itself, because what two stays left
   * there was never one difference, and no difference showed either.
   */
  private visible(bankId: string, inside: readonly Item[]): Item[] {
    return inside.filter((item) => !this.excused.has(item.id) && !this.options.isBelowSensors(bankId, [item]));
  }
}

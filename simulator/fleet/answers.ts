import { situationOf } from '../../domain/exceptions/index.js';
import { liveStay, type Door, type Stay } from '../../domain/door.js';
import { incidentIdOf, type CompartmentId, type IncidentId, type ParcelId } from '../../domain/ids.js';
import type { Incident } from '../../domain/incident/incident.js';
import { lastSeen } from '../../domain/incident/timeline.js';
import { isBelowSensors } from '../bank-sensors.js';
import { pickupAtMs } from '../demand.js';
import { storeIn, storeWhereItLies, strayedIn } from '../desk-work.js';
import { say } from '../managers.js';
import type { Random } from '../random.js';
import type { Scene } from '../scene.js';
import type { Item } from '../virtual-bank.js';
import type { Seeded } from './befall.js';
import type { Draw } from './draws.js';
import { handOver } from './hand-over.js';
import { answerShares, answersAfterHours } from './rates.js';
import { releaseDoor } from './release.js';

const hourMs = 3_600_000;
const askingSteps = ['tell-courier', 'tell-resident'];
/** Of what lies in a wrong door the manager is told, and rings the courier up: the catalogue says so. */
const managerAsks = ['tell-manager'];
/** Around the end of its lease, a visit goes on for so long at most. */
const visitMaxMs = 10 * 60_000;
const restingStates: readonly string[] = ['stored', 'overdue', 'missing'];
/** A parcel that is gone is first missing, and then written off. */
const wordsMax = 2;

/** How one who was asked answers. */
interface Answer {
  /** Infinity: never. */
  atMs: number;
  isWrong: boolean;
}

interface Asked {
  isReached: boolean;
  steps: readonly string[];
  /** Something follows from what they say: of what nobody can know, an answer is none that could be missing. */
  isOfUse: boolean;
}

/**
 * Whom the product asks what became of a parcel, and what the manager makes of their answer at the desk. They know what is so and
 * mostly say it; some never answer, some are wrong. Of what nobody can know (whose a thing is that nobody brought) nobody says anything.
 */
export class Answers {
  private readonly scene: Scene;
  private readonly seeded: readonly Seeded[];
  private readonly random: Random;
  private readonly answers = new Map<string, Answer>();
  private readonly comesAtMs = new Map<string, number>();
  private readonly draws = new Map<IncidentId, Draw[]>();

  constructor(scene: Scene, seeded: readonly Seeded[]) {
    this.scene = scene;
    this.seeded = seeded;
    this.random = scene.place.random.fork('answers');
  }

  /** Whether those who were asked for this incident answered, and were right. */
  drawsFor(id: IncidentId): readonly Draw[] {
    return this.draws.get(id) ?? [];
  }

  /** The manager looks whether somebody has answered, and says what follows from that. True: that settles it, and nobody need go. */
  async heed(incident: Incident): Promise<boolean> {
    const { compartmentId } = incident.place;
    const door = compartmentId && this.doorAt(compartmentId);
    if (door && incident.cause === 'wrong-compartment') return this.ofWrongDoor(incident, door);
    if (door) await this.ofItsDoor(incident, door);
    return false;
  }

  private async ofItsDoor(incident: Incident, door: Door): Promise<void> {
    if (!door.stay || this.scene.place.desk.busy.has(door.compartmentId) || isOfAnother(incident, door.stay)) return;
    if (incident.cause === 'phantom' && isOfItsDeposit(incident, door))
      return say(this.scene, door, 'present', 'its door closed on it, right after the deposit was called off');
    if (isAskedToDecide(incident)) return this.decide(incident, door);
    const isReached = !this.scene.place.unreachable.has(door.stay.residentId);
    const answer = this.answerTo(incident, {
      isReached,
      steps: askingSteps,
      isOfUse: !isFind(incident) || isAsked(incident, door),
    });
    if (!answer || this.scene.world.nowMs < answer.atMs) return;
    if (incident.cause === 'thin-item') return this.ofDeposit(door, answer);
    if (isFind(incident)) return this.ofFind(incident, door, answer);
    if (incident.cause === 'ghost') return this.ofGhost(incident, door, answer);
  }

  /** Nobody has said anything, and the playbook asks the manager for a decision. */
  private async decide({ cause }: Incident, door: Door): Promise<void> {
    if (cause === 'ghost')
      return this.writeOff(door, 'its resident has opened the door since, and nothing is seen of it');
    if (cause === 'thin-item') return say(this.scene, door, 'unknown', 'nobody could tell');
  }

  /** Drawn when they were asked; who has not answered may, when they are asked once more. */
  private answerTo(incident: Incident, { isReached, steps, isOfUse }: Asked): Answer | undefined {
    const asked = incident.timeline.rows.filter(
      ({ what, detail }) => what === 'step-begun' && steps.includes(String(detail?.['step'])),
    );
    const id = incidentIdOf(incident);
    return asked.reduce<Answer | undefined>((answer, { atMs, detail }, n) => {
      if (answer && answer.atMs < Infinity) return answer;
      const known = this.answers.get(`${id}-${n}`);
      if (known) return known;
      const whom = detail?.['step'] === 'tell-resident' ? 'resident' : 'courier';
      const of = n === 0 ? whom : 'again';
      const isOutOfReach = whom === 'resident' && !isReached;
      const drawn = this.draw(Number(detail?.['tellAtMs'] ?? atMs), isOutOfReach ? 0 : answerShares[of].value);
      this.answers.set(`${id}-${n}`, drawn);
      if (isOfUse && !isOutOfReach) this.keep(id, { of, hasFailed: drawn.atMs === Infinity });
      if (isOfUse && drawn.atMs < Infinity) this.keep(id, { of: 'wrong', hasFailed: drawn.isWrong });
      return drawn;
    }, undefined);
  }

  private draw(askedAtMs: number, share: number): Answer {
    const { random } = this;
    const hours = random.logNormal(Math.log(answersAfterHours.median), answersAfterHours.sigma);
    const atMs = random.chance(share) ? askedAtMs + hours * hourMs : Infinity;
    return { atMs, isWrong: random.chance(answerShares.wrong.value) };
  }

  private drawComing(id: IncidentId, toldAtMs: number): number {
    const { random } = this;
    const atMs = random.chance(answerShares.resident.value) ? pickupAtMs(toldAtMs, random) : Infinity;
    this.comesAtMs.set(id, atMs);
    this.keep(id, { of: 'resident', hasFailed: atMs === Infinity });
    return atMs;
  }

  private keep(id: IncidentId, draw: Draw): void {
    this.draws.set(id, [...this.drawsFor(id), draw]);
  }

  /**
   * "Where did you put it, and whose is it?" It is stored where it lies, and its resident is told as of any other. Where that is refused,
   * they come for it all the same, if they can be told, and the manager opens the door for them. Of the wrong parcel they say that it is
   * not theirs; what no courier put there, none knows of.
   */
  private async ofWrongDoor(incident: Incident, { compartmentId }: Door): Promise<boolean> {
    if (isUsedUp(incident) && (await this.goByEvidence(incident, compartmentId))) return true;
    const answer = this.answerTo(incident, {
      isReached: true,
      steps: managerAsks,
      isOfUse: strayedIn(this.scene, compartmentId) !== undefined,
    });
    if (!answer || answer.isWrong || answer.atMs === Infinity || !strayedIn(this.scene, compartmentId)) return false;
    if (this.scene.world.nowMs < answer.atMs) return false;
    if (await storeWhereItLies(this.scene, compartmentId)) return true;
    const id = incidentIdOf(incident);
    const comesAtMs = this.comesAtMs.get(id) ?? this.drawComing(id, answer.atMs);
    if (this.scene.world.nowMs < comesAtMs) return false;
    await handOver(this.scene, compartmentId);
    return !strayedIn(this.scene, compartmentId);
  }

  /** Nobody has said anything for a day: it is most likely the parcel whose own door closed on nothing while this one was filled. */
  private async goByEvidence({ timeline }: Incident, compartmentId: CompartmentId): Promise<boolean> {
    const ofParcel = lastSeen(timeline)?.['ofParcel'];
    return typeof ofParcel === 'string' && storeIn(this.scene, ofParcel as ParcelId, compartmentId);
  }

  /** "Is it in?" Then it is stored, or the door is free. */
  private async ofDeposit(door: Door, { isWrong }: Answer): Promise<void> {
    const { compartmentId } = door;
    const inside = this.inside(compartmentId);
    const isInside = inside.length > 0 !== isWrong;
    // What its sensors can see is in the evidence: on a mere word against that no door is given back.
    if (!isInside && !isBelowSensors(this.scene.place.config.profile, inside)) return;
    if (isInside) return say(this.scene, door, 'present', 'the courier says that it is in');
    const reason = 'the courier took it along';
    if (liveStay(door)) return say(this.scene, door, 'absent', reason);
    await releaseDoor(this.scene, compartmentId, { actor: 'manager', reason, isEmpty: true });
  }

  /** "Is it yours?" What came from nowhere is nobody's; and who left nothing there says so, whatever a sensor takes for something. */
  private async ofFind(incident: Incident, door: Door, { isWrong }: Answer): Promise<void> {
    const isSeeded = this.isSeeded('content-appears', door, (door.stay?.leaseEndsAtMs ?? 0) - visitMaxMs);
    const isTheirs = this.inside(door.compartmentId).length > 0 && !isSeeded;
    if (isAsked(incident, door) && isTheirs !== isWrong)
      await say(this.scene, door, 'present', 'they say that it is theirs');
  }

  /** "Have you got it?" If not, they come and look, where their code still opens the door; and then it is known to be gone. */
  private async ofGhost({ raisedAtMs }: Incident, door: Door, { isWrong }: Answer): Promise<void> {
    const { compartmentId, stay } = door;
    if (this.inside(compartmentId).length > 0 && !isWrong) return;
    const hasIt = !this.isSeeded('content-vanishes', door, stay?.storedAtMs ?? 0) !== isWrong;
    const hasLooked = (stay?.pickupFrom ?? 0) > 0 && (stay?.leaseEndsAtMs ?? 0) > raisedAtMs;
    if (!hasIt && !hasLooked) return;
    await this.writeOff(door, hasIt ? 'the resident has it' : 'the resident found nothing in it');
  }

  /** Not while somebody is at the door. */
  private async writeOff({ compartmentId, stay }: Door, reason: string): Promise<void> {
    for (let word = 0; word < wordsMax; word++) {
      const now = this.doorAt(compartmentId);
      if (!now || liveStay(now)?.id !== stay?.id || !restingStates.includes(now.stay?.state ?? '')) return;
      await say(this.scene, now, now.stay?.state === 'missing' ? 'written-off' : 'absent', reason);
    }
  }

  /** Something befell this door since then of which nobody has a part. */
  private isSeeded(name: Seeded['name'], { compartmentId }: Door, sinceMs: number): boolean {
    return this.seeded.some((one) => one.name === name && one.compartmentId === compartmentId && one.atMs > sinceMs);
  }

  private inside(compartmentId: CompartmentId): readonly Item[] {
    return this.scene.place.bank.contents(compartmentId);
  }

  private doorAt(compartmentId: CompartmentId): Door | undefined {
    return this.scene.cloud.store.doors.at({ bankId: this.scene.place.bankId, compartmentId })?.door;
  }
}

const isFind = ({ cause }: Incident): boolean => cause === 'phantom' || cause === 'left-behind';

/** There is somebody whose it may be. */
const isAsked = ({ cause }: Incident, { stay }: Door): boolean =>
  stay?.state === (cause === 'phantom' ? 'cancelled' : 'collected');

/** The next parcel lies there by now, and of that it does not tell. */
function isOfAnother({ timeline }: Incident, { parcelId }: Stay): boolean {
  const ofParcel = lastSeen(timeline)?.['ofParcel'];
  return ofParcel !== undefined && ofParcel !== parcelId;
}

/** All that its playbook tries has been tried. */
export const isUsedUp = ({ cause, position }: Incident): boolean =>
  position.step >= (situationOf(cause).playbook?.steps.length ?? 0);

const isAskedToDecide = ({ timeline }: Incident): boolean =>
  timeline.rows.some(({ what, detail }) => what === 'step-begun' && detail?.['step'] === 'ask-for-decision');

/** The record alone says whose it is: the deposit was called off while its door stood open, and that closed with something in it. */
const isOfItsDeposit = ({ raisedAtMs }: Incident, { stay }: Door): boolean =>
  stay?.state === 'cancelled' &&
  raisedAtMs > stay.leaseEndsAtMs - visitMaxMs &&
  raisedAtMs < stay.leaseEndsAtMs + visitMaxMs;

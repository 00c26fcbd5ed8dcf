import { decideByPerson } from '../../app/api/act-on-incident.js';
import { giveCommand } from '../../app/api/give-command.js';
import { liveStay, type Door } from '../../domain/door.js';
import { incidentIdOf, type CompartmentId, type IncidentId } from '../../domain/ids.js';
import { isOpen, type Incident } from '../../domain/incident/incident.js';
import type { Random } from '../random.js';
import { settle } from '../managers.js';
import type { Scene } from '../scene.js';
import { Answers, isUsedUp } from './answers.js';
import type { Seeded } from './befall.js';
import type { Draw } from './draws.js';
import { releaseDoor } from './release.js';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** From when a visit is asked for to when somebody stands there, hours: log-normal, half of them within a day. Assumption, as of the storm's technicians. */
export const visitAfterHours = { median: 24, sigma: 0.8 } as const;
/** A manager looks at the incidents that wait for an answer once an hour. Assumption. */
export const managerLooksEveryMs = hourMs;
/** What waits for a person for so long, and for which no playbook asks a visit, is gone to all the same. Assumption. */
const goesAfterMs = 24 * hourMs;

/**
 * The people behind one bank: a manager at a desk, who answers what can be answered from there, whoever is asked, and whoever goes to the bank
 * when a visit is asked for, repairs what is broken at the places of its incidents, looks inside and says that it is done.
 * Nobody goes where no visit was asked for.
 */
export class Attendants {
  visits = 0;
  private readonly scene: Scene;
  private readonly random: Random;
  private readonly goAtMs = new Map<string, number>();
  private readonly answers: Answers;
  private isThere = false;

  constructor(scene: Scene, seeded: readonly Seeded[]) {
    this.scene = scene;
    this.answers = new Answers(scene, seeded);
    this.random = scene.place.random.fork('attendants');
  }

  planDay(midnightMs: number): void {
    for (let atMs = midnightMs; atMs < midnightMs + 24 * hourMs; atMs += managerLooksEveryMs) {
      this.scene.world.at(atMs, () => {
        this.scene.world.stir();
        void this.attend();
      });
    }
  }

  /** A held door is looked into on the daily round only where no incident speaks for it: then a visit is that incident's. */
  mayLook(compartmentId: string): boolean {
    const { cloud, place } = this.scene;
    return !cloud.store.incidents
      .all()
      .some(({ incident }) => isOpen(incident) && isAt(incident, place.bankId, compartmentId));
  }

  /** What was drawn of the answers of those who were asked for this incident. */
  drawsFor(id: IncidentId): readonly Draw[] {
    return this.answers.drawsFor(id);
  }

  private async attend(): Promise<void> {
    if (this.isThere) return;
    const { cloud, place, world } = this.scene;
    const { items } = await cloud.store.incidents.list(place.siteId, { limit: 100, isOpen: true });
    for (const incident of items.filter((one) => maySettleFromDesk(one))) await this.settleFromDesk(incident);
    // Nobody is sent for what was settled a moment ago, though its door has not told so yet.
    for (const incident of items)
      if (!(await this.answers.heed(incident)) && waitsInVain(incident, world.nowMs)) await this.send(incident);
    const dispatched = items.filter(({ state }) => state === 'dispatched');
    const isDue = dispatched.map((one) => this.visitAtMs(one) <= world.nowMs).includes(true);
    if (isDue) await this.visit(dispatched);
  }

  private visitAtMs(incident: Incident): number {
    const id = incidentIdOf(incident);
    const { median, sigma } = visitAfterHours;
    const atMs =
      this.goAtMs.get(id) ?? this.scene.world.nowMs + this.random.logNormal(Math.log(median), sigma) * hourMs;
    this.goAtMs.set(id, atMs);
    return atMs;
  }

  /** One way for all that waits at this bank. */
  private async visit(incidents: readonly Incident[]): Promise<void> {
    const { world, place } = this.scene;
    this.isThere = true;
    this.visits += 1;
    world.log(`visit ${place.bankId}`);
    const doors = new Set(incidents.flatMap(({ place: { compartmentId } }) => compartmentId ?? []));
    place.bank.hardware.repairBank();
    for (const compartmentId of doors) if (!place.desk.busy.has(compartmentId)) await this.mend(compartmentId);
    for (const incident of incidents) {
      const { compartmentId } = incident.place;
      if (compartmentId === undefined || !place.desk.busy.has(compartmentId)) await this.resolve(incident, 'on-site');
    }
    this.isThere = false;
  }

  /** Repairs all that is wrong with one door, opens it with the key, looks, and gives it back. */
  private async mend(compartmentId: CompartmentId): Promise<void> {
    const { world, place } = this.scene;
    const { bank, desk } = place;
    desk.busy.add(compartmentId);
    bank.hardware.repairDoor(compartmentId);
    bank.openWithKey(compartmentId);
    await world.sleep(this.random.between(20, 50) * 1_000); // Longer, and the bank says that the door stands open.
    const { door } = this.doorAt(compartmentId) ?? {};
    const stay = door && liveStay(door);
    if (!stay) bank.take(compartmentId);
    bank.close(compartmentId);
    await world.sleep(2 * minuteMs);
    desk.busy.delete(compartmentId);
    // It may have been given out again meanwhile: of a parcel that came since, whoever looked has seen nothing.
    if (stay) await settle(this.scene, compartmentId, bank.contents(compartmentId).length > 0, stay.id);
    await this.release(compartmentId, { actor: 'technician', reason: 'was there', isServiced: true });
    await this.recalibrate(compartmentId);
  }

  /** A new zero of its sensors, of a door that whoever stands there sees to be empty; refused where a stay goes on in it. */
  private async recalibrate(compartmentId: CompartmentId): Promise<void> {
    const { cloud, place } = this.scene;
    const [bank, site] = await Promise.all([
      cloud.store.registry.banks.read({ bankId: place.bankId }),
      cloud.store.directory.site(place.siteId),
    ]);
    if (!bank || !site || place.bank.contents(compartmentId).length > 0) return;
    const nowMs = cloud.clock.nowMs();
    const times = { occurredAtMs: nowMs, receivedAtMs: nowMs, nowMs, ageKnown: true };
    const key = `recalibrate-${compartmentId}-${nowMs}`;
    const asked = { bank, site, type: 'recalibrate', compartmentId, fields: {}, mayOpenStay: false } as const;
    await cloud.request(`${place.bankId}/${key}`, (ports, requestId) =>
      giveCommand(ports, { ...asked, actor: 'technician', key, times, requestId }),
    );
  }

  private doorAt(compartmentId: CompartmentId): { door: Door } | undefined {
    return this.scene.cloud.store.doors.at({ bankId: this.scene.place.bankId, compartmentId });
  }

  /** Where no stay goes on in it, it is said to be empty: by who stood there, or by what its sensors show. */
  private release(
    compartmentId: CompartmentId,
    said: { actor: string; reason: string; isServiced?: true },
  ): Promise<void> {
    const isEmpty = this.scene.place.bank.contents(compartmentId).length === 0;
    return releaseDoor(this.scene, compartmentId, { ...said, isEmpty });
  }

  /** The manager has looked at the evidence: nothing is missing, and nobody need go. */
  private async settleFromDesk(incident: Incident): Promise<void> {
    const { compartmentId } = incident.place;
    const stay = compartmentId && this.doorAt(compartmentId)?.door.stay;
    if (stay && stay.state === 'missing') return;
    await this.resolve(incident, 'remotely');
    // Nobody was there: its lock and its latch are no better for it.
    if (compartmentId) await this.release(compartmentId, { actor: 'manager', reason: 'looked at the evidence' });
  }

  private resolve(incident: Incident, how: 'remotely' | 'on-site'): Promise<unknown> {
    return this.decide(incident, { type: 'resolve', how, note: how === 'remotely' ? 'looked at it' : 'was there' });
  }

  private send(incident: Incident): Promise<unknown> {
    return this.decide(incident, { type: 'dispatch', note: 'waited long enough' });
  }

  private decide(
    incident: Incident,
    said: { type: 'dispatch'; note: string } | { type: 'resolve'; how: 'remotely' | 'on-site'; note: string },
  ): Promise<unknown> {
    const { cloud } = this.scene;
    const input = { ...said, actor: 'attendant', nowMs: cloud.clock.nowMs() };
    return cloud.request(`${incidentIdOf(incident)}/${said.type}`, (ports) => decideByPerson(ports, incident, input));
  }
}

const isAt = ({ place }: Incident, bankId: string, compartmentId: string): boolean =>
  place.bankId === bankId && place.compartmentId === compartmentId;

/** Somebody was at a door without a right to it, the manager is told, and its sensors show that its parcel is still there. */
const maySettleFromDesk = ({ cause, state, told }: Incident): boolean =>
  cause === 'opened-without-command' && state === 'resolving' && told.includes('manager');

/** The playbook is at its end and asks for no visit; nothing from afar ends it, so somebody goes. */
function waitsInVain(incident: Incident, nowMs: number): boolean {
  const { state, seenAtMs, raisedAtMs } = incident;
  return state === 'resolving' && isUsedUp(incident) && nowMs - Math.max(seenAtMs, raisedAtMs) > goesAfterMs;
}

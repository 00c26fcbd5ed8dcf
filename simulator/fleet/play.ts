import { withExplanations, type Explained } from '../../domain/reports/explanations.js';
import type { Counted } from '../../domain/reports/operations.js';
import { lastCyclesOf, repeatsAtWorkingDoors } from '../../domain/reports/repeats.js';
import type { Hosts } from '../hosts.js';
import type { MishapKind } from '../mishaps.js';
import type { Scene } from '../scene.js';
import { tellStory } from '../story.js';
import type { CycleTruth, InVain, WireMessage } from '../virtual-bank.js';
import type { Violation } from '../violation.js';
import { Attendants } from './attend.js';
import { Fate } from './befall.js';
import { drawsOf, type Draw } from './draws.js';
import { incidentIdOf } from '../../domain/ids.js';
import type { Incident } from '../../domain/incident/incident.js';
import { lastSighting } from '../../domain/incident/timeline.js';
import {
  isAnother,
  isFaultCase,
  originOf,
  type Changed,
  type Origin,
  type Strayed,
  type Taken,
  type Vain,
} from './origin.js';
import { mustGoOf, type MustGoName } from './must-go.js';
import { lifeShares, type Factors, type RateName } from './rates.js';
import { Truth, type Difference } from './truth.js';

/** As in life: docs/bank.md §6. */
const heartbeatSeconds = 900;
const scanHours = 1;

export interface Sites {
  seed: number;
  /** Each of a site of its own. */
  banks: number;
  days: number;
  doorsPerBank: number;
  factors?: Factors;
}

/** Of an incident, what is counted, and what brought it about. */
export interface Case extends Counted {
  origin?: RateName | undefined;
  /** It was seen again within 7 days, and what brought that about is another case: what was done had helped. */
  isRepeatedByAnother: boolean;
  /** The entry of the market study's list of where a human must always go that names it. */
  mustGo?: MustGoName | undefined;
  /** What was drawn of assumed chances for it, or for the fault behind it. */
  draws: readonly Draw[];
}

/** How a group of sites fared: plain data, so that a story can be forgotten as soon as it is told. */
export interface Played {
  banks: number;
  /** Parcels that were stored and have gone again. */
  lives: number;
  cases: Case[];
  differences: Difference[];
  /** Ways to a bank: one may be for several incidents. */
  visits: number;
  /** Cases of each fault that were drawn. */
  struck: Partial<Record<RateName, number>>;
  violations: Violation[];
}

/** Sites share nothing, so a fleet is played group by group, and memory holds one of them. */
export async function playSites({ factors = {}, ...sites }: Sites): Promise<Played> {
  const hosts = new FleetHosts(factors);
  const shares = Object.entries(lifeShares).map(([kind, { value }]) => {
    const share = Math.min(1, value * (factors[kind as keyof typeof lifeShares] ?? 1));
    return [kind, share] as const;
  });
  const told = await tellStory({
    ...sites,
    scanHours,
    mishaps: Object.keys(lifeShares) as MishapKind[],
    rates: Object.fromEntries(shares),
    mishapsText: 'life',
    trace: false,
    hosts,
  });
  const incidents = told.store.incidents.all().flatMap(({ incident }) => (incident.n > 0 ? [incident] : []));
  const origins = new Map(incidents.map((incident) => [incidentIdOf(incident), hosts.originOf(incident)] as const));
  const doors = told.store.doors.all().map(({ door }) => door);
  const atWorkingDoors = repeatsAtWorkingDoors(incidents, lastCyclesOf(doors));
  const cases = withExplanations(incidents).map((incident): Case => {
    const { repeatedBy, raisedAtMs } = incident;
    const id = incidentIdOf(incident);
    const origin = origins.get(id) ?? {};
    const again = repeatedBy && origins.get(repeatedBy);
    return {
      ...countedOf(incident),
      origin: origin.name,
      isRepeatedByAnother: again !== undefined && isAnother(origin, again, raisedAtMs),
      isAtWorkingDoor: atWorkingDoors.has(id),
      mustGo: mustGoOf(incident),
      draws: hosts.drawsFor(incident, origin),
    };
  });
  return { banks: sites.banks, lives: told.lives, cases, ...hosts.summary(), violations: told.violations };
}

/** All that is asked of it, of thousands of them. */
function countedOf(incident: Explained<Incident>): Counted {
  const { cause, state, raisedAtMs, visit, resolution, repeatedBy, acts, position, told, answered } = incident;
  const sighting = lastSighting(incident.timeline);
  const timeline = { rows: sighting ? [sighting] : [], omitted: 0 };
  const explanation = incident.explanation && countedOf(incident.explanation);
  const counted = { cause, state, raisedAtMs, visit, resolution, repeatedBy, acts, position, told, answered };
  return { ...counted, timeline, explanation };
}

interface Watched {
  scene: Scene;
  fate: Fate;
  attendants: Attendants;
  truth: Truth;
  vain: Vain[];
  /** What couriers have put into other doors than their own. */
  strayed: Strayed[];
  taken: Taken[];
  changed: Changed[];
}

/** What befalls each bank, who attends to it, and what is really so. */
class FleetHosts implements Hosts {
  readonly heartbeatSeconds = heartbeatSeconds;
  private readonly factors: Factors;
  private readonly banks = new Map<string, Watched>();

  constructor(factors: Factors) {
    this.factors = factors;
  }

  begin(scenes: readonly Scene[]): void {
    for (const scene of scenes) {
      const fate = new Fate(scene, this.factors);
      const [attendants, truth] = [new Attendants(scene, fate.seeded), new Truth(scene)];
      this.banks.set(scene.place.bankId, {
        scene,
        fate,
        attendants,
        truth,
        vain: [],
        strayed: [],
        taken: [],
        changed: [],
      });
    }
  }

  planDay(scene: Scene, midnightMs: number, { isRest }: { isRest: boolean }): void {
    const bank = this.at(scene);
    if (!isRest) bank?.fate.planDay(midnightMs);
    bank?.attendants.planDay(midnightMs);
  }

  atDoor(scene: Scene, compartmentId: string): void {
    this.at(scene)?.fate.atDoor(compartmentId);
  }

  wentElsewhere(scene: Scene, compartmentId: string): void {
    this.at(scene)?.strayed.push({ compartmentId, atMs: scene.world.nowMs });
  }

  mayLook(scene: Scene, compartmentId: string): boolean {
    return this.at(scene)?.attendants.mayLook(compartmentId) ?? true;
  }

  cycled(bankId: string, cycle: CycleTruth): void {
    const bank = this.banks.get(bankId);
    bank?.truth.cycled(cycle);
    const { compartmentId, authority, before, after } = cycle;
    const isTaken = authority.kind === 'key' && before.length > 0 && after.length === 0;
    if (isTaken) bank?.taken.push({ compartmentId, atMs: bank.scene.world.nowMs });
    const isNew = after.some(({ id }) => before.every((item) => item.id !== id));
    const isThere = after.length > 0;
    if (isNew || !isThere) bank?.changed.push({ compartmentId, atMs: bank.scene.world.nowMs, isThere });
  }

  pulsedInVain(bankId: string, pulses: InVain): void {
    const bank = this.banks.get(bankId);
    bank?.vain.push({ ...pulses, atMs: bank.scene.world.nowMs });
  }

  onSaid(bankId: string, message: WireMessage): void {
    if (message['type'] === 'sensor-scan') this.banks.get(bankId)?.truth.scanned(message);
  }

  originOf(incident: Incident): Origin {
    const bank = this.banks.get(incident.place.bankId);
    if (!bank) return {};
    const { scene, fate, vain, strayed, taken, changed } = bank;
    return originOf(incident, {
      history: scene.place.bank.hardware.history,
      seeded: fate.seeded,
      vain,
      strayed,
      taken,
      changed,
    });
  }

  /** What was drawn for the fault behind it, and for who was asked. */
  drawsFor(incident: Incident, { of }: Origin): Draw[] {
    const { attendants } = this.banks.get(incident.place.bankId) ?? {};
    const ofFault = isFaultCase(of) ? drawsOf(of) : [];
    return [...ofFault, ...(attendants?.drawsFor(incidentIdOf(incident)) ?? [])];
  }

  summary(): Pick<Played, 'differences' | 'visits' | 'struck'> {
    const all = [...this.banks.values()];
    const struck: Played['struck'] = {};
    for (const { fate } of all) {
      for (const [name, count] of Object.entries(fate.struck)) add(struck, name as RateName, count);
      for (const { name } of fate.seeded) add(struck, name, 1);
    }
    const visits = all.reduce((sum, { attendants }) => sum + attendants.visits, 0);
    return { differences: all.flatMap(({ truth }) => truth.differences), visits, struck };
  }

  private at({ place }: Scene): Watched | undefined {
    return this.banks.get(place.bankId);
  }
}

const add = (counts: Played['struck'], name: RateName, count: number): void =>
  void (counts[name] = (counts[name] ?? 0) + count);

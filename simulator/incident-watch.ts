import type { IncidentCommit } from '../app/ports.js';
import { situationOf } from '../domain/exceptions/index.js';
import { incidentIdOf } from '../domain/ids.js';
import { isOpen, type Incident } from '../domain/incident/incident.js';
import { incidentTimerName } from '../domain/timers.js';
import type { Violate } from './violation.js';
import type { Store } from './witness.js';

/** What must hold of incidents: after each commit, and in the end. */
export class IncidentWatch {
  private readonly store: Store;
  private readonly violate: Violate;
  /** Of each slot, the one that is open. */
  private readonly openIn = new Map<string, number>();
  raised = 0;

  constructor(store: Store, violate: Violate) {
    this.store = store;
    this.violate = violate;
  }

  committed({ incident, version }: IncidentCommit): void {
    const { slot, n } = incident;
    if (version === 0 && n > 0) this.raised += 1;
    const other = this.openIn.get(slot);
    if (!isOpen(incident)) {
      if (other === n) this.openIn.delete(slot);
      return;
    }
    if (other !== undefined && other !== n) {
      this.violate(
        'one open incident a cause and place',
        `${incidentIdOf(incident)} beside ${other}, ${incident.cause}`,
      );
    }
    this.openIn.set(slot, n);
  }

  /** Nothing is in flight: every open incident has its timer, or waits for a person, or for its cause to be over. */
  checkAtRest(isPending: (timer: string) => boolean): void {
    for (const { incident, owed } of this.store.incidents.all()) {
      const where = `${incidentIdOf(incident)} ${incident.cause} ${incident.state}`;
      const names = Object.values(owed).map(({ effect }) => effect.kind);
      if (names.length > 0) this.violate('an incident owes nothing in the end', `${where}: ${names.join(', ')}`);
      if (!waits(incident, isPending)) this.violate('an open incident waits for something', where);
    }
  }
}

function waits(incident: Incident, isPending: (timer: string) => boolean): boolean {
  const { state, position, timer, cause } = incident;
  if (!isOpen(incident) || state === 'dispatched') return true;
  const steps = situationOf(cause).playbook?.steps.length ?? 0;
  return position.step >= steps || isPending(incidentTimerName(incidentIdOf(incident), timer.n));
}

import type { Delivery } from '../adapters/memory/index.js';
import type { DoorCommit } from '../app/ports.js';
import type { Violate } from './violation.js';

export type Role = 'resident' | 'courier' | 'manager';

/** Whom each message is for. Written a second time here on purpose, beside the product's own table. */
const whoseIs: Record<Delivery['kind'], Role> = {
  'parcel-stored': 'resident',
  'parcel-may-wait': 'resident',
  'code-reissued': 'resident',
  'parcel-moved': 'resident',
  'parcel-left-behind': 'resident',
  'deposit-found-empty': 'courier',
  reminder: 'resident',
  'parcel-overdue': 'resident',
  'resident-unreachable': 'manager',
  'parcel-returned': 'resident',
  'parcel-reassigned': 'resident',
  'space-needed': 'resident',
  'door-trouble': 'resident',
  'door-needs-you': 'courier',
  'parcel-not-seen': 'resident',
  'something-left': 'resident',
  'deposit-unclear': 'courier',
  'delivery-unclear': 'resident',
  'door-left-open': 'resident',
};

export interface RecipientsOptions {
  violate: Violate;
  /** Every address that this person was ever to be reached by; of a manager the id says nothing. */
  addressesOf(siteId: string, role: Role, id: string): readonly string[];
}

/** Whether what reaches a person was for them. */
export class Recipients {
  private readonly options: RecipientsOptions;
  private readonly people = new Map<string, { siteId: string; resident: string; courier: string }>();
  /** Whose it was before, by the event that made it another's. */
  private readonly former = new Map<string, string>();

  constructor(options: RecipientsOptions) {
    this.options = options;
  }

  committed({ door: { siteId, stay }, entry: { custody, events } }: DoorCommit): void {
    for (const event of events)
      if (event.type === 'parcel-reassigned') this.former.set(`${custody.chain}#${custody.n}`, event.fromResidentId);
    if (stay) this.people.set(stay.id, { siteId, resident: stay.residentId, courier: stay.courierId });
  }

  told({ eventId, kind, to }: Delivery): void {
    const people = this.people.get(eventId.split('#')[0] ?? '');
    if (!people) return;
    const role = whoseIs[kind];
    const former = kind === 'parcel-reassigned' ? this.former.get(eventId) : undefined;
    const own = this.options.addressesOf(people.siteId, role, former ?? (role === 'manager' ? '' : people[role]));
    if (own.includes(to)) return;
    this.options.violate('a message reaches whom it is for', `${kind} of ${eventId} for the ${role} went to ${to}`);
  }
}

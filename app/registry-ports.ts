import type { BankId, CompartmentId, CourierId, ResidentId, SiteId } from '../domain/ids.js';
import type { Size } from '../domain/inputs.js';
import type { Bank, Courier, Page, PageOf, Resident, Site } from './ports.js';

/**
 * What the admin API keeps of who and what there is: a row is an item of its own, with a version. The directory reads the
 * same rows while parcels move; here they are made, changed and listed. Reads by key are consistent, lists are not.
 */
export interface Registry {
  sites: Rows<SiteRow, { siteId: SiteId }> & { list(page: PageOf): Promise<Page<SiteRow>> };
  members: Rows<MemberRow, { siteId: SiteId; subject: string }> & {
    list(siteId: SiteId, page: PageOf): Promise<Page<MemberRow>>;
    /** The sites of one person or client. */
    ofSubject(subject: string, page: PageOf): Promise<Page<MemberRow>>;
    /** `false`: somebody else changed it meanwhile. */
    remove(row: MemberRow): Promise<boolean>;
  };
  banks: Rows<BankRow, { bankId: BankId }> & InSite<BankRow>;
  residents: Rows<ResidentRow, { siteId: SiteId; residentId: ResidentId }> &
    InSite<ResidentRow> & {
      /** Takes everything from the row but whose it was. `false`: somebody else changed it meanwhile. */
      erase(row: ResidentRow): Promise<boolean>;
    };
  couriers: Rows<CourierRow, { siteId: SiteId; courierId: CourierId }> & InSite<CourierRow>;
  /** Courier codes: only the look-up key of one is kept. True: it is this courier's, also if it was before. */
  claimCourierCode(
    lookupKey: string,
    courier: { siteId: SiteId; courierId: CourierId },
    expiresAtMs: number,
  ): Promise<boolean>;
}

export interface Rows<Row, Key> {
  /** Consistent. */
  read(key: Key): Promise<Row | undefined>;
  /** `false`: a row with this key exists. */
  create(row: Row): Promise<boolean>;
  /** Writes the row whole, as version + 1, if its version is the one that was read. `false`: it is not. */
  replace(row: Row): Promise<boolean>;
}

export interface InSite<Row> {
  /** In the order of their ids; eventually consistent. */
  list(siteId: SiteId, page: PageOf): Promise<Page<Row>>;
}

export interface Kept {
  /** From 1. */
  version: number;
  createdAtMs: number;
  /** SHA-256 of the request that made it: the same request again is once, another is a conflict. */
  madeFrom: string;
}

export type SiteRow = Site & Kept;
export type ResidentRow = Resident & Kept;
export type CourierRow = Courier & Kept;

/** Roles that a site gives. Operators are a group of the user pool, and of all sites. */
export const siteRoles = ['manager', 'technician', 'viewer', 'integration'] as const;
export type SiteRole = (typeof siteRoles)[number];

export interface MemberRow extends Kept {
  siteId: SiteId;
  /** A token's `sub`, or the client id of an integration. */
  subject: string;
  role: SiteRole;
  /** Since when they have it without a break: another one between begins anew. Unix milliseconds. */
  roleSinceMs: number;
}

export interface BankDoor {
  compartmentId: CompartmentId;
  size: Size;
  /** Within reach of a person who sits. */
  accessible: boolean;
}

export interface BankRow extends Bank, Kept {
  doors: BankDoor[];
  /** The cycle each door's controller counts on from. */
  doorCycles: Record<string, number>;
  /** Set once the bank's certificate exists. A row without it is an enrolment that has not ended, and may be made anew. */
  certificate?: { arn: string; pem: string } | undefined;
  /** The last replacement of its controller: the request that it was, and the certificate that it retires. */
  replacement?: { madeFrom: string; retiredArn: string } | undefined;
  /** Controllers that were replaced: none comes back under its old name. */
  retiredControllers?: string[] | undefined;
  /** What people did to it, the latest last. */
  deeds?: BankDeed[] | undefined;
}

export const bankDeeds = ['retirement-begun', 'retired', 'reinstated', 'controller-replaced'] as const;

export interface BankDeed {
  what: (typeof bankDeeds)[number];
  /** The token's subject. */
  by: string;
  /** Where one is asked for. */
  reason?: string | undefined;
  atMs: number;
}

/** What makes a bank a member of the fleet. Every step is safe to repeat, but `certify`, which makes a new certificate each time. */
export interface Enrolment {
  /** What is wrong with a certificate signing request, or undefined: readable, signed by its own key, a key that IoT Core takes. */
  checkRequest(csrPem: string): Promise<string | undefined>;
  /** `taken`: a thing of that name exists that is not this bank. */
  createThing(bank: Pick<BankRow, 'id' | 'siteId' | 'controllerId'>): Promise<'created' | 'taken'>;
  certify(csrPem: string): Promise<{ arn: string; pem: string }>;
  /** Hangs the device policy on the certificate and the certificate on the thing. */
  attach(bankId: BankId, certificateArn: string): Promise<void>;
  /** Takes policy and thing from a certificate and revokes it: AWS ends its connections within minutes. */
  retire(bankId: BankId, certificateArn: string): Promise<void>;
  /** Where banks connect, and the rules they publish through. */
  connection(): Promise<{ endpoint: string; port: number; rules: RuleNames }>;
}

export interface RuleNames {
  access: string;
  door: string;
  health: string;
  result: string;
}

/** One SNS topic a resident or manager, whose one subscription is their email address. Subscribing twice asks them twice. */
export interface EmailTopics {
  /** Makes the topic and asks the address to confirm; answers the topic's ARN. */
  subscribe(of: ResidentId | SiteId, email: string): Promise<string>;
  /** Deletes a topic with its subscription. One that is gone is gone. */
  remove(topicArn: string): Promise<void>;
}

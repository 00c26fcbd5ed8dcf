/** Where a parcel is, as the people who carry it know: none of it comes from the system. */
export type Fate =
  /** Nobody has brought it yet, or nobody got a door for it. */
  | 'outside'
  /** The door was closed on nothing, and the courier went. */
  | 'never-put-in'
  /** It lies behind a closed door. */
  | 'inside'
  | 'taken';

export interface SoakParcel {
  readonly id: string;
  readonly unit: string;
  /** One resident, one number and one parcel: what was told can be counted exactly. */
  readonly phone: string;
  residentId: string;
  readonly trackingNumber: string | undefined;
  fate: Fate;
  bankId?: string;
  compartmentId?: string;
}

export type Counts = Record<string, number>;

/** What the load did and met, by name: shown at the end, and no more than that. */
export class Ledger {
  public readonly parcels: SoakParcel[] = [];
  public readonly counts: Counts = {};
  /** Doors, `bank/compartment`, that clicked or were granted with nobody there to pull: they may be kept from use. */
  public readonly unattended = new Set<string>();
  /** When the system was killed, Unix milliseconds. */
  public readonly outages: { readonly downAtMs: number }[] = [];

  public count(what: string): void {
    this.add(what, 1);
  }

  public add(what: string, times: number): void {
    this.counts[what] = (this.counts[what] ?? 0) + times;
  }

  public with(...fates: Fate[]): SoakParcel[] {
    return this.parcels.filter(({ fate }) => fates.includes(fate));
  }
}

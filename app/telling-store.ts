import type { StayId } from '../domain/ids.js';
import type { Told } from './records.js';

/** What somebody was told because of an incident at the door of their parcel: of no commit of that door, so in no custody row. */
export interface Telling {
  stayId: StayId;
  /** Its natural key: the incident's effect. */
  eventId: string;
  atMs: number;
  told: Told[];
}

export interface TellingStore {
  /** The same event again, told anew, takes the place of the one before. */
  note(telling: Telling): Promise<void>;
  /** Of a stay, in the order of their keys. Eventually consistent. */
  read(stayId: StayId): Promise<Telling[]>;
}

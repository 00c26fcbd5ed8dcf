import type { DoorSensors } from '../domain/audit/door-sensors.js';
import type { BankId, DoorKey } from '../domain/ids.js';

/** What is known of each door's sensors, one item a door. A door that was never looked at has none, at version 0. */
export interface SensorStore {
  /** Of one door. Consistent. */
  load(key: DoorKey): Promise<LoadedSensors | undefined>;
  /** Of every door of a bank that has been looked at. Consistent. */
  list(bankId: BankId): Promise<LoadedSensors[]>;
  /** Writes it whole, as version + 1, if its version is the one that was read. `false`: it is not. */
  commit(loaded: LoadedSensors): Promise<boolean>;
}
export interface LoadedSensors {
  door: DoorSensors;
  version: number;
}

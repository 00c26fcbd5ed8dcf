import type { Scene } from './scene.js';
import type { CycleTruth, InVain, WireMessage } from './virtual-bank.js';

/**
 * Who looks after the banks of a story, and what befalls them beside the mishaps. Without hosts a story is a storm: what
 * breaks is mended after some days whether anybody asked for it or not, and a manager looks into every door that is held.
 */
export interface Hosts {
  /** Between two heartbeats of a bank. Whoever has hosts has presence too: the broker says when a bank comes or goes. */
  readonly heartbeatSeconds: number;
  /** The town stands. */
  begin(scenes: readonly Scene[]): void;
  /** A day of a site begins: with couriers, or at rest, when nothing new befalls anybody. */
  planDay(scene: Scene, midnightMs: number, day: { isRest: boolean }): void;
  /** Somebody steps up to a door. */
  atDoor(scene: Scene, compartmentId: string): void;
  /** A courier has put a parcel into this door, which was not the one that was opened for it. */
  wentElsewhere(scene: Scene, compartmentId: string): void;
  /** May the manager open this held door on the daily round? */
  mayLook(scene: Scene, compartmentId: string): boolean;
  /** A door was opened and shut: what lay inside before and after. */
  cycled(bankId: string, cycle: CycleTruth): void;
  /** A lock has pulsed in vain. */
  pulsedInVain(bankId: string, pulses: InVain): void;
  /** A bank says something; not all of it arrives. */
  onSaid(bankId: string, message: WireMessage): void;
}

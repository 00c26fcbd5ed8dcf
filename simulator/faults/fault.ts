import type { Cause } from '../../domain/exceptions/cause.js';
import type { Profile, SensorKind } from '../../domain/sensing/profiles/index.js';
import type { WireWindow } from '../bank-json.js';
import type { Random } from '../random.js';

/** What may be tried from afar against a fault of the hardware; recalibration is no cure, but a new zero, and not here. */
export type RemoteCure = 'restart-sensor' | 'pulse-lock' | 'long-pulse' | 'restart-lock-rail' | 'restart-controller';

/** How often something happens: a number of times a year and door, a year and bank, or a share of openings. */
export interface Rate {
  readonly value: number;
  readonly per: 'door-year' | 'bank-year' | 'opening';
  /** Where the figure is from, or the word assumption. */
  readonly basis: string;
}

/** What is known of every fault: data only. */
export interface FaultFacts {
  readonly name: string;
  /** What the catalogue of exceptions calls it. */
  readonly cause: Cause;
  readonly rate: Rate;
  /** The share of its cases that a command cures, at its first go or never. What is not named does nothing; what is left is for a visit. */
  readonly cures: Readonly<Partial<Record<RemoteCure, number>>>;
  readonly curesBasis: string;
  /** It is gone by itself after so long, drawn evenly between these; without it, it stays. Milliseconds. */
  readonly passesAfterMs?: readonly [least: number, most: number];
}

/** One case of a fault, as it was drawn when it began. */
export interface Case {
  readonly sinceMs: number;
  /** How bad it is, in [0, 1). */
  readonly severity: number;
  readonly sign: 1 | -1;
  /** Of this case alone, so that no fault shifts the draws of anything else. */
  readonly random: Random;
}

export interface SensorMoment extends Case {
  readonly profile: Profile;
  readonly nowMs: number;
  readonly temperatureC: number;
  /** What the sensor said when the fault began. */
  readonly first: WireWindow | undefined;
}

/** A sensor that no longer says what is so. */
export interface SensorFault extends FaultFacts {
  readonly of: 'sensor';
  /** The kinds of sensor that it may befall. */
  readonly befalls: readonly SensorKind[];
  /** The window that is sent in place of the sound one; undefined: none. */
  show(window: WireWindow, at: SensorMoment): WireWindow | undefined;
}

export interface DoorMoment extends Case {
  readonly nowMs: number;
}

/** A lock, latch or door switch that no longer does what it should. What a fault does not name is sound. */
export interface DoorFault extends FaultFacts {
  readonly of: 'door';
  /** Does the lock let go at this pulse when somebody pulls? `luck` is drawn once a pulse, in [0, 1). */
  letsGo?(at: DoorMoment, luck: number): boolean;
  /** So much longer from the pulse to the open door, milliseconds. */
  slowerByMs?(at: DoorMoment): number;
  /** Pushed shut, the door springs open again after so long, milliseconds; undefined: it holds. */
  springsOpenAfterMs?(at: DoorMoment): number | undefined;
  /** What the switch says of a door that is open, or is not. */
  switchSays?(isOpen: boolean, at: DoorMoment): boolean;
  /** When the switch may next change though nobody moves the door, from now, milliseconds. */
  switchChangesInMs?(at: DoorMoment): number;
}

/** Wires in the wrong terminals: of two doors, each has what belongs to the other. */
export interface WiringFault extends FaultFacts {
  readonly of: 'wiring';
  readonly swaps: 'sensors' | 'lock';
}

/** What a fault of the bank as a whole may do to it. */
export interface BankAtFault {
  readonly compartmentIds: readonly string[];
  readonly isOnline: boolean;
  firmware: string;
  unplug(): void;
  plug(): void;
  reboot(reason: string): void;
  runOn(source: 'mains' | 'battery', batteryPercent?: number): void;
  readonly clock: { aheadMs: number };
  readonly hardware: { moveZeros(changes: number): void };
  /** The door opens though nothing was commanded. */
  openByForce(compartmentId: string): void;
}

export interface BankMoment extends Case {
  readonly nowMs: number;
  /** Runs later, whatever becomes of the controller, and only if this case is not over by then. */
  after(ms: number, run: () => void): void;
  /** It is over by itself. */
  end(): void;
}

/** Network, power, clock or firmware of a bank. */
export interface BankFault extends FaultFacts {
  readonly of: 'bank';
  /** What happens from its beginning on. */
  begin?(bank: BankAtFault, at: BankMoment): void;
  /** What happens at each pulse of a lock, and at each start of the controller. */
  atPulse?(bank: BankAtFault, at: BankMoment): void;
  atBoot?(bank: BankAtFault, at: BankMoment): void;
  /** A cure or a visit has ended it. */
  mended?(bank: BankAtFault): void;
}

/** The word for figures that no source gives. They are far from certain, and the fleet's report varies each of them. */
export const assumption = 'assumption';

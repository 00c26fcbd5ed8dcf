import type { Size } from '../../../../domain/inputs.js';
import type { DoorPlotWords } from '../door-plot.js';
import type { PageWords } from '../page-words.js';

/** What an advice on one size rests on. */
export interface Reason {
  parcels: number;
  perDay: number;
  dwellMs: number;
  /** At once. */
  load: number;
}

type Of<Count extends number, Words extends string[] = []> = Words['length'] extends Count
  ? Readonly<Words>
  : Of<Count, [...Words, string]>;

/** All that the page of the capacity report says, in one language: one file each. */
export interface CapacityWords extends PageWords {
  first: {
    stored(doors: number): string;
    rate: string;
    half: string;
    neverFull: string;
    longestFull(size: Size, bankId: string): string;
    overdue: string;
  };
  change: {
    heading: string;
    tooLittle: string;
    enough(bankId: string): string;
    add(bankId: string, doors: number, size: Size): string;
    spare(bankId: string, doors: number, size: Size): string;
    why(of: Reason): string;
    spareBecause(needed: number, doors: number): string;
    noSuchDoor(needed: number, most: string): string;
    full(of: { doors: number; share: string; needed: number; most: string }): string;
    inLarger(parcels: number): string;
  };
  days: {
    heading: string;
    none: string;
    stored: { title: string; label: string };
    taken: { title: string; label: string };
    day: string;
    allDoors(doors: number): string;
  };
  sizes: {
    heading: string;
    noBank: string;
    noDoors: string;
    doors(doors: number, outOfUse: number): string;
    nothingStored: string;
    stored(parcels: number): string;
    perDoorAndDay(rate: string): string;
    /** What doors there are, and what was stored in them. */
    both(doors: string, stored: string): string;
    plotTitle(bankId: string): string;
    plot: DoorPlotWords;
    size(size: Size): string;
    all: string;
    /** Size, doors, parcels, in larger doors, taken on average, most at once, all taken for, share of time, its forecast, doors needed. */
    columns: Of<10>;
  };
  dwell: {
    heading: string;
    none: string;
    onlyLying(parcels: number): string;
    ended(of: { ended: number; lying: number; mean: string }): string;
    endsUnknown(parcels: number): string;
    plot: { title: string; yLabel: string; xLabel: string; andMore(hours: string): string };
    columns: Of<2>;
    notKnown: string;
  };
  cleanOut: {
    heading: string;
    none: string;
    overdue(parcels: number): string;
    notShown(parcels: number): string;
    /** Bank, door, size, parcel, stored, lies for. */
    columns: Of<6>;
  };
  method: { heading: string; paragraphs(fullShareMax: string): readonly string[] };
}

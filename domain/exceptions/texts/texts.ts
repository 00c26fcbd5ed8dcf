import type { Cause } from '../cause.js';
import type { Item } from '../item.js';
import type { Titles } from '../titles/titles.js';

/*
 * What the catalogue tells people at length. It is long, and hot functions need none of it: only the route that serves the
 * catalogue and the test that writes docs/exceptions.md may import these texts. Alerts take theirs from `titles/`.
 */

/** A row in full sentences. */
export interface SituationTexts {
  /** What has happened. */
  readonly meaning: string;
  /** How it is seen; where no software sees it, why not. */
  readonly seen: string;
  /** What the system does by itself. */
  readonly system: string;
  /** What a person does, and when somebody goes. */
  readonly person: string;
}

/** The texts of one section: a row without its own does not compile. */
export type SectionTexts<Rows> = Readonly<Record<keyof Rows, SituationTexts>>;

/** One language, whole: a cause or an item without its words does not compile. */
export interface CatalogueTexts {
  readonly titles: Titles;
  readonly situations: Readonly<Record<Cause, SituationTexts>>;
  /** What to bring, each as part of a list. */
  readonly items: Readonly<Record<Item, string>>;
}

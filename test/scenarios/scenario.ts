import type { Cause } from '../../domain/exceptions/cause.js';
import type { Setting, Town } from './town.js';

export interface Scenario {
  cause: Cause;
  /** What happens, and what the system makes of it. */
  sentence: string;
  setting: Setting;
  play: (town: Town) => Promise<void>;
  /** Something like it happens, of which no incident of this cause may come. */
  isLookalike: boolean;
}

/** Every scenario, in the order of the catalogue's sections. */
export const scenarios: Scenario[] = [];

type Play = Scenario['play'];

/** A row of the catalogue happens: what is found, tried and told, and how it ends. */
export const scenario = (cause: Cause, sentence: string, play: Play, setting: Setting = {}): void =>
  void scenarios.push({ cause, sentence, play, setting, isLookalike: false });

/** What looks like it and is not: it raises nothing of this cause. */
export const lookalike = (cause: Cause, sentence: string, play: Play, setting: Setting = {}): void =>
  void scenarios.push({ cause, sentence, play, setting, isLookalike: true });

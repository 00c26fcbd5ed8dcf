import type { Cause } from '../cause.js';

/** One language, whole: a cause without its title does not compile. */
export type Titles = Readonly<Record<Cause, string>>;

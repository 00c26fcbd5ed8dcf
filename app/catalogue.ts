import type { Cause } from '../domain/exceptions/cause.js';
import type { Situation } from '../domain/exceptions/situation.js';
import { once } from '../domain/once.js';

/** Loaded when it is first asked for, and kept: see raise.ts. */
export const loadCatalogue = once(() => import('../domain/exceptions/index.js'));

/** The catalogue's row of a cause. */
export const situationAt = async (cause: Cause): Promise<Situation> => (await loadCatalogue()).situationOf(cause);

import { loadCatalogue } from '../app/catalogue.js';
import { loadIncidents } from '../app/raise.js';
import { loadTexts } from '../app/texts.js';

/** What functions load when they first need it: in the middle of a story that would take time of its own, and disturb its order. */
export async function loadAll(): Promise<void> {
  await Promise.all([loadTexts(), loadIncidents(), loadCatalogue()]);
}

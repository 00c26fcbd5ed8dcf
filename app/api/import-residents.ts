import type { SiteId } from '../../domain/ids.js';
import type { Digest } from '../ports.js';
import type { EmailTopics, Registry } from '../registry-ports.js';
import { createResident, type NewResident } from './residents.js';

export interface ImportedLine {
  /** In the file, from 1. */
  line: number;
  request: NewResident;
}

interface Asked {
  siteId: SiteId;
  lines: readonly ImportedLine[];
  nowMs: number;
}

export interface Imported {
  created: number;
  /** They were there, made from the same line. */
  unchanged: number;
  /** Of these, a resident of the same name and unit was imported before, with something else about them. */
  differing: number[];
}

/** So many at once: a file of some hundred lines takes seconds, and SNS is not asked more than it lets through. */
const atOnce = 10;

/**
 * Creates a resident for each line. Who lives where under which name is one resident, however often the file comes: what
 * failed half-way is made whole by the same file again.
 */
export async function importResidents(
  ports: { registry: Registry; digest: Digest; emailTopics: EmailTopics },
  { siteId, lines, nowMs }: Asked,
): Promise<Imported> {
  const imported: Imported = { created: 0, unchanged: 0, differing: [] };
  for (let from = 0; from < lines.length; from += atOnce) {
    const some = lines.slice(from, from + atOnce);
    const made = await Promise.all(
      some.map(({ request }) => createResident(ports, { siteId, key: keyOf(request), request, nowMs })),
    );
    made.forEach((one, i) => {
      if ('refusal' in one) imported.differing.push(some[i]!.line);
      else if (one.isNew) imported.created += 1;
      else imported.unchanged += 1;
    });
  }
  return imported;
}

/** Who a line is about, whatever else it says. */
export const keyOf = ({ unit, name }: NewResident): string => JSON.stringify(['import', unit, name]);

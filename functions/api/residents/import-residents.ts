import { importResidents as create } from '../../../app/api/import-residents.js';
import { answer, operation } from '../operation.js';
import { residentImport, residentsImported } from './schemas.js';

const mistakesShown = 100;

/** The reader of files is loaded when a file comes: nothing else waits for it. */
export const importResidents = operation({
  summary:
    'Creates residents from a CSV file, at most 300 at a time: all of its lines, or none while one is wrong. As long as dryRun is not false, it only looks.',
  body: residentImport,
  answers: { 200: residentsImported },
  async handle(ports, { site, body: { csv, dryRun = true }, times }) {
    const { residentLines } = await import('./resident-lines.js');
    const { lines, mistakes } = residentLines(csv);
    const looked = { lines: lines.length, mistakes: mistakes.slice(0, mistakesShown), mistakesInAll: mistakes.length };
    const isRefused = mistakes.length > 0;
    if (dryRun || isRefused)
      return answer(200, { ...looked, outcome: isRefused ? 'refused' : 'looked', created: 0, unchanged: 0 });
    const { created, unchanged, differing } = await create(ports, { siteId: site.id, lines, nowMs: times.nowMs });
    const message = 'was imported before with something else: change this resident instead';
    const left = differing.map((line) => ({ line, message }));
    const counts = { created, unchanged, mistakes: left.slice(0, mistakesShown), mistakesInAll: left.length };
    return answer(200, { ...looked, outcome: 'imported', ...counts });
  },
});

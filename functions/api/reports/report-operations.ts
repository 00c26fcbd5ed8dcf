import { answer, reading } from '../operation.js';
import { periodOf } from './period.js';
import { operationsReport, operationsQuery } from './schemas.js';

/** Loaded when somebody asks for them: the catalogue comes with the first. */
const load = () => import('../../../app/api/report-operations.js');
const table = () => import('./operations-table.js');
/** Of the page, in the language of the site unless another is asked for. */
const page = () => Promise.all([import('./operations-page.js'), import('./operations-words/index.js')]);

export const reportOperations = reading({
  summary:
    'What happened at a site in a period of 92 days at most: deposits, incidents by cause with how many were mended from afar, alarms against ' +
    'their budget, and the minutes of staff that were saved, with what that rests on. As JSON, as a table (format=csv), or as a page to show and print (format=html), in the language of the site unless another is asked for.',
  query: operationsQuery,
  answers: { 200: operationsReport },
  alsoAs: ['text/csv', 'text/html'],
  async handle(ports, { site, query, times: { nowMs } }) {
    const period = periodOf(query, nowMs);
    if ('problem' in period) return period;
    const report = await (await load()).reportOperations(ports, site, period);
    if (query.format === 'csv') return { status: 200, content: (await table()).operationsTable(report) };
    if (query.format !== 'html') return answer(200, { siteId: site.id, ...report });
    const [{ operationsPage }, { operationsWords }] = await page();
    const words = await operationsWords[query.language ?? site.language]();
    return { status: 200, content: operationsPage(report, site, nowMs, words) };
  },
});

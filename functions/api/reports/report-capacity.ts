import { answer, reading } from '../operation.js';
import { capacityQuery, capacityReport } from './capacity-schemas.js';
import { periodOf } from './period.js';

/** Loaded when somebody asks for them. */
const load = () => import('../../../app/api/report-capacity.js');
const table = () => import('./capacity-table.js');
/** Of the page, in the language of the site unless another is asked for. */
const page = () => Promise.all([import('./capacity-page.js'), import('./capacity-words/index.js')]);

/** One per cent: a courier in a hundred who finds no door. */
const fullShareDefault = 0.01;

export const reportCapacity = reading({
  summary:
    'How well the doors of a site serve its parcels in a period of 92 days at most: turnover, how long parcels lie, minutes in which every door of a size was taken, what the same demand ' +
    'would do from here on and how many doors it asks for, and which overdue parcels are worth taking away. As JSON, as a table (format=csv), or as a page to show and print (format=html), in the language of the site unless another is asked for.',
  query: capacityQuery,
  answers: { 200: capacityReport },
  alsoAs: ['text/csv', 'text/html'],
  async handle(ports, { site, query, times: { nowMs } }) {
    const period = periodOf(query, nowMs);
    if ('problem' in period) return period;
    const { fullShareMax = fullShareDefault } = query;
    const report = await (await load()).reportCapacity(ports, site, { period, nowMs, fullShareMax });
    if (query.format === 'csv') return { status: 200, content: (await table()).capacityTable(report, site) };
    if (query.format !== 'html') return answer(200, { siteId: site.id, ...report });
    const [{ capacityPage }, { capacityWords }] = await page();
    const words = await capacityWords[query.language ?? site.language]();
    return { status: 200, content: capacityPage(report, site, nowMs, words) };
  },
});

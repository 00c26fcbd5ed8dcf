import { reportCapacity as capacityOf } from '../../../app/api/report-capacity.js';
import { answer, reading } from '../operation.js';
import { capacityQuery, capacityReport } from './capacity-schemas.js';
import { periodOf } from './period.js';

/** One per cent: a courier in a hundred who finds no door. */
const fullShareDefault = 0.01;

export const reportCapacity = reading({
  summary:
    'How well the doors of a site serve its parcels in a period of 92 days at most: turnover, how long parcels lie, minutes in which every door of a size was taken, what the same demand ' +
    'would do from here on and how many doors it asks for, and which overdue parcels are worth taking away.',
  query: capacityQuery,
  answers: { 200: capacityReport },
  async handle(ports, { site, query, times: { nowMs } }) {
    const period = periodOf(query, nowMs);
    if ('problem' in period) return period;
    const { fullShareMax = fullShareDefault } = query;
    const report = await capacityOf(ports, site, { period, nowMs, fullShareMax });
    return answer(200, { siteId: site.id, ...report });
  },
});

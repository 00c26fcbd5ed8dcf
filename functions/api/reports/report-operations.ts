import { answer, operation } from '../operation.js';
import { periodOf } from './period.js';
import { operationsReport, periodQuery } from './schemas.js';

/** The catalogue comes with it: loaded when somebody asks for a report. */
const load = () => import('../../../app/api/report-operations.js');

export const reportOperations = operation({
  summary:
    'What happened at a site in a period of 92 days at most: deposits, incidents by cause with how many were mended from afar, alarms against ' +
    'their budget, and the minutes of staff that were saved, with what that rests on.',
  query: periodQuery,
  answers: { 200: operationsReport },
  async handle(ports, { site, query, times }) {
    const period = periodOf(query, times.nowMs);
    if ('problem' in period) return period;
    const report = await (await load()).reportOperations(ports, site.id, period);
    return answer(200, { siteId: site.id, ...report });
  },
});

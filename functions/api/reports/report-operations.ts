import { reportOperations as operationsOf } from '../../../app/api/report-operations.js';
import { answer, reading } from '../operation.js';
import { periodOf } from './period.js';
import { operationsReport, periodQuery } from './schemas.js';

export const reportOperations = reading({
  summary:
    'What happened at a site in a period of 92 days at most: deposits, incidents by cause with how many were mended from afar, alarms against ' +
    'their budget, and the minutes of staff that were saved, with what that rests on.',
  query: periodQuery,
  answers: { 200: operationsReport },
  async handle(ports, { site, query, times }) {
    const period = periodOf(query, times.nowMs);
    if ('problem' in period) return period;
    const report = await operationsOf(ports, site, period);
    return answer(200, { siteId: site.id, ...report });
  },
});

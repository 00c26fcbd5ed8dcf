import { pageAsked, sealedPage } from '../cursor.js';
import { answer, reading } from '../operation.js';
import { problem } from '../problems.js';
import { sensorsQuery, sensorsReport } from './schemas.js';

/** The detectors come with it: loaded when somebody asks for a report. */
const load = () => import('../../../app/api/report-sensors.js');
/** A bank has up to some hundreds of sensors: few banks make a page. */
const banksDefault = 10;

export const reportSensors = reading({
  summary:
    'What is known of every sensor of a site, bank by bank, the most doubtful first: its score, the faults that stand, and when it was last heard; and which doors say nothing because their wires may be exchanged, since when.',
  query: sensorsQuery,
  answers: { 200: sensorsReport },
  async handle(ports, { site, query }) {
    const list = `sensors:${site.id}`;
    const page = await pageAsked(ports.secrets, list, { limit: banksDefault, ...query });
    if (page === 'forged') return problem('invalid-cursor');
    const report = await (await load()).reportSensors(ports, site, page);
    return answer(200, await sealedPage(ports.secrets, list, report, (bank) => bank));
  },
});

import { changeSite as change, withTopic } from '../../../app/api/sites.js';
import { answer, operation } from '../operation.js';
import { refused } from '../problems.js';
import { site as schema, siteChange, siteView } from './schemas.js';

export const changeSite = operation({
  summary: "Changes a site. What is left out stays. A manager's email address is asked by email to confirm.",
  body: siteChange,
  answers: { 200: schema },
  async handle(ports, { site, body }) {
    const { manager: given, ...said } = body;
    const manager = given === undefined ? {} : { manager: await withTopic(ports, site.id, given ?? undefined) };
    const changed = await change(ports.registry, site, (row) => ({ ...row, ...withoutGaps(said), ...manager }));
    return 'refusal' in changed ? refused(changed.refusal) : answer(200, siteView(changed));
  },
});

/** What was given; a field that is there and undefined would take away what it names. */
const withoutGaps = <Fields extends object>(fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Fields;

import { isStale } from '../../../app/api/if-match.js';
import { changeSite as change, withTopic } from '../../../app/api/sites.js';
import type { SiteRow } from '../../../app/registry-ports.js';
import { answer, operation } from '../operation.js';
import { problem, refused } from '../problems.js';
import { site as schema, siteChange, siteView } from './schemas.js';

export const changeSite = operation({
  summary: "Changes a site. What is left out stays. A manager's email address is asked by email to confirm.",
  body: siteChange,
  hasTag: true,
  heedsIfMatch: true,
  answers: { 200: schema },
  async handle(ports, { site, body, ifMatch }) {
    // Before anybody is asked by email to confirm.
    if (isStale(ifMatch, site)) return problem('changed-since-read');
    const { manager: given, ...said } = body;
    const manager = given === undefined ? {} : { manager: await withTopic(ports, site.id, given ?? undefined) };
    const changing = (row: SiteRow) => ({ ...row, ...withoutGaps(said), ...manager });
    const changed = await change(ports.registry, site, changing, ifMatch);
    return 'refusal' in changed ? refused(changed.refusal) : answer(200, siteView(changed), changed.version);
  },
});

/** What was given; a field that is there and undefined would take away what it names. */
const withoutGaps = <Fields extends object>(fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Fields;

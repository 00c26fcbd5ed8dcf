import { actOn } from '../../../app/api/act-on-incident.js';
import { incidentAt } from '../../../app/api/find-incidents.js';
import { situationAt } from '../../../app/catalogue.js';
import { commandView, newCommand, partsOf } from '../commands/schemas.js';
import { answer, operation } from '../operation.js';
import { problem, refused } from '../problems.js';
import { incidentWithCommand, wholeView } from './schemas.js';

export const actOnIncident = operation({
  summary:
    'Tries something from afar: a command to the bank of the incident, given as any other. The playbook waits ten minutes ' +
    'for it, and the answer stands in the timeline.',
  body: newCommand,
  needsKey: true,
  answers: { 200: incidentWithCommand },
  async handle(ports, { site, path, actor, role, key, times, requestId, body }) {
    const { incident } = (await incidentAt(ports.incidents, site.id, path['incidentId'] ?? '')) ?? {};
    const bank = incident && (await ports.registry.banks.read({ bankId: incident.place.bankId }));
    if (!incident || !bank) return problem('not-found');
    const mayOpenStay = role === 'operator' || role === 'manager';
    const acted = await actOn(ports, incident, {
      bank,
      site,
      actor,
      mayOpenStay,
      key,
      times,
      requestId,
      ...partsOf(body),
    });
    if ('refusal' in acted) return refused(acted.refusal);
    const view = wholeView(acted.incident, await situationAt(incident.cause));
    return answer(200, { ...view, command: commandView(acted.command, times.nowMs) });
  },
});

import { giveCommand as give } from '../../../app/api/give-command.js';
import { answer, operation } from '../operation.js';
import { refused } from '../problems.js';
import { command, commandView, newCommand, partsOf } from './schemas.js';

export const giveCommand = operation({
  summary:
    'Gives a bank a command: it is done once and in time, or not at all. Its answer is read where the command is. A ' +
    'compartment that holds a parcel is opened for operators and managers only.',
  body: newCommand,
  needsKey: true,
  answers: { 201: command, 200: command },
  async handle(ports, { bank, site, actor, role, key, times, requestId, body }) {
    const mayOpenStay = role === 'operator' || role === 'manager';
    const given = await give(ports, { bank, site, actor, mayOpenStay, key, times, requestId, ...partsOf(body) });
    if ('refusal' in given) {
      const detail = given.clearedAt === undefined ? {} : { detail: `they are cleared at bank ${given.clearedAt}` };
      return { ...refused(given.refusal), ...detail };
    }
    return answer(given.isNew ? 201 : 200, commandView(given.command, times.nowMs));
  },
});

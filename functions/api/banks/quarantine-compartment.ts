import { holdOrRelease } from '../../../app/api/hold-door.js';
import type { CompartmentId } from '../../../domain/ids.js';
import { answer, operation } from '../operation.js';
import { refused } from '../problems.js';
import { compartment, compartmentView, quarantine } from './compartment-schemas.js';

export const quarantineCompartment = operation({
  summary:
    'Keeps a compartment from use until it is released: it is given to no deposit. A parcel in it, and a visit that is ' +
    'running, go on as they would.',
  body: quarantine,
  needsKey: true,
  answers: { 200: compartment },
  async handle(ports, { bank, path, actor, role, key, times, requestId, body }) {
    const door = { bankId: bank.id, compartmentId: path['compartmentId'] as CompartmentId };
    const who = { actor, key, times, requestId };
    const held = await holdOrRelease(ports, { type: 'hold-door', door, ...who, reason: body.reason });
    return 'refusal' in held ? refused(held.refusal) : answer(200, compartmentView(held, role));
  },
});

import { describe, expect, it } from 'vitest';
import { requestOperations } from '../../../functions/api/request-operations.js';
import { routes } from '../../../functions/api/routes.js';
import { codeOf, makeHouse, operator, storedParcel, type House } from './world.js';

const dayMs = 24 * 3_600_000;

/** A request that is granted, and what else may come under its key: the thing that it is about, and the two bodies. */
type Keyed = (house: House) => Promise<{ path?: Record<string, string>; first: object; other: object }>;

const ofStored =
  (first: object, other: object): Keyed =>
  async (house) => ({ path: { parcelId: (await storedParcel(house)).parcelId }, first, other });
const atDoor = { bankId: 'bank-1', compartmentId: 'A02' };
const twoReasons = { first: { reason: 'r' }, other: { reason: 'another' } };

const resident = async ({ call, manager, path }: House, name: string) => {
  const body = { name, unit: '3A', phone: '+15550100009' };
  return String(
    (await call(manager, 'POST /v1/sites/{siteId}/residents', { path, body, key: name })).body['residentId'],
  );
};

const keyed: Record<string, Keyed> = {
  askOpenAll: async () => ({ path: { bankId: 'bank-1' }, ...twoReasons }),
  quarantineCompartment: async () => ({ path: atDoor, ...twoReasons }),
  releaseCompartment: async ({ call, path }) => {
    const route = 'POST /v1/banks/{bankId}/compartments/{compartmentId}/quarantine';
    await call(operator, route, { path: { ...path, ...atDoor }, body: { reason: 'r' }, key: 'held' });
    return { path: atDoor, first: { reason: 'r', isEmpty: true }, other: { reason: 'another', isEmpty: true } };
  },
  giveCommand: async () => ({
    path: { bankId: 'bank-1' },
    first: { type: 'sample', compartmentId: 'A02', reason: 'r' },
    other: { type: 'sample', compartmentId: 'A02', reason: 'another' },
  }),
  createCourier: async () => ({ first: { name: 'Dee' }, other: { name: 'Eve' } }),
  createResident: async () => ({
    first: { name: 'Bob', unit: '3A', phone: '+15550100009' },
    other: { name: 'Bob', unit: '3B', phone: '+15550100009' },
  }),
  reportIncident: async () => ({
    first: { cause: 'damaged-parcel', ...atDoor },
    other: { cause: 'damaged-parcel', ...atDoor, compartmentId: 'A01' },
  }),
  actOnIncident: async ({ call, path }) => {
    const body = { cause: 'damaged-parcel', ...atDoor };
    const raised = await call(operator, 'POST /v1/sites/{siteId}/incidents', { path, body, key: 'raised' });
    const act = { type: 'sample', compartmentId: 'A02' };
    return {
      path: { incidentId: String(raised.body['incidentId']) },
      first: { ...act, reason: 'r' },
      other: { ...act, reason: 'another' },
    };
  },
  cancelParcel: async ({ ask, call, manager, path, residentId }) => {
    const body = { trackingNumber: 'TN2', residentId };
    const { parcelId } = (await call(manager, 'POST /v1/sites/{siteId}/parcels', { path, body })).body;
    await ask('TN2');
    return { path: { parcelId: String(parcelId) }, ...twoReasons };
  },
  reissueCode: ofStored(twoReasons.first, twoReasons.other),
  returnParcel: ofStored(twoReasons.first, twoReasons.other),
  moveParcel: ofStored(twoReasons.first, twoReasons.other),
  overrideVerdict: ofStored({ finding: 'absent', reason: 'r' }, { finding: 'absent', reason: 'another' }),
  holdParcel: async (house) => {
    const untilMs = house.clock.now + dayMs;
    return ofStored({ untilMs, reason: 'r' }, { untilMs: untilMs + 1, reason: 'r' })(house);
  },
  extendParcel: async (house) => {
    const untilMs = house.clock.now + 5 * dayMs;
    return ofStored({ untilMs, reason: 'r' }, { untilMs, reason: 'another' })(house);
  },
  reassignParcel: async (house) => {
    const residentId = await resident(house, 'Bob');
    return ofStored({ residentId, reason: 'r' }, { residentId, reason: 'another' })(house);
  },
};

describe('an Idempotency-Key', () => {
  it('is tried here for every operation that needs one', () => {
    const needing = Object.entries(requestOperations).filter(([, operation]) => operation.needsKey);
    expect(Object.keys(keyed).sort()).toEqual(needing.map(([name]) => name).sort());
  });

  it.each(Object.entries(keyed))(
    'of %s that comes again is that request, and with another body a conflict',
    async (name, of) => {
      const house = await makeHouse();
      const { path, first, other } = await of(house);
      const row = routes.find(({ operation }) => operation === name)!;
      const sent = (body: object) =>
        house.call(operator, `${row.method} ${row.path}`, { path: { ...house.path, ...path }, body, key: 'the-key' });
      const made = await sent(first);
      expect(made.status).toBeLessThan(300);
      // A command may be sent again; under its own id it is obeyed once.
      const commands = () => new Set(house.bankLink.sent.map(({ command }) => command.commandId)).size;
      const heard = () => [commands(), house.people.delivered.length];
      const before = heard();
      const again = await sent(first);
      expect(again.status).toBeLessThan(300);
      expect(again.body).toEqual(made.body);
      const reply = await sent(other);
      expect([reply.status, codeOf(reply)]).toEqual([409, 'idempotency-key-reused']);
      expect(heard()).toEqual(before);
    },
  );
});

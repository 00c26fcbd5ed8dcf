import type { LoadedSensors, SensorStore } from '../../app/ports.js';
import type { DoorSensors } from '../../domain/audit/door-sensors.js';
import type { CompartmentId } from '../../domain/ids.js';
import type { Item, TableAccess } from './access.js';
import { beginsWith, equals, isAbsent, isAtVersion } from './expression.js';
import { bankIdOf, bankKey, keys, prefixes } from './table.js';

/** One small item a door, for each is written with every scan: under a kilobyte with two sensors, so a write is one unit. */
export function dynamoSensorStore(table: TableAccess): SensorStore {
  return {
    async load(key) {
      const item = await table.get(keys.sensors(key), { isConsistent: true });
      return item && loadedFrom(item);
    },
    async list(bankId) {
      const where = (x: Parameters<typeof equals>[0]) =>
        `${equals(x, 'pk', bankKey(bankId))} AND ${beginsWith(x, prefixes.sensors)}`;
      return (await table.queryAll({ where, isConsistent: true })).map(loadedFrom);
    },
    commit({ door: { bankId, compartmentId, ...fields }, version }) {
      const item = { ...keys.sensors({ bankId, compartmentId }), ...fields, version: version + 1 };
      return table.putIf(item, version === 0 ? isAbsent : isAtVersion(version));
    },
  };
}

function loadedFrom({ pk, sk, version, ...fields }: Item): LoadedSensors {
  const compartmentId = sk.slice(prefixes.sensors.length) as CompartmentId;
  return {
    door: { bankId: bankIdOf(pk), compartmentId, ...fields } as unknown as DoorSensors,
    version: Number(version),
  };
}

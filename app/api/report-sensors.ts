import type { BankId, SiteId } from '../../domain/ids.js';
import { sensorReports, type SensorReport } from '../../domain/reports/sensors.js';
import type { Page, PageOf, Ports } from '../ports.js';
import type { Registry } from '../registry-ports.js';

export interface BankSensors {
  bankId: BankId;
  /** False alarms that the site bears, over all sensors of a bank in 30 days: what the detectors' limits follow from. */
  falseAlarmsPerBankPerMonthMax: number;
  sensors: SensorReport[];
}

/** What is known of the sensors of a site, bank by bank. A bank that has sent no scan yet has none that are known. */
export async function reportSensors(
  ports: Pick<Ports, 'sensors'> & { registry: Registry },
  { id, policy }: { id: SiteId; policy: { falseAlarmsPerBankPerMonthMax: number } },
  page: PageOf,
): Promise<Page<BankSensors>> {
  const { items, cursor } = await ports.registry.banks.list(id, page);
  const { falseAlarmsPerBankPerMonthMax } = policy;
  const banks = await Promise.all(
    items.map(async ({ id: bankId }) => {
      const doors = (await ports.sensors.list(bankId)).map(({ door }) => door);
      return { bankId, falseAlarmsPerBankPerMonthMax, sensors: sensorReports(doors) };
    }),
  );
  return { items: banks, cursor };
}

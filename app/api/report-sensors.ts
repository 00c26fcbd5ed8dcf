import { wiresInDoubt, type WiresInDoubt } from '../../domain/bank/scan.js';
import { ratesOf } from '../../domain/decide/look.js';
import type { BankId, SiteId } from '../../domain/ids.js';
import type { SitePolicy } from '../../domain/policy.js';
import { sensorReports, type SensorReport } from '../../domain/reports/sensors.js';
import type { Page, PageOf, Ports } from '../ports.js';
import type { Registry } from '../registry-ports.js';

export interface BankSensors {
  bankId: BankId;
  /** False alarms that the site bears, over all sensors of a bank in 30 days: what the detectors' limits follow from. */
  falseAlarmsPerBankPerMonthMax: number;
  /** Doors that say nothing meanwhile: no incident tells of them until a second parcel has shown the same. */
  wiresInDoubt: WiresInDoubt[];
  sensors: SensorReport[];
}

/** What is known of the sensors of a site, bank by bank. A bank that has sent no scan yet has none that are known. */
export async function reportSensors(
  ports: Pick<Ports, 'sensors' | 'banks'> & { registry: Registry },
  { id, policy }: { id: SiteId; policy: SitePolicy },
  page: PageOf,
): Promise<Page<BankSensors>> {
  const { items, cursor } = await ports.registry.banks.list(id, page);
  const { falseAlarmsPerBankPerMonthMax } = policy;
  const banks = await Promise.all(
    items.map(async ({ id: bankId }) => {
      const [loaded, bank] = await Promise.all([ports.sensors.list(bankId), ports.banks.peek(bankId)]);
      const doors = loaded.map(({ door }) => door);
      const inDoubt = wiresInDoubt(bank.state);
      return {
        ...{ bankId, falseAlarmsPerBankPerMonthMax, wiresInDoubt: inDoubt },
        sensors: sensorReports(doors, { rates: ratesOf(policy), inDoubt }),
      };
    }),
  );
  return { items: banks, cursor };
}

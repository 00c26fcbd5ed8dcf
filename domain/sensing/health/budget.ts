/** Average, of a year of 365.25 days. */
const monthMs = (365.25 * 24 * 3_600_000) / 12;
/** Both sides of two door cycles a day, which is a parcel: assumption. Scans are the most of all looks. */
const cycleLooksPerMonth = 120;

export interface Tests {
  /** Sensors in the bank, over all its doors. */
  sensors: number;
  scanIntervalMs: number;
  /** How many charts each look of a sensor is held against. */
  charts: number;
}

/**
 * The in-control run length of each chart, in looks, at which all tests of a bank together raise at most so many false alarms
 * a month: forty sensors, an hourly scan, eight charts and one alarm make 272,160 looks.
 */
export function runLengthFor(
  falseAlarmsPerBankPerMonthMax: number,
  { sensors, scanIntervalMs, charts }: Tests,
): number {
  const looks = monthMs / scanIntervalMs + cycleLooksPerMonth;
  return Math.max(100, (sensors * looks * charts) / falseAlarmsPerBankPerMonthMax);
}

import { arrivalOf, type Arrival } from '../../domain/bank/arrivals.js';
import type { Mark } from '../../domain/bank/state.js';
import { recordingsIn } from './csv.js';

/** Two fixed LoRaWAN devices, 7 and 11 months: github.com/CampusIoT/datasets, Helium. They count frames and no starts. */
export const deviceFiles = ['EMS_A81758FFFE04B1C1.csv', 'IMST_33323431007C727B.csv'] as const;
export type DeviceFile = (typeof deviceFiles)[number];

/** A silence that is worth a word. */
const silenceMs = 6 * 3_600_000;
const dayMs = 24 * 3_600_000;

export interface Followed extends Record<Arrival['kind'], number> {
  missing: number;
  silences: number;
  longestDays: number;
}

/**
 * What the recording's own description says of the logs, counted by frame counter and payload. Of the device indoors ten
 * messages are frame 0 after frame 0: it joined anew minutes after it had. Only a count of starts could tell those apart,
 * which these devices do not send and our banks do; here they count as duplicates.
 */
export const described: Record<DeviceFile, Omit<Followed, 'longestDays'>> = {
  'EMS_A81758FFFE04B1C1.csv': {
    ...{ first: 1, next: 6_142, duplicate: 1_966, late: 0, restarted: 1 },
    ...{ missing: 17, silences: 3 },
  },
  'IMST_33323431007C727B.csv': {
    ...{ first: 1, next: 13_315, duplicate: 10, late: 0, restarted: 26 },
    ...{ missing: 77_582, silences: 62 },
  },
};

export function deviceLogs(data?: string) {
  const { isHere, rowsOf } = recordingsIn('lorawan-campusiot-helium', deviceFiles, data);
  return {
    isHere,
    rowsOf,
    /** Message after message, as the product takes them in. */
    follow(file: DeviceFile): Followed {
      const found = { first: 0, next: 0, duplicate: 0, late: 0, restarted: 0, missing: 0, silences: 0, longestDays: 0 };
      let last: Mark | undefined;
      for (const [, reportedAtMs, frame] of rowsOf(file).slice(1)) {
        const arrival = arrivalOf({ bootCount: 1, seq: Number(frame), atMs: Number(reportedAtMs) }, last);
        last = arrival.last;
        found[arrival.kind] += 1;
        found.missing += arrival.missing;
        found.silences += Number(arrival.silentForMs > silenceMs);
        found.longestDays = Math.max(found.longestDays, arrival.silentForMs / dayMs);
      }
      return { ...found, longestDays: Math.round(found.longestDays * 10) / 10 };
    },
  };
}

import { isLaterMessage } from '../../domain/bank/order.js';
import type { Mark } from '../../domain/bank/state.js';
import { recordingsIn } from './csv.js';

/** Two fixed LoRaWAN devices, 7 and 11 months: github.com/CampusIoT/datasets, Helium. They count frames and no starts. */
export const deviceFiles = ['EMS_A81758FFFE04B1C1.csv', 'IMST_33323431007C727B.csv'] as const;
export type DeviceFile = (typeof deviceFiles)[number];

/** A silence that is worth a word. */
const silenceMs = 6 * 3_600_000;
const dayMs = 24 * 3_600_000;

export interface Followed {
  /** Passed over, as messages that were heard before. */
  duplicates: number;
  /** Taken, though the counter had fallen or its start is another. */
  resets: number;
  /** Counters between two messages of one run that never came. */
  missing: number;
  silences: number;
  longestDays: number;
}

/**
 * What the recording's own description says. Indoors it calls it a reset where the counter falls, and tells of no duplicates. Ten
 * messages more are frame 0 after frame 0: the device joined anew minutes after it had, six times with another payload. By the
 * counter they are the same message; a count of starts, as banks send one, tells that they are not.
 */
export const described: Record<DeviceFile, Partial<Followed>> = {
  'EMS_A81758FFFE04B1C1.csv': { duplicates: 1_966, resets: 1, missing: 17, silences: 3 },
  'IMST_33323431007C727B.csv': { resets: 26, missing: 77_582, silences: 62 },
};

export function deviceLogs(data?: string) {
  const { isHere, rowsOf } = recordingsIn('lorawan-campusiot-helium', deviceFiles, data);
  return {
    isHere,
    /** Message after message, taken or passed over as the product does it; with a count of starts, as its banks send one. */
    follow(file: DeviceFile, { countsStarts = false } = {}): Followed {
      const found = { duplicates: 0, resets: 0, missing: 0, silences: 0, longestDays: 0 };
      let [last, before]: [Mark | undefined, Frame | undefined] = [undefined, undefined];
      for (const frame of rowsOf(file).slice(1).map(frameOf)) {
        const starts: number = (last?.bootCount ?? 1) + Number(countsStarts && isStart(frame, before));
        const message = messageOf(frame, starts);
        const silentForMs = frame.atMs - (before?.atMs ?? frame.atMs);
        found.silences += Number(silentForMs > silenceMs);
        found.longestDays = Math.max(found.longestDays, silentForMs / dayMs);
        before = frame;
        if (!isLaterMessage(message, last)) {
          found.duplicates += 1;
          continue;
        }
        const isReset = last !== undefined && (starts > last.bootCount || frame.seq < last.seq);
        found.resets += Number(isReset);
        if (last && !isReset) found.missing += frame.seq - last.seq - 1;
        last = { bootCount: starts, seq: frame.seq, atMs: frame.atMs };
      }
      return { ...found, longestDays: Math.round(found.longestDays * 10) / 10 };
    },
  };
}

interface Frame {
  seq: number;
  port: string;
  atMs: number;
}

const frameOf = ([, reportedAtMs, number, port = '']: string[]): Frame => ({
  seq: Number(number),
  port,
  atMs: Number(reportedAtMs),
});

/** A device that joins sends its first frame on port 2, with its settings. */
const isStart = ({ seq, port }: Frame, before: Frame | undefined): boolean =>
  before !== undefined && (seq < before.seq || (seq === 0 && port === '2'));

/** They say no uptime: as if each had just started. */
const messageOf = ({ seq, atMs }: Frame, bootCount: number) => ({
  origin: { controllerId: 'device', bootCount, seq, uptimeMs: 0 },
  times: { occurredAtMs: atMs, receivedAtMs: atMs, nowMs: atMs, ageKnown: true },
});

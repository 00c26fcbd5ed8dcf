/** What enrolment gives a bank: `bank.json`, wire version 1. */
export interface BankJson {
  bankId: string;
  siteId: string;
  controllerId: string;
  endpoint: string;
  port: number;
  rules: { access: string; door: string; health: string; result: string };
  /** Kinds of sensor in every compartment, joined by `+`: `tof+load-cell`. */
  profile: string;
  doors: { compartmentId: string; size: 'S' | 'M' | 'L' | 'XL'; accessible: boolean }[];
  /** The cycle each door counts on from. */
  doorCycles: Record<string, number>;
  /** 0: none are sent. */
  heartbeatSeconds: number;
  scanSeconds: number;
  /** More locks than this do not let go within a minute, whoever commands it. Without it the bank has no such guard. */
  opensPerMinuteMax?: number | undefined;
}

export type MessageKind = 'access' | 'door' | 'health' | 'result';

/** A message up: the envelope of wire version 1 and the type's own fields. */
export interface WireMessage {
  schema: 1;
  messageId: string;
  controllerId: string;
  bootCount: number;
  seq: number;
  uptimeMs: number;
  sentUptimeMs: number;
  /** The boot in which it is sent, where that is not the boot in which it happened: then the two uptimes give no age. */
  sentBootCount?: number;
  atMs?: number;
  type: string;
  compartmentId?: string;
  [field: string]: unknown;
}

/** A sensor window as it goes over the wire. */
export interface WireWindow {
  sensor: string;
  kind: string;
  unit: string;
  samples: number[];
  intervalMs: number;
  status?: number;
  signalKcps?: number | number[];
  ambientKcps?: number | number[];
  temperatureC?: number;
}

/** Under whose right a door was opened. */
export type WireAuthority = { kind: 'command'; commandId: string } | { kind: 'key' } | { kind: 'none' };

/** What a bank's screen shows: the last `display` it was sent. */
export interface ScreenShown {
  code: string;
  lines: string[];
  choices: string[];
  residents: { residentId: string; label: string }[];
  compartmentId?: string | undefined;
  leaseId?: string | undefined;
  inReplyTo?: string | undefined;
}

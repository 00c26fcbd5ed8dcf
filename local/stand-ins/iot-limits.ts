/** Why the broker refused or dropped something, or what else went another way than forward; each is counted. */
export const COUNTED = [
  'tls-refused',
  'certificate-unknown',
  'certificate-inactive',
  'protocol-version',
  'client-id',
  'connect-denied',
  'will-denied',
  'publish-denied',
  'subscribe-denied',
  'receive-denied',
  'qos-2',
  'payload-too-large',
  'topic-invalid',
  'topic-reserved',
  'retain-reserved',
  'shared-subscription',
  'subscription-limit',
  'message-expired',
  'session-expired',
  'rule-not-found',
  'rule-not-matched',
  'rule-failed',
  'error-action-failed',
] as const;

export type Counted = (typeof COUNTED)[number];

export type IotCounters = Record<Counted, number>;

export function newCounters(): IotCounters {
  return Object.fromEntries(COUNTED.map((name) => [name, 0])) as IotCounters;
}

/** AWS IoT Core's limits, general reference "AWS IoT Core endpoints and quotas"; the session is an account's default. */
export const PAYLOAD_BYTES_MAX = 128 * 1024;
export const TOPIC_SLASHES_MAX = 7;
export const TOPIC_BYTES_MAX = 256;
export const CLIENT_ID_BYTES_MAX = 128;
export const SUBSCRIPTIONS_MAX = 50;
export const SESSION_EXPIRY_MS = 60 * 60 * 1000;
export const MESSAGE_EXPIRY_SECONDS_MAX = 604_800;

const BASIC_INGEST = /^\$aws\/rules\/([^/]+)\/(.+)$/s;
export const BASIC_INGEST_PREFIX = '$aws/rules/';

/** The rule that a Basic Ingest topic names, and the topic behind it, which is the one that the rule sees. */
export function basicIngestOf(topic: string): { rule: string; topic: string } | undefined {
  if (!topic.startsWith(BASIC_INGEST_PREFIX)) return undefined;
  const [, rule, rest] = BASIC_INGEST.exec(topic) ?? [];
  return rule !== undefined && rest !== undefined ? { rule, topic: rest } : undefined;
}

/** What is wrong with a message on its way in, whoever sends it. A Basic Ingest prefix does not count as topic. */
export function messageRefusal(topic: string, payloadBytes: number, retain: boolean): Counted | undefined {
  if (payloadBytes > PAYLOAD_BYTES_MAX) return 'payload-too-large';
  const ingest = basicIngestOf(topic);
  if (!isWithinLimits(ingest?.topic ?? topic) || /[+#]/.test(topic)) return 'topic-invalid';
  if (!topic.startsWith('$')) return undefined;
  // Shadows, jobs and the other reserved topics have no service behind them on this machine.
  if (!ingest) return 'topic-reserved';
  return retain ? 'retain-reserved' : undefined;
}

export function isWithinLimits(topic: string): boolean {
  if (topic === '' || Buffer.byteLength(topic) > TOPIC_BYTES_MAX) return false;
  return topic.split('/').length - 1 <= TOPIC_SLASHES_MAX;
}

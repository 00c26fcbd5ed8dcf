import type { Journal } from '../journal.js';

/** One SMS or email as it reached a person; or what was published to a site's topic, whoever may read it. */
export interface Delivery {
  readonly channel: 'sms' | 'email' | 'topic';
  readonly to: string;
  readonly body: string;
  readonly subject?: string;
  readonly atMs: number;
  /** What the sender said with the message attributes of the same names. */
  readonly eventId?: string;
  readonly kind?: string;
  readonly audience?: string;
  /** SMS only: parts that a carrier would bill. */
  readonly parts?: number;
}

export interface Outbox {
  deliver(delivery: Delivery): void;
  all(): Delivery[];
}

/** Everything that reached people, in order, doubles included: nothing here ever deduplicates. */
export function createOutbox(
  kept: Journal<Delivery>,
  onDelivery: (delivery: Delivery) => void = () => undefined,
): Outbox {
  let count = kept.size;
  return {
    deliver(delivery) {
      kept.set(String(count++), delivery);
      onDelivery(delivery);
    },
    all: () => kept.values(),
  };
}

// 3GPP TS 23.038: the default alphabet, and the extension table whose characters take two places.
const GSM_7 = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const GSM_7_EXTENDED = new Set('\f^{}\\[~]|€');

/** Parts of an SMS: 160 places of GSM-7 (153 when split), or 70 of UCS-2 (67) once one character is not in GSM-7. */
export function smsParts(body: string): number {
  const characters = [...body];
  if (characters.every((one) => GSM_7.has(one) || GSM_7_EXTENDED.has(one))) {
    const places = characters.reduce((sum, one) => sum + (GSM_7_EXTENDED.has(one) ? 2 : 1), 0);
    return places <= 160 ? 1 : Math.ceil(places / 153);
  }
  return body.length <= 70 ? 1 : Math.ceil(body.length / 67);
}

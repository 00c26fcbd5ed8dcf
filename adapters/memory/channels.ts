import type { Channel, ChannelOutcome } from '../../app/ports.js';

type Message = Parameters<Channel['send']>[0];

/** A message as it reached a person. */
export interface Delivery {
  channel: Channel['name'];
  to: string;
  text: Message['text'];
  eventId: string;
  kind: Message['kind'];
}

export interface MemoryChannels {
  channels: Channel[];
  /** Everything that reached people, in order. Nothing here ever deduplicates. */
  delivered: Delivery[];
  /** What reached people since it was last taken. */
  take(): Delivery[];
  /** Phone numbers that have opted out. */
  optedOut: Set<string>;
  /** Topics whose subscription nobody confirmed, or that somebody has ended. */
  unconfirmed: Set<string>;
}

/** SMS and email that are kept instead of sent. */
export function memoryChannels(): MemoryChannels {
  const kept: Omit<MemoryChannels, 'channels'> = {
    delivered: [],
    take: () => kept.delivered.splice(0),
    optedOut: new Set(),
    unconfirmed: new Set(),
  };
  const deliver = (channel: Channel['name'], to: string, { text, eventId, kind }: Message): ChannelOutcome => {
    kept.delivered.push({ channel, to, text: { ...text }, eventId, kind });
    return 'sent';
  };
  const email: Channel = {
    name: 'email',
    async send(message) {
      const topic = 'emailTopic' in message.to ? message.to.emailTopic : undefined;
      if (!topic) return 'no-address';
      if (!kept.unconfirmed.has(topic)) return deliver('email', topic, message);
      const before = 'emailState' in message.to ? message.to.emailState : undefined;
      return before === 'confirmed' || before === 'lost' ? 'lost' : 'unconfirmed';
    },
  };
  const sms: Channel = {
    name: 'sms',
    async send(message) {
      const { phone } = message.to;
      if (!phone) return 'no-address';
      if (kept.optedOut.has(phone)) return 'opted-out';
      return /^\+[1-9]\d{1,14}$/.test(phone) ? deliver('sms', phone, message) : 'refused';
    },
  };
  return Object.assign(kept, { channels: [email, sms] });
}

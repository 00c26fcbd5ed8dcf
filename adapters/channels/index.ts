import type { Channel } from '../../app/ports.js';
import type { ChannelKind } from './channel.js';
import { email } from './email.js';
import { sms } from './sms.js';

/** Every channel. What each needs is granted to every function that performs effects; one more is a file and a line here. */
export const channels = { email, sms } satisfies Record<Channel['name'], ChannelKind>;

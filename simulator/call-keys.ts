import type { PendingTimer } from '../adapters/memory/index.js';
import type { WireMessage } from './virtual-bank.js';

/** The natural key of what a message asks: twice is once, so whatever has the same key may be committed once. */
export function deliveryKey(bankId: string, message: WireMessage): string {
  const { type, compartmentId } = message;
  if (Number(message.schema) !== 1) return `${bankId}/unreadable/${message.messageId}`;
  const field = (name: string): string => String(message[name]);
  switch (type) {
    case 'door-closed':
      return `${bankId}/${compartmentId}/closed/${field('doorCycle')}`;
    case 'door-ajar':
    case 'door-opened':
      return `${bankId}/${compartmentId}/${type}/${field('doorCycle')}`;
    case 'command-result':
      return `${bankId}/result/${field('commandId')}/${field('outcome')}/${field('reason')}`;
    default:
      return type.endsWith('-requested') || type.startsWith('deposit-')
        ? `${bankId}/request/${field('requestId')}`
        : `${bankId}/message/${message.messageId}`;
  }
}

export const timerKey = ({ name }: PendingTimer): string => `timer/${name}`;

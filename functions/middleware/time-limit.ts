import type { Ports } from '../../app/ports.js';

/**
 * For functions that nobody waits for: Lambda alone ends a call that runs out of time, and with it whatever the call was
 * doing. Middy would only let go of it: frozen in the middle, it would go on with the next call of the same instance, minutes
 * later, and tell people what its own retry has told them meanwhile.
 */
export const endedByLambda = { timeoutEarlyInMillis: 0 } as const;

/**
 * For the function that people wait for: they are answered half a second before Lambda's end, and what the call was doing is
 * frozen, and may go on with the next one. From the answer on it tells nobody any more. What it owes stays owed, and the
 * sweep or its caller's retry tells it once; all else that it does is safe to repeat.
 */
export function tellingUntil<P extends Pick<Ports, 'channels' | 'alerts'>>(ports: P, over: AbortSignal): P {
  const inTime =
    <Given, Told>(tell: (given: Given) => Promise<Told>) =>
    async (given: Given): Promise<Told> => {
      over.throwIfAborted();
      return tell(given);
    };
  return {
    ...ports,
    channels: ports.channels.map((channel) => ({ ...channel, send: inTime(channel.send) })),
    alerts: { ...ports.alerts, publish: inTime(ports.alerts.publish) },
  };
}

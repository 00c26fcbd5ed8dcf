import { setImmediate as untilIdle } from 'node:timers/promises';
import { PublishCommand, type IoTDataPlaneClient } from '@aws-sdk/client-iot-data-plane';
import type { BankCommand, BankLink, Clock } from '../../app/ports.js';
import type { BankId } from '../../domain/ids.js';

/** What was made ready longer ago is made anew: the clock in it has stood still. */
const readyMaxMs = 1_000;

/** Commands down to a bank, as MQTT messages that are gone when they are too late. Never retained: a door opens once. */
export function iotBankLink(client: () => IoTDataPlaneClient, clock: Clock): BankLink {
  const send = async (bankId: BankId, command: BankCommand): Promise<void> => {
    await client().send(publishing(bankId, command, clock.nowMs()));
  };
  return {
    send,
    ready(bankId, command) {
      const readyAtMs = clock.nowMs();
      const publish = publishing(bankId, command, readyAtMs);
      const release = holding(publish);
      // Not before what goes on at this moment has gone out, as the commit that it waits for.
      const sent = untilIdle().then(() => client().send(publish));
      sent.catch(() => undefined); // Thrown to whoever sends it.
      return async () => {
        if (clock.nowMs() - readyAtMs > readyMaxMs) return send(bankId, command);
        release();
        await sent;
      };
    },
  };
}

function publishing(bankId: BankId, command: BankCommand, nowMs: number): PublishCommand {
  const { keptUntilMs = command.notAfterMs } = command;
  return new PublishCommand({
    topic: `lockers/v1/${bankId}/commands`,
    qos: 1, // The service's default is 0.
    retain: false,
    messageExpiry: Math.max(1, Math.ceil((keptUntilMs - nowMs) / 1000)),
    payload: Buffer.from(JSON.stringify(envelope(command, nowMs))),
  });
}

/** Holds it back at its last step, written and signed, until what this answers with is called. */
function holding({ middlewareStack }: PublishCommand): () => void {
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  middlewareStack.add(
    (next) => async (args) => {
      await released;
      return next(args);
    },
    { step: 'deserialize', priority: 'low', name: 'untilReleased' },
  );
  return release;
}

/** The wire's envelope down, version 1. The type's own fields cannot take the place of the envelope's. */
function envelope(command: BankCommand, serverTimeMs: number) {
  const { commandId, type, compartmentId, leaseId, issuedAtMs, notAfterMs, fields } = command;
  return { ...fields, schema: 1, commandId, type, compartmentId, leaseId, issuedAtMs, notAfterMs, serverTimeMs };
}

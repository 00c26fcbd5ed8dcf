import { PublishCommand, type IoTDataPlaneClient } from '@aws-sdk/client-iot-data-plane';
import type { BankCommand, BankLink, Clock } from '../../app/ports.js';

/** Commands down to a bank, as MQTT messages that are gone when they are too late. Never retained: a door opens once. */
export function iotBankLink(client: () => IoTDataPlaneClient, clock: Clock): BankLink {
  return {
    async send(bankId, command) {
      const nowMs = clock.nowMs();
      const { keptUntilMs = command.notAfterMs } = command;
      await client().send(
        new PublishCommand({
          topic: `lockers/v1/${bankId}/commands`,
          qos: 1, // The service's default is 0.
          retain: false,
          messageExpiry: Math.max(1, Math.ceil((keptUntilMs - nowMs) / 1000)),
          payload: Buffer.from(JSON.stringify(envelope(command, nowMs))),
        }),
      );
    },
  };
}

/** The wire's envelope down, version 1. The type's own fields cannot take the place of the envelope's. */
function envelope(command: BankCommand, serverTimeMs: number) {
  const { commandId, type, compartmentId, leaseId, issuedAtMs, notAfterMs, fields } = command;
  return { ...fields, schema: 1, commandId, type, compartmentId, leaseId, issuedAtMs, notAfterMs, serverTimeMs };
}

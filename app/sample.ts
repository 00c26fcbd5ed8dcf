import type { CompartmentId } from '../domain/ids.js';
import type { BankCommand, Ports } from './ports.js';

/** A second look is of use while the door is as it was: a bank that is away answers with its next scan. */
const withinMs = 2 * 60_000;

/** Asks for a further window of a door that nobody stands at. */
export function sampleOf(
  { clock }: Pick<Ports, 'clock'>,
  compartmentId: CompartmentId,
  commandId: string,
): BankCommand {
  const issuedAtMs = clock.nowMs();
  return { commandId, type: 'sample', compartmentId, issuedAtMs, notAfterMs: issuedAtMs + withinMs, fields: {} };
}

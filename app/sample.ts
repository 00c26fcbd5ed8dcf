import type { CompartmentId } from '../domain/ids.js';
import type { BankCommand, Ports } from './ports.js';

/** A second look is of use while the door is as it was: a bank that is away answers with its next scan. */
const withinMs = 2 * 60_000;

/** The contract has a lease with every sample: one that no visit gave is its own. */
export const leaseOf = (type: BankCommand['type'], commandId: string): string | undefined =>
  type === 'sample' ? commandId : undefined;

/** Asks for a further window of a door that nobody stands at. */
export function sampleOf(
  { clock }: Pick<Ports, 'clock'>,
  compartmentId: CompartmentId,
  commandId: string,
): BankCommand {
  const issuedAtMs = clock.nowMs();
  const times = { issuedAtMs, notAfterMs: issuedAtMs + withinMs };
  return { commandId, type: 'sample', compartmentId, leaseId: leaseOf('sample', commandId), ...times, fields: {} };
}

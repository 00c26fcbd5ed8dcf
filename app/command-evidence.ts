import type { GivenCommand } from '../domain/command/command.js';
import type { CompartmentId, DoorKey } from '../domain/ids.js';

/** What stands in the place of a compartment where a command was for the whole bank: no label has a hyphen. */
const wholeBank = '-' as CompartmentId;

/** Where the windows of a command's answer are kept. */
export const evidenceOf = ({
  bankId,
  compartmentId = wholeBank,
  commandId,
}: GivenCommand): DoorKey & { id: string } => ({
  bankId,
  compartmentId,
  id: commandId,
});

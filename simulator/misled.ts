import type { FaultCase } from './bank-hardware.js';
import type { FaultName } from './faults/index.js';

/** A sensor that is stuck or silent says nothing, and a lock has no say: these make no door show what is not so. */
const honest: readonly FaultName[] = ['sensor-stuck', 'sensor-silent', 'lock-sticks', 'lock-jammed', 'lock-wears'];

/** Another firmware reads otherwise; and doors that spring open at a start, where nobody stands, stand open for hours. */
const ofBank: readonly FaultName[] = ['firmware-shifts', 'opens-at-boot'];

/** May anything that ever was at fault make this door's sensors, or its switch, say what is not so? What was moved stays moved. */
export function wasMisled(history: readonly FaultCase[], compartmentId: string): boolean {
  return history.some(({ name, fault, compartmentId: at, other }) => {
    if (fault.of === 'bank') return ofBank.includes(name);
    return !honest.includes(name) && (at === compartmentId || other === compartmentId);
  });
}

const dayMs = 24 * 3_600_000;

/** A sensor that was stuck says of late what is so: its level has moved since the scan before, and no cycle moved it. */
export const saysAnotherLevelAgain = (history: readonly FaultCase[], nowMs: number): boolean =>
  history.some(({ name, course: { end } }) => name === 'sensor-stuck' && end !== undefined && nowMs - end.atMs < dayMs);

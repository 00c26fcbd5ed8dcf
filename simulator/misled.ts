import type { FaultCase } from './bank-hardware.js';
import type { FaultName } from './faults/index.js';

/** A sensor that is stuck or silent says nothing, and a lock has no say: these make no door show what is not so. */
const honest: readonly FaultName[] = ['sensor-stuck', 'sensor-silent', 'lock-sticks', 'lock-jammed', 'lock-wears'];

/** May anything that ever was at fault make this door's sensors, or its switch, say what is not so? What was moved stays moved. */
export function wasMisled(history: readonly FaultCase[], compartmentId: string): boolean {
  return history.some(({ name, fault, compartmentId: at, other }) => {
    if (fault.of === 'bank') return name === 'firmware-shifts';
    return !honest.includes(name) && (at === compartmentId || other === compartmentId);
  });
}

/** A unit as it is looked up: couriers type `4 b` for what is written `4B`. */
export const unitKey = (unit: string): string => unit.replace(/\s+/g, '').toUpperCase();

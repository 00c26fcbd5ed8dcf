import type { BankCapacity, SizeCapacity } from '../../../domain/reports/capacity.js';
import { count, duration, number, percent } from './words.js';

/** What the numbers ask for, bank by bank, each with the numbers that it rests on. */
export function adviceOf(bank: BankCapacity, fullShareMax: number): string[] {
  const lines = bank.sizes.flatMap((size) => adviceOnSize(bank.bankId, size, fullShareMax));
  if (lines.length > 0) return lines;
  if (!bank.sizes.some(({ forecast }) => forecast)) return [];
  return [`${bank.bankId}: what was counted asks for no other doors.`];
}

function adviceOnSize(bankId: string, { size, doors, parcels, inLargerDoors, forecast }: SizeCapacity, most: number) {
  if (!forecast || forecast.change === 0) return [];
  const { parcelsPerDay, meanDwellMs, load, doorsNeeded, doorsNeededAtMost, fullShare, change } = forecast;
  const asked = `${number(parcelsPerDay)} parcels a day asked for that size (${number(parcels)} in all)`;
  const why = `${asked} and lay for ${duration(meanDwellMs)} on average: ${number(load)} at once.`;
  if (change < 0) {
    const enough = `Even at the highest rate that fits what was counted, ${doorsNeededAtMost} of the ${doors} are enough.`;
    return [`${bankId}: ${count(-change, `${size} door`)} could go, or be of another size. ${why} ${enough}`];
  }
  const then = `${doorsNeeded} keep that at ${percent(most)} or less.`;
  const now =
    doors === 0
      ? `There is no such door; ${then}`
      : `All ${doors} are taken ${percent(fullShare)} of the time; ${then}`;
  const laid = `${count(inLargerDoors, 'parcel was', 'parcels were')} laid into larger doors instead.`;
  return [`${bankId}: add ${count(change, `${size} door`)}. ${why} ${now}${inLargerDoors > 0 ? ` ${laid}` : ''}`];
}

import type { BankCapacity, SizeCapacity } from '../../../domain/reports/capacity.js';
import type { CapacityWords } from './capacity-words/words.js';

/** What the numbers ask for, bank by bank, each with the numbers that it rests on. */
export function adviceOf(bank: BankCapacity, fullShareMax: number, words: CapacityWords): string[] {
  const lines = bank.sizes.flatMap((size) => adviceOnSize(bank.bankId, size, fullShareMax, words));
  if (lines.length > 0) return lines;
  if (!bank.sizes.some(({ forecast }) => forecast)) return [];
  return [words.change.enough(bank.bankId)];
}

function adviceOnSize(
  bankId: string,
  { size, doors, parcels, inLargerDoors, forecast }: SizeCapacity,
  fullShareMax: number,
  { change: words, numbers: { percent } }: CapacityWords,
): string[] {
  if (!forecast || forecast.change === 0) return [];
  const { parcelsPerDay: perDay, meanDwellMs: dwellMs, load, doorsNeeded: needed, change } = forecast;
  const why = words.why({ parcels, perDay, dwellMs, load });
  if (change < 0) {
    const enough = words.spareBecause(forecast.doorsNeededAtMost, doors);
    return [[words.spare(bankId, -change, size), why, enough].join(' ')];
  }
  const [share, most] = [percent(forecast.fullShare), percent(fullShareMax)];
  const now = doors === 0 ? words.noSuchDoor(needed, most) : words.full({ doors, share, needed, most });
  const laid = inLargerDoors > 0 ? [words.inLarger(inLargerDoors)] : [];
  return [[words.add(bankId, change, size), why, now, ...laid].join(' ')];
}

/** Wrong tries since the last right one, and when the last of them was. */
export interface WrongTries {
  wrongTries: number;
  lastAtMs: number;
}

/** From 1 s, doubled with every wrong try in a row, up to 5 min: design README §6. The first wrong try is free. */
const firstBackOffMs = 1_000;
const backOffMaxMs = 5 * 60_000;

/** Until when this bank's keypad answers nobody. */
export function waitsUntilMs({ wrongTries, lastAtMs }: WrongTries): number {
  if (wrongTries < 2) return 0;
  return lastAtMs + Math.min(backOffMaxMs, firstBackOffMs * 2 ** Math.min(wrongTries - 2, 20));
}

/** So many wrong tries in a row are somebody who guesses: design README §6. */
export const guessingFrom = 5;
/** So many lock the keypad until a person clears it: design README §6. */
export const lockedFrom = 20;

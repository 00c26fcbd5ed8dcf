/** No more of a thing than these fields; one that it does not have is left out, as a store that reads them leaves it out. */
export function partOf<Whole extends object, Field extends keyof Whole>(
  whole: Whole,
  fields: readonly Field[],
): Pick<Whole, Field> {
  const kept = fields.filter((field) => whole[field] !== undefined).map((field) => [field, whole[field]]);
  return Object.fromEntries(kept) as Pick<Whole, Field>;
}

/** Joins names as in "A", "A and B" or "A, B and C". Returns '' for none. */
export function list(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** Returns a count with its noun, for example "1 point" or "3 points". @param one the singular */
export function many(count: number, one: string, several = `${one}s`): string {
  return `${count} ${count === 1 ? one : several}`;
}

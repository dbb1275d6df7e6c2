/**
 * What "Forget me" has yet to remove from the database, as the text of a signed cookie. There is no key in it: with what it holds
 * nothing can be read or changed.
 *
 *     cookie  = "forget." version "." removal *( "~" removal )
 *     removal = ( "copy" / "benchmark" ) ":" id / ( "team" / "room" ) ":" id ":" person
 */

/** A row of the database: a saved copy, a contribution to the benchmark, or a person in a team or in a live room. */
export type Removal =
  | { readonly what: 'copy'; readonly id: string }
  | { readonly what: 'benchmark'; readonly id: string }
  | { readonly what: 'team'; readonly id: string; readonly person: string }
  | { readonly what: 'room'; readonly id: string; readonly person: string };

const start = 'forget.1.';
const shape = /^(?:(copy|benchmark):([\w-]{43})|(team|room):([\w-]{22}):([\w-]{43}))$/;
/** A browser belongs to five teams at most (membership.ts). This is enough for two visitors, one after the other. */
const mostRemovals = 16;
/** Characters: each is a person in a team. */
export const longestRemovals = start.length + mostRemovals * ('~team::'.length + 22 + 43) - '~'.length;

/** The text of one removal; the same for the same row. */
export function removalText(removal: Removal): string {
  const { what, id } = removal;
  return 'person' in removal ? `${what}:${id}:${removal.person}` : `${what}:${id}`;
}

/** @param removals at least one; of more than the cookie holds the last ones are kept */
export function encodeRemovals(removals: readonly Removal[]): string {
  return start + removals.slice(-mostRemovals).map(removalText).join('~');
}

/**
 * Returns none for anything that `encodeRemovals` could not have made.
 * @param text the text of a cookie whose signature was verified
 */
export function decodeRemovals(text: string): readonly Removal[] {
  if (!text.startsWith(start)) return [];
  const parts = text.slice(start.length).split('~');
  const removals = parts.flatMap(removalIn);
  return removals.length === parts.length && removals.length <= mostRemovals ? removals : [];
}

function removalIn(text: string): Removal[] {
  const [, alone, id, within, place, person] = shape.exec(text) ?? [];
  if (alone !== undefined && id !== undefined) return [{ what: alone as 'copy' | 'benchmark', id }];
  if (place === undefined || person === undefined) return [];
  return [{ what: within as 'team' | 'room', id: place, person }];
}

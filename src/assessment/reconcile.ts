/**
 * A saved copy is a map of parts: the profile, each assessment, each answer, the plan, the moments of truth. This file
 * decides what a browser and its copy in the database come to when both have changed (docs/decisions/0010-saved-copies.md).
 */

/** Values by name. In a set of changes an empty value means that the part was removed. */
export type CopyParts = ReadonlyMap<string, string>;

/** Returns the changes that turn `before` into `after`, an empty value for each part that `after` lacks. */
export function changedParts(before: CopyParts, after: CopyParts): CopyParts {
  const changed = new Map([...after].filter(([name, value]) => before.get(name) !== value));
  for (const name of before.keys()) if (!after.has(name)) changed.set(name, '');
  return changed;
}

/** Returns the parts after these changes, without the removed ones. */
export function withParts(parts: CopyParts, changes: CopyParts): CopyParts {
  return new Map([...new Map([...parts, ...changes])].filter(([, value]) => value !== ''));
}

export interface BothSides {
  /** What the browser holds. */
  readonly own: CopyParts;
  /** What was read from the database: the parts written since the browser last read it, or all parts if `isRestored`. */
  readonly found: CopyParts;
  /** Names of the parts that the browser changed and could not send; 'everything' when the cookie could not list them. */
  readonly unsent: ReadonlySet<string> | 'everything';
  /** The database is older than what the browser has read from it, so it was restored from a backup. */
  readonly isRestored: boolean;
}

/**
 * Reconciles a browser with its saved copy. An unsent part of the browser wins over the database; every other part that
 * was found wins over the browser. All parts that the browser holds count as unsent when the database was restored, since
 * the backup may lack any of them, and when `unsent` is 'everything'.
 * @returns `merged`, the parts that the browser holds from now on, and `outgoing`, the changes to write to the database
 */
export function reconcile({ own, found, unsent, isRestored }: BothSides): {
  readonly merged: CopyParts;
  readonly outgoing: CopyParts;
} {
  const names = new Set(unsent === 'everything' ? [] : unsent);
  if (unsent === 'everything' || isRestored) for (const name of own.keys()) names.add(name);
  const incoming = new Map([...found].filter(([name]) => !names.has(name)));
  const known = (name: string) => found.get(name) ?? (isRestored ? '' : undefined);
  const mine = [...names].map((name) => [name, own.get(name) ?? ''] as const);
  return {
    merged: withParts(own, incoming),
    outgoing: new Map(mine.filter(([name, value]) => known(name) !== value)),
  };
}

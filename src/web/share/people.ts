/** Names the people of a comparison, no two alike. */

/** The visitor's own name in a comparison. “Me” is the name of a perspective. */
export const you = 'You';
/** The most characters of a name that fit a chart of 288 pixels, which is that of a phone of 320. */
const shortName = 22;

export interface PersonName {
  readonly full: string;
  /** For charts and narrow cells. Unique, as the full name is. */
  readonly short: string;
}

/**
 * Returns a unique name for each person, in the order given. Names that look alike get a number: "Anna (1)". A person without
 * a name becomes "Colleague 1".
 * @param names of the others; may be empty
 * @param mine whether "You" is compared, and so is taken
 */
export function othersNamed(names: readonly string[], mine: boolean): PersonName[] {
  let unnamed = 0;
  const wanted = names.map((name) => (/[^\p{Cf}\s]/u.test(name) ? name : `Colleague ${++unnamed}`));
  const looks = wanted.map(lookOf);
  const taken = new Set(mine ? [lookOf(you)] : []);
  return wanted.map((name, i) => {
    const look = looks[i] ?? '';
    const alike = looks.filter((other) => other === look).length > 1 || taken.has(look);
    if (!alike) {
      taken.add(look);
      return { full: name, short: clipped(name, shortName) };
    }
    for (let n = 1; ; n++) {
      const suffix = ` (${n})`;
      const numbered = { full: name + suffix, short: clipped(name, shortName - suffix.length) + suffix };
      const numberedLook = lookOf(numbered.full);
      if (taken.has(numberedLook) || looks.includes(numberedLook)) continue;
      taken.add(numberedLook);
      return numbered;
    }
  });
}

/** Returns a name as readers of a chart see it, to find names that look alike: lower case, no invisible characters, cut to fit. */
function lookOf(name: string): string {
  const suffix = / \(\d+\)$/.exec(name)?.[0] ?? '';
  const visible = name
    .slice(0, name.length - suffix.length)
    .normalize('NFKC')
    .replaceAll(/\p{Cf}+/gu, '')
    .trim();
  return clipped(visible, shortName - suffix.length).toLowerCase() + suffix;
}

/** Cuts between characters, not between the two halves of a surrogate pair. */
function clipped(name: string, most: number): string {
  const characters = [...name];
  return characters.length <= most
    ? name
    : `${characters
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`;
}

/** What the people of a comparison are called, so that no two are mixed up. */

/** Me, always; a shared report without a name is a colleague with a number. */
export const me = 'Me';
/** Characters of a name that fit a chart of 288 pixels, on a phone of 320. */
const shortName = 22;

export interface PersonName {
  readonly full: string;
  /** For charts and narrow cells; unique like the full one. */
  readonly short: string;
}

/**
 * Names that tell people apart, in the order given: those that read alike get a number.
 * @param names of the others; empty where somebody gave none
 * @param mine whether "Me" stands among them
 */
export function othersNamed(names: readonly string[], mine: boolean): PersonName[] {
  let unnamed = 0;
  const wanted = names.map((name) => (/[^\p{Cf}\s]/u.test(name) ? name : `Colleague ${++unnamed}`));
  const looks = wanted.map(lookOf);
  const taken = new Set(mine ? [lookOf(me)] : []);
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

/** What a reader sees of a name in a chart: no case, no invisible characters, no more than fits. */
function lookOf(name: string): string {
  const suffix = / \(\d+\)$/.exec(name)?.[0] ?? '';
  const visible = name
    .slice(0, name.length - suffix.length)
    .normalize('NFKC')
    .replaceAll(/\p{Cf}+/gu, '')
    .trim();
  return clipped(visible, shortName - suffix.length).toLowerCase() + suffix;
}

/** By characters, not by halves of them. */
function clipped(name: string, most: number): string {
  const characters = [...name];
  return characters.length <= most
    ? name
    : `${characters
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`;
}

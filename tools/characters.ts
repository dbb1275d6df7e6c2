/**
 * The characters of the fonts of the pages. Another character comes from a font of the visitor's device. A letter with an
 * accent that is sent as two characters is found as well: browsers put the two together.
 */

const from = (first: number, last: number) =>
  String.fromCodePoint(...Array.from({ length: last - first + 1 }, (_, i) => first + i));

export const characters = [
  // Basic Latin, Latin-1 Supplement and Latin Extended-A: the names of Europe in Latin letters.
  from(0x20, 0x7e),
  from(0xa0, 0xff),
  from(0x100, 0x17f),
  // Romanian, German and Welsh letters outside these blocks.
  'ȘșȚțẞẀẁẂẃẄẅỲỳ',
  // Spaces and hyphens that do not break, quotation marks, dashes.
  '\u2009\u2010\u2011\u202f–—‘’‚“”„…•‹›',
  // Signs and formulas.
  '€™−≤≥≈√←↑→↓↔✓▸▾⁰⁻ασ',
].join('');

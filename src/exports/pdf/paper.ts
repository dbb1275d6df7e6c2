/** Paper, measures and colours of the documents. All lengths are points, 72 to the inch. */

export type Paper = 'a4' | 'letter';

export interface Sheet {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly top: number;
  /** From the left margin to the right one. */
  readonly measure: number;
  /** From the top margin to the bottom one, the running foot left out. */
  readonly depth: number;
  /** Where running text begins, right of its label. */
  readonly rail: number;
}

const margin = { side: 58, top: 58, bottom: 72 };

function sheetOf(width: number, height: number): Sheet {
  const measure = width - 2 * margin.side;
  const depth = height - margin.top - margin.bottom;
  return { width, height, left: margin.side, top: margin.top, measure, depth, rail: 118 };
}

export const sheets: Readonly<Record<Paper, Sheet>> = {
  a4: sheetOf(595.28, 841.89),
  letter: sheetOf(612, 792),
};

/** Those of the site in the light (look.md), on white. */
export const colours = {
  paper: '#ffffff',
  ink: '#1c1b1a',
  muted: '#5c5a55',
  rule: '#8a867c',
  hair: '#dedad0',
  tint: '#f5f3ed',
  accent: '#0b5a6f',
  me: '#a63d17',
  us: '#1f5fa8',
  bad: '#a4161a',
} as const;

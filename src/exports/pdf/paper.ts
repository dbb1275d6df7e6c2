/** Sizes and colours of the documents. All lengths are in points, 72 to the inch. */

export type PaperName = 'a4' | 'letter';

export interface Paper {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly top: number;
  /** The width between the margins. */
  readonly measure: number;
  /** The height between the margins, without the foot. */
  readonly depth: number;
  /** The width of the column of labels; text begins to the right of it. */
  readonly rail: number;
}

const margin = { side: 58, top: 58, bottom: 72 };

function withMargins(width: number, height: number): Paper {
  const measure = width - 2 * margin.side;
  const depth = height - margin.top - margin.bottom;
  return { width, height, left: margin.side, top: margin.top, measure, depth, rail: 118 };
}

export const papers: Readonly<Record<PaperName, Paper>> = {
  a4: withMargins(595.28, 841.89),
  letter: withMargins(612, 792),
};

/** The colours of the site's light theme, on white. */
export const colours = {
  paper: '#ffffff',
  ink: '#1c1b1a',
  muted: '#55534e',
  rule: '#8a867c',
  hair: '#dedad0',
  tint: '#f8f5ea',
  accent: '#0b5a6f',
  me: '#a63d17',
  us: '#1f5fa8',
  /** The spread of us, in a chart. */
  band: '#d3e3f3',
  bad: '#a4161a',
} as const;

/** The shades of a heat map, from the lowest means, and the text on each: those of the light theme (public/css/heat.css). */
export const heatShades: readonly { readonly ground: string; readonly ink: string }[] = [
  { ground: '#1b4f8c', ink: '#ffffff' },
  { ground: '#5f91c6', ink: '#111111' },
  { ground: '#84addb', ink: '#1c1b1a' },
  { ground: '#aecbea', ink: '#1c1b1a' },
  { ground: '#d3e3f3', ink: '#1c1b1a' },
  { ground: '#f1f6fb', ink: '#1c1b1a' },
];

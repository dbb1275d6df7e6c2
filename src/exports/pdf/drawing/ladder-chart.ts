/** The ladder of the report. The page shows the same scores as bars (src/charts/bars.ts). */
import { colours } from '../paper.ts';
import { label, words } from './chart-text.ts';
import type { Part, Piece } from './flow.ts';
import type { Mark } from './mark.ts';

export interface Rung {
  readonly label: string;
  readonly value: number | undefined;
  /** Its number, or why there is none. */
  readonly said: string;
  readonly start: boolean;
}

/**
 * Steps with the lowest at the bottom left, each filled up to its score.
 * @param rungs from the bottom up
 */
export function ladderChart(
  rungs: readonly Rung[],
  max: number,
  measure: number,
  alt: string,
  section: Mark,
  stepHeight = 30,
): Piece {
  const step = Math.min(0.06, 0.4 / Math.max(1, rungs.length - 1)) * measure;
  const width = measure - step * (rungs.length - 1);
  const height = rungs.length * stepHeight;
  const mark = section.in('Figure', { alt });
  const draw: Part['draw'] = (pen, x, y) => {
    pen.enterFigure(mark, x, y, measure, height);
    for (const [i, { label: name, value, said: word, start }] of rungs.entries()) {
      const left = x + step * i;
      const top = y + (rungs.length - 1 - i) * stepHeight;
      const said = `${name} · ${word}${start ? ' · start here' : ''}`;
      words(pen, said, start ? { ...label, bold: true } : label, left, top + 8, mark);
      pen.fill(left, top + 16, width, 9, colours.tint);
      pen.fill(left, top + 16, (width * (value ?? 0)) / max, 9, start ? colours.bad : colours.us);
    }
  };
  return { above: 12, height, keep: false, parts: [{ draw }] };
}

/** What lies behind the rows of a chart: the bands with their names, grid lines with the numbers of the axis, a threshold. */
import { across, block, escaped, type Range } from './svg.ts';

export interface ChartBand {
  readonly title: string;
  /** Upper edge in per cent of the maximum; the last band has none. */
  readonly below: number | undefined;
}

export interface ChartScale {
  /** The value at the right end; the left one is 0. */
  readonly max: number;
  /** Drawn as a faint ground with their names on top, when given. */
  readonly bands?: readonly ChartBand[];
  /** A reference line with its label. */
  readonly threshold?: { readonly at: number; readonly label: string };
  /** A range that is marked through all rows. */
  readonly span?: Range | undefined;
}

/** The quarters of the scale if they are whole numbers, every value of a short scale, otherwise its ends. */
export function ticksOf(max: number): number[] {
  if (max % 4 === 0) return [0, 1, 2, 3, 4].map((quarter) => (quarter * max) / 4);
  return max <= 5 ? Array.from({ length: max + 1 }, (_, value) => value) : [0, max];
}

export function groundOf({ max, bands = [], threshold, span }: ChartScale): string {
  const x = across(max);
  const whole = 'y="0" height="100%"';
  const text = (kind: string, at: number, y: number, words: string | number) =>
    `<text class="${kind}" x="${x(at)}" y="${y}em">${words}</text>`;
  const drawn = bands.map(({ title, below = 100 }, i) => {
    const from = ((bands[i - 1]?.below ?? 0) * max) / 100;
    const to = (below * max) / 100;
    return (
      block([from, to], max, `${whole} class="band${i % 2 === 0 ? ' even' : ''}"`) +
      text('band-name', (from + to) / 2, -1.75, escaped(title.toLowerCase()))
    );
  });
  if (span) drawn.push(block(span, max, `${whole} class="span"`));
  for (const tick of ticksOf(max)) {
    // Where there is little room only the numbers at the ends are shown.
    const kind = tick === 0 || tick === max ? 'tick' : 'tick inner';
    drawn.push(
      `<line class="grid" x1="${x(tick)}" x2="${x(tick)}" y1="0" y2="100%"/>${text(kind, tick, -0.45, tick)}`,
    );
  }
  if (threshold)
    drawn.push(
      `<line class="threshold" x1="${x(threshold.at)}" x2="${x(threshold.at)}" y1="-1.5em" y2="100%"/>` +
        text('threshold-name', threshold.at, -1.9, escaped(threshold.label)),
    );
  return `<svg class="ground">${drawn.join('')}</svg>`;
}

/** Me and us on one line a row, joined by a bar: the gap. The PDF draws the same in src/exports/pdf/drawing/gap-chart.ts. */
import { type ChartScale, groundOf, ticksOf } from './ground.ts';
import { across, block, type ChartRow, chart, lineSvg, meMark, type Range, usMark } from './svg.ts';

export interface Gap {
  /** Undefined where there is no score. */
  readonly me: number | undefined;
  readonly us: number | undefined;
  /** What a provisional score could still become. */
  readonly meRange?: Range | undefined;
  readonly usRange?: Range | undefined;
  /** The spread of the values behind the mean of us. */
  readonly spread?: Range | undefined;
  /** The text when there is no score; that of the scale by default. */
  readonly none?: string | undefined;
}

export interface GapRow extends Gap, Pick<ChartRow, 'label' | 'isName'> {}

export interface GapScale extends ChartScale {
  /** The number of digits after the point; 0 by default. */
  readonly decimals?: number;
  /** The text when there is no score; "no score" by default. */
  readonly none?: string;
}

/** One line a row on one scale. Labels are never cached: some are people's names. */
export function gapLines(title: string, rows: readonly GapRow[], scale: GapScale, kind = ''): string {
  const drawn = rows.map((row) => ({ ...row, line: gapLine(row, scale) }));
  return chart(title, groundOf(scale), drawn, kind);
}

/** From the lowest us to the highest; undefined when all agree, or fewer than two have a score. */
export function spanOfUs(rows: readonly Gap[]): Range | undefined {
  const values = rows.flatMap(({ us }) => us ?? []);
  const [from, to] = [Math.min(...values), Math.max(...values)];
  return values.length < 2 || from === to ? undefined : [from, to];
}

const kept = new Map<string, string>();
const mostKept = 20_000;

/** The line of one row. Lines are cached: they depend on few values, and drawing them is most of the work of a chart. */
export function gapLine(gap: Gap, scale: GapScale): string {
  const { me, us, meRange, usRange, spread, none = scale.none } = gap;
  const key = `${me} ${us} ${meRange} ${usRange} ${spread} ${scale.max} ${scale.decimals} ${none}`;
  let line = kept.get(key);
  if (line === undefined) {
    line = lineSvg(parts(gap, scale));
    if (kept.size >= mostKept) kept.clear();
    kept.set(key, line);
  }
  return line;
}

/** The line of a row that stands by itself in a table, with the ticks of its scale. */
export function ratingLine(me: number | undefined, us: number | undefined, max: number): string {
  const x = across(max);
  const ticks = ticksOf(max).map(
    (tick) => `<line class="grid" x1="${x(tick)}" x2="${x(tick)}" y1="-.5em" y2=".5em"/>`,
  );
  return lineSvg(ticks.join('') + parts({ me, us }, { max, none: '' }));
}

function parts({ me, us, meRange, usRange, spread, ...row }: Gap, scale: GapScale): string {
  const { max, decimals = 0 } = scale;
  const none = row.none ?? scale.none ?? 'no score';
  const x = across(max);
  const drawn = [];
  if (spread) drawn.push(block(spread, max, 'y="-.75em" height="1.5em" class="span"'));
  drawn.push('<line class="axis" x1="0" x2="100%"/>');
  if (me === undefined && us === undefined) {
    if (none) drawn.push(`<text class="none" x="50%" dy="-.3em">${none}</text>`);
    return drawn.join('');
  }
  const range = (kind: string, [from, to]: Range, y: number) =>
    drawn.push(`<line class="range ${kind}" x1="${x(from)}" x2="${x(to)}" y1="${y}em" y2="${y}em"/>`);
  if (meRange) range('me', meRange, -0.8);
  if (usRange) range('us', usRange, 0.8);
  const said = (value: number) => value.toFixed(decimals);
  if (me !== undefined && us !== undefined && said(me) === said(us)) {
    drawn.push(usMark(x(us), 0, true), meMark(x(me), 0, 0.62), number('both after', x(us), said(us)));
    return drawn.join('');
  }
  if (me !== undefined && us !== undefined)
    drawn.push(`<line class="gap" x1="${x(me)}" x2="${x(us)}" y1="0" y2="0"/>`);
  // Each number stands on the outer side of its mark, so that the two never overlap.
  if (us !== undefined)
    drawn.push(usMark(x(us)), number(`us ${us < (me ?? -1) ? 'before' : 'after'}`, x(us), said(us)));
  if (me !== undefined)
    drawn.push(meMark(x(me)), number(`me ${me < (us ?? -1) ? 'before' : 'after'}`, x(me), said(me)));
  return drawn.join('');
}

/** @param kind its colour, and whether it stands before or after its mark */
function number(kind: string, x: string, text: string): string {
  const side = kind.endsWith('before') ? -0.75 : 0.75;
  return `<text class="number ${kind}" x="${x}" dx="${side}em" dy=".35em">${text}</text>`;
}

/** The tiers as rungs of a ladder, the lowest at the bottom left. A rung is filled as far as its score. */
import { escaped, figure } from './svg.ts';

export interface Rung {
  readonly label: string;
  /** 0 to max; undefined where there is no score. */
  readonly value: number | undefined;
  /** Whether this is the rung to start at. */
  readonly start: boolean;
}

const rungHeight = 52;
/** In per cent of the chart: how far the top rung is to the right of the lowest, and each rung of the one below, at most. */
const widestIndent = 40;
const rungIndent = 6;

/** @param rungs from the bottom up */
export function ladder(id: string, title: string, rungs: readonly Rung[], max: number): string {
  const indent = Math.min(rungIndent, widestIndent / Math.max(1, rungs.length - 1));
  const width = round(100 - indent * (rungs.length - 1));
  const description = rungs
    .map(({ label, value, start }) => `${label}: ${value ?? 'no score'}${start ? ', start here' : ''}`)
    .join('; ');
  const drawn = rungs.map(({ label, value, start }, i) => {
    const left = round(indent * i);
    const top = (rungs.length - 1 - i) * rungHeight;
    const filled = Math.floor(((value ?? 0) / max) * width * 100) / 100;
    const words = `${escaped(label)} · ${value ?? 'no score'}${start ? ' · start here' : ''}`;
    return (
      `<rect class="track" x="${left}%" y="${top + 26}" width="${width}%" height="16"/>` +
      `<rect class="bar${start ? ' weak' : ''}" x="${left}%" y="${top + 26}" width="${filled}%" height="16"/>` +
      `<text class="label${start ? ' strong' : ''}" x="${left}%" y="${top + 19}">${words}</text>`
    );
  });
  return figure(
    id,
    `${title}, read from the bottom up`,
    description,
    rungs.length * rungHeight,
    drawn.join(''),
  );
}

function round(value: number): number {
  return Math.round(100 * value) / 100;
}

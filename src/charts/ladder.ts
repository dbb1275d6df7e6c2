/** The tiers as steps, the lowest at the bottom left; a step is filled as far as its score. */
import { escaped, figure } from './svg.ts';

export interface Rung {
  readonly label: string;
  /** 0 to max; undefined where there is no score. */
  readonly value: number | undefined;
  /** Where to start. */
  readonly start: boolean;
}

const stepHeight = 52;
/** How far the top step stands to the right of the lowest, and one step of the next, at most, in per cent of the chart. */
const widestIndent = 40;
const stepIndent = 6;

/** @param rungs from the bottom up */
export function ladder(id: string, title: string, rungs: readonly Rung[], max: number): string {
  const indent = Math.min(stepIndent, widestIndent / Math.max(1, rungs.length - 1));
  const width = round(100 - indent * (rungs.length - 1));
  const description = rungs
    .map(({ label, value, start }) => `${label}: ${value ?? 'no score'}${start ? ', start here' : ''}`)
    .join('; ');
  const steps = rungs.map(({ label, value, start }, i) => {
    const left = round(indent * i);
    const top = (rungs.length - 1 - i) * stepHeight;
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
    rungs.length * stepHeight,
    steps.join(''),
  );
}

function round(value: number): number {
  return Math.round(100 * value) / 100;
}

/**
 * How large the moments of truth are set on the presentation view, so that all of them are in view: the room looks at them
 * together, and nobody scrolls on a projector. public/css/live.css has the sizes.
 */
import { mostMoments, type RoomMoment, roomTexts } from '../../../assessment/live/cycle.ts';

/** About how many characters a line has, and how many lines of all columns fit a screen of 16:10. */
const room = {
  few: { line: 70, lines: 15, most: 5 },
  some: { line: 44, lines: 30, most: 12 },
} as const;

/** How many moments are set how densely: in three columns with the standards, or in four with the names alone, cut after so many lines. */
const dense: readonly (readonly [most: number, size: string])[] = [
  [12, 'dense three cut-3'],
  [20, 'dense three cut-2'],
  [28, 'dense names cut-3'],
  [44, 'dense names cut-2'],
  [mostMoments, 'dense names cut-1'],
];

/** Returns the classes of the list: `few` is one column and `some` two, with all that is written. */
export function screenSize(moments: readonly RoomMoment[]): string {
  for (const size of ['few', 'some'] as const) {
    const { line, lines, most } = room[size];
    const needed = moments.reduce((sum, moment) => sum + linesOf(moment, line), 0);
    if (moments.length <= most && needed <= lines) return size;
  }
  return dense.find(([most]) => moments.length <= most)?.[1] ?? 'dense names cut-1';
}

/** The lines of a moment, with the gap below it. Each text begins a line, after its label. */
function linesOf(moment: RoomMoment, line: number): number {
  const label = 10;
  const texts = roomTexts
    .flatMap((text) => (moment[text] === '' ? [] : moment[text].split('\n')))
    .map((text) => Math.ceil((text.length + label) / line));
  return texts.reduce((sum, lines) => sum + lines, 0.7);
}

import { inPoints, pointsText } from '../../../assessment/team/team-text.ts';

/** A row of a ComparisonTable with the means of several groups or teams; undefined is shown as a dash. */
export function sideRow(title: string, sides: readonly ({ me: number; us: number } | undefined)[]) {
  const apart = (values: readonly (number | undefined)[]) => {
    const known = values.flatMap((value) => (value === undefined ? [] : [inPoints(value)]));
    return known.length < 2 ? '–' : pointsText(Math.max(...known) - Math.min(...known));
  };
  return {
    id: '',
    title,
    ask: '',
    cells: sides.map((side) => ({
      me: side ? pointsText(side.me) : '–',
      us: side ? pointsText(side.us) : '–',
      note: '',
    })),
    spread: apart(sides.map((side) => side?.us)),
    spreadMe: apart(sides.map((side) => side?.me)),
  };
}

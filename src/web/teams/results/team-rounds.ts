/** The rounds of a team side by side, and what changed since the last. */
import { type RoundColumn, roundsTable } from '../../../assessment/team/rounds-table.ts';
import type { Content } from '../../../content/content.ts';

/**
 * Undefined while there is no other round to look at.
 * @param round the present one @param isShown the last of the columns is what the page shows
 */
export function roundsView(
  { instrument }: Pick<Content, 'instrument'>,
  columns: readonly RoundColumn[],
  round: number,
  isShown: boolean,
) {
  if (columns.length === (isShown ? 1 : 0)) return undefined;
  return { round, isShown, table: roundsTable(instrument, columns) };
}

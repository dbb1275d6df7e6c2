/** Links from the report to questions. They carry the list that the visitor came from, so that saving leads back to it. */
import { withQuery } from '../render/list-address.ts';

/** @param list its name (src/assessment/scores/lists.ts); empty for none */
export function questionAddress(id: string, list = ''): string {
  return withQuery(`/questions/${id}`, list && `list=${list}`);
}

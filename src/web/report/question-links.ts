/** Links from the report to questions. They carry the list that the visitor came from, so that saving leads back to it. */

/** @param list the name of a list of questions: "competency-ES", "priorities"; empty for none */
export function questionAddress(id: string, list = ''): string {
  return `/questions/${id}${list && `?list=${list}`}`;
}

import type { Instrument } from '../../../assessment/instrument.ts';
import type { QuestionResult } from '../../../assessment/team/team-results.ts';
import { inMeans, meanText } from '../../../assessment/team/team-text.ts';

/** How many shades there are. Each cell shows its number as well, by which its shade goes. */
const shades = 6;

/** One row a principle and one column an item; a cell is undefined where the principle has no such question. */
export function heatOf(instrument: Instrument, questions: readonly QuestionResult[]) {
  const shown = new Map(questions.map((result) => [result.question.id, result]));
  const items = instrument.questions.map(({ item }) => item);
  const columns = Array.from({ length: Math.max(...items) }, (_, i) => i + 1);
  return {
    columns,
    rows: instrument.principles.map(({ id, title, questions: own }) => ({
      id,
      title,
      cells: columns.map((item) => {
        const question = own.find((one) => one.item === item);
        const result = question && shown.get(question.id);
        return (
          question && {
            id: question.id,
            me: result ? meanText(result.me) : '',
            us: result ? meanText(result.us) : '',
            shade: result
              ? `heat-${Math.min(shades - 1, Math.floor((shades * inMeans(result.us)) / 3))}`
              : 'none',
          }
        );
      }),
    })),
  };
}

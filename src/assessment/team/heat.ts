/** The means of all questions as one table, in which the shade of a cell goes by the number that it shows. */
import { topRating } from '../answers.ts';
import type { Instrument } from '../instrument.ts';
import type { QuestionResult } from './team-results.ts';
import { inMeans, meanText } from './team-text.ts';

/** How many shades there are, each for the same share of the scale: 0 for the lowest means. */
export const shades = 6;

export interface HeatCell {
  readonly id: string;
  /** Means as text; empty while the question is not shown. */
  readonly me: string;
  readonly us: string;
  /** From 0, by the mean of us; undefined while the question is not shown. */
  readonly shade: number | undefined;
}

export interface Heat {
  readonly columns: readonly number[];
  readonly rows: readonly {
    readonly id: string;
    readonly title: string;
    /** One for each column; undefined where the principle has no such question. */
    readonly cells: readonly (HeatCell | undefined)[];
  }[];
}

/** Says for each shade, from the lowest, which means it stands for. */
export const shadeNames: readonly string[] = Array.from({ length: shades }, (_, i) => {
  const edge = (of: number) => ((topRating * of) / shades).toFixed(1);
  return i === shades - 1 ? `${edge(i)} to ${edge(shades)}` : `${edge(i)} to below ${edge(i + 1)}`;
});

const shadeOf = (mean: number) => Math.min(shades - 1, Math.floor((shades * mean) / topRating));

/** One row a principle and one column an item. */
export function heatOf(instrument: Instrument, questions: readonly QuestionResult[]): Heat {
  const shown = new Map(questions.map((result) => [result.question.id, result]));
  const items = instrument.questions.map(({ item }) => item);
  const columns = Array.from({ length: Math.max(...items) }, (_, i) => i + 1);
  return {
    columns,
    rows: instrument.principles.map(({ id, title, questions: own }) => ({
      id,
      title,
      cells: columns.map((item): HeatCell | undefined => {
        const question = own.find((one) => one.item === item);
        const result = question && shown.get(question.id);
        if (!question) return undefined;
        if (!result) return { id: question.id, me: '', us: '', shade: undefined };
        const { me, us } = result;
        return { id: question.id, me: meanText(me), us: meanText(us), shade: shadeOf(inMeans(us)) };
      }),
    })),
  };
}

/** The table of answers on the question page and on /questions: a column per principle, a cell per question. */
import type { Answers } from '../../assessment/answers.ts';
import type { Instrument, Question } from '../../assessment/instrument.ts';
import { remarkOf } from '../../assessment/scores/score-text.ts';
import { lettersOf } from '../../codec/packed/letters.ts';
import { shortRating } from '../render/wording.ts';
import { type Filter, matches } from './filter.ts';

export interface AnswerTable {
  /** The item numbers, from 1 to that of the longest principle. */
  readonly items: readonly number[];
  readonly columns: readonly Column[];
}

interface Column {
  /** Everything that the column's HTML depends on; the view caches it under this key. */
  readonly key: string;
  readonly id: string;
  readonly title: string;
  /** Called only when the column is not in the cache. */
  readonly cells: () => readonly Cell[];
}

interface Cell {
  readonly id: string;
  readonly item: number;
  /** CSS classes, separated by spaces: key, reverse, now, open (not answered), out (hidden by the filter). */
  readonly classes: string;
  readonly now: boolean;
  /** "3.7, key", for screen readers, which do not show the colour of a key question and the sign of a reverse one. */
  readonly name: string;
  /** "2" or "n/a"; empty when the question is not answered. */
  readonly me: string;
  readonly us: string;
}

/** @param current the question whose page shows the table; its cell is marked */
export function answerTable(
  instrument: Instrument,
  answers: Answers,
  { current, filter }: { current?: Question; filter?: Filter | undefined } = {},
): AnswerTable {
  const columns = instrument.principles.map(({ id, title, questions }): Column => {
    const now = current?.principle === id ? current.item : 0;
    return {
      key: `column ${id} ${lettersOf(questions, answers)} ${now} ${filter ?? ''}`,
      id,
      title,
      cells: () =>
        questions.map((question) =>
          cell(question, answers, question === current, matches(filter, question, answers, instrument)),
        ),
    };
  });
  const longest = Math.max(...instrument.questions.map(({ item }) => item));
  return { items: Array.from({ length: longest }, (_, i) => i + 1), columns };
}

function cell(question: Question, answers: Answers, now: boolean, shown: boolean): Cell {
  const { id, item, key } = question;
  const answer = answers.get(id);
  return {
    id,
    item,
    classes: [key && 'key', question.reverse && 'reverse', now && 'now', !answer && 'open', !shown && 'out']
      .filter(Boolean)
      .join(' '),
    now,
    name: [id, key && 'key', remarkOf(question)].filter(Boolean).join(', '),
    me: answer ? shortRating(answer.me) : '',
    us: answer ? shortRating(answer.us) : '',
  };
}

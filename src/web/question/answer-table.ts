/** The table of answers on the question page and on /questions: a column for each principle, a row for each item. */
import type { Answers } from '../../assessment/answers.ts';
import type { Instrument, Question } from '../../assessment/instrument.ts';
import { type Filter, matches, tableList } from '../../assessment/scores/lists.ts';
import { remarkOf } from '../../assessment/scores/score-text.ts';
import { packAnswers } from '../../codec/packed/packed.ts';
import { withQuery } from '../render/list-address.ts';
import { shortRating } from '../render/wording.ts';

export interface AnswerTable {
  /** Everything that the table's HTML depends on; the view caches it under this key, in one piece, which compresses best. */
  readonly key: string;
  readonly principles: readonly { readonly id: string; readonly title: string }[];
  /** Called only when the table is not in the cache. */
  readonly rows: () => readonly Row[];
}

interface Row {
  readonly item: number;
  /** One for each principle; undefined where it has no such item. */
  readonly cells: readonly (Cell | undefined)[];
}

interface Cell {
  /** CSS classes, separated by spaces: key, reverse (and answered), out (hidden by the filter). */
  readonly classes: string;
  readonly href: string;
  readonly now: boolean;
  /** "3.7, key", for screen readers, which do not show the colour of a key question and the sign of a reverse one. */
  readonly name: string;
  /** "2" or "n/a"; empty when the question is not answered. */
  readonly me: string;
  readonly us: string;
}

interface Shown {
  /** The question whose page shows the table; its cell is marked. */
  readonly current?: Question;
  readonly filter?: Filter | undefined;
  /** Saving an answer leads back to the page of the table, or to the next question of its filter. */
  readonly leadsBack?: boolean;
}

export function answerTable(instrument: Instrument, answers: Answers, shown: Shown = {}): AnswerTable {
  const { principles, questions } = instrument;
  const { current, filter = '', leadsBack = false } = shown;
  return {
    key: `answers ${packAnswers(answers)} ${current?.id ?? ''} ${filter} ${leadsBack}`,
    principles,
    rows: () => {
      const longest = Math.max(...questions.map(({ item }) => item));
      return Array.from({ length: longest }, (_, i) => i + 1).map((item) => ({
        item,
        cells: principles.map((principle) => {
          const question = principle.questions.find((one) => one.item === item);
          return question && cell(instrument, answers, shown, question);
        }),
      }));
    },
  };
}

function cell(instrument: Instrument, answers: Answers, shown: Shown, question: Question): Cell {
  const { id, key } = question;
  const { current, filter, leadsBack } = shown;
  const answer = answers.get(id);
  const isShown = matches(filter, question, answers, instrument);
  const list = isShown && filter ? filter : tableList;
  return {
    classes: [key && 'key', answer && question.reverse && 'reverse', !isShown && 'out']
      .filter(Boolean)
      .join(' '),
    href: withQuery(`/questions/${id}`, leadsBack ? `list=${list}` : undefined),
    now: question === current,
    name: [id, key && 'key', answer && remarkOf(question)].filter(Boolean).join(', '),
    me: answer ? shortRating(answer.me) : '',
    us: answer ? shortRating(answer.us) : '',
  };
}

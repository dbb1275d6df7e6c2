/** The table of answers on the question page and on /questions: a row for each principle, a cell for each question. */
import type { Answers } from '../../assessment/answers.ts';
import type { Instrument, Question, Scale } from '../../assessment/instrument.ts';
import { type Filter, matches, tableList } from '../../assessment/lists.ts';
import { lettersOf } from '../../codec/packed/letters.ts';
import { withQuery } from '../render/list-address.ts';
import { shortRating } from '../render/wording.ts';

export interface AnswerTable {
  /** The item numbers, from 1 to that of the longest principle. */
  readonly items: readonly number[];
  readonly blocks: readonly Block[];
}

/** Some rows. More rows in a block compress better; fewer are more often found in the cache. */
interface Block {
  /** Everything that the block's HTML depends on; the view caches it under this key. */
  readonly key: string;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  /** Called only when the block is not in the cache. */
  readonly rows: () => readonly Row[];
}

interface Row {
  readonly id: string;
  readonly title: string;
  readonly cells: readonly Cell[];
}

interface Cell {
  /** CSS classes, separated by spaces: key, out (hidden by the filter). */
  readonly classes: string;
  readonly href: string;
  readonly now: boolean;
  /** "3.7, key", for screen readers, which do not show the colour of a key question. */
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

const rowsInBlock = 5;

export function answerTable(instrument: Instrument, answers: Answers, shown: Shown = {}): AnswerTable {
  const { principles, questions } = instrument;
  const longest = Math.max(...questions.map(({ item }) => item));
  const blocks: Block[] = [];
  for (let start = 0; start < principles.length; start += rowsInBlock)
    blocks.push(blockOf(instrument, answers, shown, principles.slice(start, start + rowsInBlock)));
  return { items: Array.from({ length: longest }, (_, i) => i + 1), blocks };
}

function blockOf(
  instrument: Instrument,
  answers: Answers,
  shown: Shown,
  principles: readonly Scale[],
): Block {
  const { current, filter = '', leadsBack = false } = shown;
  const ids = principles.map(({ id }) => id);
  const letters = principles.map(({ questions }) => lettersOf(questions, answers)).join(' ');
  const now = current && ids.includes(current.principle) ? current.id : '';
  return {
    key: `answers ${ids.join(' ')} ${letters} ${now} ${filter} ${leadsBack}`,
    isFirst: principles[0] === instrument.principles[0],
    isLast: principles.at(-1) === instrument.principles.at(-1),
    rows: () =>
      principles.map(({ id, title, questions }) => ({
        id,
        title,
        cells: questions.map((question) => cell(instrument, answers, shown, question)),
      })),
  };
}

function cell(instrument: Instrument, answers: Answers, shown: Shown, question: Question): Cell {
  const { id, key } = question;
  const { current, filter, leadsBack } = shown;
  const answer = answers.get(id);
  const isShown = matches(filter, question, answers, instrument);
  const list = isShown && filter ? filter : tableList;
  return {
    classes: [key && 'key', !isShown && 'out'].filter(Boolean).join(' '),
    href: withQuery(`/questions/${id}`, leadsBack ? `list=${list}` : undefined),
    now: question === current,
    name: `${id}${key ? ', key' : ''}`,
    me: answer ? shortRating(answer.me) : '',
    us: answer ? shortRating(answer.us) : '',
  };
}

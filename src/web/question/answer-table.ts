/** The table of answers so far: a column a principle, a cell a question. On the question page and on /questions. */
import type { Answers } from '../../assessment/answers.ts';
import { isLow } from '../../assessment/answers.ts';
import type { Instrument, Question } from '../../assessment/instrument.ts';
import { lettersOf } from '../../codec/packed/letters.ts';
import { shortRating } from '../render/wording.ts';

export type Filter = 'unanswered' | 'key' | 'low';
export const filters: readonly Filter[] = ['unanswered', 'key', 'low'];

export interface Column {
  /** Everything its look depends on: the column is a fixed part of a page under this key. */
  readonly key: string;
  readonly id: string;
  readonly title: string;
  /** Made only when the column is not kept already. */
  readonly cells: () => readonly Cell[];
}

export interface Cell {
  readonly id: string;
  readonly item: number;
  /** Space-separated: key, now, open (no answer yet), out (not what the filter asks for). */
  readonly classes: string;
  readonly now: boolean;
  /** "3.7, key": for those who do not see the tint. */
  readonly name: string;
  readonly me: string;
  readonly us: string;
}

export interface AnswerTable {
  readonly items: readonly number[];
  readonly columns: readonly Column[];
}

const itemsOf = new WeakMap<Instrument, number[]>();

function items(instrument: Instrument): number[] {
  const known = itemsOf.get(instrument);
  if (known) return known;
  const highest = Math.max(...instrument.questions.map(({ item }) => item));
  const made = Array.from({ length: highest }, (_, i) => i + 1);
  itemsOf.set(instrument, made);
  return made;
}

export function matches(
  filter: Filter | undefined,
  question: Question,
  answers: Answers,
  instrument: Instrument,
): boolean {
  if (filter === 'unanswered') return !answers.has(question.id);
  if (filter === 'key') return question.key;
  if (filter === 'low') return isLow(question, answers, instrument);
  return true;
}

/** @param current the question whose page this is; its cell has the heavy border */
export function answerTable(
  instrument: Instrument,
  answers: Answers,
  { current, filter }: { current?: Question; filter?: Filter | undefined } = {},
): AnswerTable {
  const columns = instrument.principles.map(({ id, title, questions }): Column => {
    const letters = lettersOf(questions, answers);
    const now = current?.principle === id ? current.item : 0;
    return {
      key: `column ${id} ${letters} ${now} ${filter ?? ''}`,
      id,
      title,
      cells: () =>
        questions.map((question) =>
          cell(question, answers, question === current, matches(filter, question, answers, instrument)),
        ),
    };
  });
  return { items: items(instrument), columns };
}

function cell(question: Question, answers: Answers, now: boolean, shown: boolean): Cell {
  const answer = answers.get(question.id);
  const me = answer ? shortRating(answer.me) : '';
  const us = answer ? shortRating(answer.us) : '';
  return {
    id: question.id,
    item: question.item,
    classes: [question.key && 'key', now && 'now', !answer && 'open', !shown && 'out']
      .filter(Boolean)
      .join(' '),
    now,
    name: `${question.id}${question.key ? ', key' : ''}`,
    me,
    us,
  };
}

/** Suggests goals for the plan from the report. */
import { type Answer, type PerspectiveAnswer, type Rating, ratings, topRating } from './answers.ts';
import { turned } from './counted.ts';
import type { Question } from './instrument.ts';
import { type DayText, type Goal, goalsKept } from './plan.ts';
import type { Report } from './scores/report.ts';

interface Source {
  readonly question: Question;
  readonly answer: Answer;
}

/** A goal of the form with nothing in it. */
export const emptyGoal: Goal = { text: '', owner: '', due: '', question: '', state: 'open' };

/**
 * Returns a goal of one rating more for us, or for me where us has the top rating or does not apply. For a reverse question
 * better is one rating less.
 * @param words the names of ratings 0 to 3
 */
export function goalText({ question, answer }: Source, words: readonly string[]): string {
  const statement = `“${question.statements.us.replace(/\.$/, '')}”`;
  /** The word for the rating that counts as much. */
  const word = (counts: number) => quoted(words[turned(question, counts as Rating)]);
  const step = (counts: number) => `from ${word(counts)} to ${word(counts + 1)}`;
  const below = (given: PerspectiveAnswer) =>
    ratings.find((rating) => rating === turned(question, given) && rating < topRating);
  const us = below(answer.us);
  if (us !== undefined) return `Bring ${statement} ${step(us)}.`;
  const me = below(answer.me);
  if (me !== undefined) return `Bring my own part in ${statement} ${step(me)}.`;
  return `Keep ${statement} at ${word(topRating)}.`;
}

const quoted = (word = '') => `“${word.toLowerCase()}”`;

export interface FilledWith {
  readonly report: Pick<Report, 'priorities' | 'answered'>;
  readonly owner: string;
  /** The due day of each goal, by place. */
  readonly due: readonly DayText[];
  /** The names of ratings 0 to 3. */
  readonly words: readonly string[];
}

/**
 * Fills every goal that has no text: from its question if it has one, otherwise from the first priority of the report that
 * no goal is about. What a goal has already is kept.
 * @param goals by place, empty ones included
 * @returns `goalsKept` goals; some stay empty when the report has too few priorities
 */
export function fillGoals(
  goals: readonly Goal[],
  { report, owner, due, words }: FilledWith,
): readonly Goal[] {
  const about = new Set(goals.map(({ question }) => question));
  const left = report.priorities.filter(({ question }) => !about.has(question.id));
  return Array.from({ length: goalsKept }, (_, place) => {
    const goal = goals[place] ?? emptyGoal;
    if (goal.text !== '') return goal;
    const source: Source | undefined =
      goal.question === ''
        ? left.shift()
        : report.answered.find(({ question }) => question.id === goal.question);
    if (!source) return goal;
    return {
      ...goal,
      text: goalText(source, words),
      owner: goal.owner || owner,
      due: goal.due || (due[place] ?? ''),
      question: source.question.id,
    };
  });
}

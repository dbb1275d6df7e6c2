/** Goals made from the report, for a contract that is still empty. */
import { type Answer, ratings, topRating } from './answers.ts';
import type { Question } from './instrument.ts';
import { type DayText, type Goal, goalsKept } from './plan.ts';
import type { Report } from './scores/report.ts';

interface Rated {
  readonly question: Question;
  readonly answer: Answer;
}

/** A place of the form that nothing was written in. */
export const emptyGoal: Goal = { text: '', owner: '', due: '', question: '', state: 'open' };

/**
 * One rating up for us; for me where us is at the top or does not apply.
 * @param words what ratings 0 to 3 are called
 */
export function goalText({ question, answer }: Rated, words: readonly string[]): string {
  const statement = `“${question.statement.replace(/\.$/, '')}”`;
  const step = (rating: number) => `from ${quoted(words[rating])} to ${quoted(words[rating + 1])}`;
  const below = (response: Answer['me']) =>
    ratings.find((rating) => rating === response && rating < topRating);
  const us = below(answer.us);
  if (us !== undefined) return `Bring ${statement} ${step(us)}.`;
  const me = below(answer.me);
  if (me !== undefined) return `Bring my own part in ${statement} ${step(me)}.`;
  return `Keep ${statement} at ${quoted(words[topRating])}.`;
}

const quoted = (word = '') => `“${word.toLowerCase()}”`;

export interface FilledWith {
  readonly report: Pick<Report, 'priorities' | 'answered'>;
  readonly owner: string;
  /** The due day of the first goal, the second, and so on. */
  readonly due: readonly DayText[];
  readonly words: readonly string[];
}

/**
 * Gives every goal without a text one: of the question chosen for it, else of the first priority that no goal is about
 * yet. Keeps whatever is there.
 * @param goals by place; empty ones among them
 * @returns `goalsKept` of them; some stay empty when there are too few priorities
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
    const source: Rated | undefined =
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

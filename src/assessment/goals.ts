/** Suggests goals for the plan from the report, and says which ones are due. */
import { dayOfText } from './days.ts';
import type { Question } from './instrument.ts';
import { type DayText, type Goal, goalsKept } from './plan.ts';
import type { Report } from './scores/report.ts';

/** A goal of the form with nothing in it. */
export const emptyGoal: Goal = { text: '', owner: '', due: '', question: '', state: 'open' };

/** A goal is shown this many days before it is due. */
const noticeOfGoal = 7;

/** Returns the days until a goal is due, negative when it is overdue; undefined while it is far off, or when it is over. */
export function dueSoon({ due, state }: Goal, today: number): number | undefined {
  if (due === '' || (state !== 'open' && state !== 'going-on')) return undefined;
  const daysLeft = dayOfText(due) - today;
  return daysLeft <= noticeOfGoal ? daysLeft : undefined;
}

export interface FilledWith {
  readonly report: Pick<Report, 'priorities' | 'answered'>;
  readonly owner: string;
  /** The due day of each goal, by place. */
  readonly due: readonly DayText[];
  /** Returns the text of a goal about this question: a step to take. */
  readonly step: (question: Question) => string;
}

/**
 * Fills every goal that has no text: from its question if it has one, otherwise from the first priority of the report that
 * no goal is about. What a goal has already is kept.
 * @param goals by place, empty ones included
 * @returns `goalsKept` goals; some stay empty when the report has too few priorities
 */
export function fillGoals(goals: readonly Goal[], { report, owner, due, step }: FilledWith): readonly Goal[] {
  const about = new Set(goals.map(({ question }) => question));
  const left = report.priorities.filter(({ question }) => !about.has(question.id));
  return Array.from({ length: goalsKept }, (_, place) => {
    const goal = goals[place] ?? emptyGoal;
    if (goal.text !== '') return goal;
    const source =
      goal.question === ''
        ? left.shift()
        : report.answered.find(({ question }) => question.id === goal.question);
    if (!source) return goal;
    return {
      ...goal,
      text: step(source.question),
      owner: goal.owner || owner,
      due: goal.due || (due[place] ?? ''),
      question: source.question.id,
    };
  });
}

/** The charts of "What has changed": one line for me and one for us, from date to date. */

import type { PerspectiveAnswer } from '../../assessment/answers.ts';
import {
  type Change,
  type CompetencyChange,
  type Mover,
  moversSince,
  type QuestionChange,
} from '../../assessment/comparison/change.ts';
import { turned } from '../../assessment/counted.ts';
import { dateOf } from '../../assessment/days.ts';
import { remarkOf } from '../../assessment/scores/score-text.ts';
import type { Score } from '../../assessment/scores/scores.ts';
import { type SlopePoint, type SlopeValue, slopes } from '../../charts/slopes.ts';

/** How many questions are drawn of those that went up, and of those that went down. */
const mostMovers = 3;
/** The height of a question's chart in em; a competency's is higher. */
const questionPlot = 4.1;

const dayFormat = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });

/** A date in two lines: "3 May" and "2026". @param at days since 1970 */
export function axisDate(at: number): Pick<SlopePoint, 'day' | 'year'> {
  const date = dateOf(at);
  return { day: dayFormat.format(date), year: String(date.getUTCFullYear()) };
}

/** @param days the dates of the snapshots and of the present answers, in days since 1970 */
export function competencyChart(
  { competency: { short: title }, scores }: CompetencyChange,
  days: readonly number[],
  max: number,
) {
  const points = scores.map(({ me, us }, i) => ({
    ...axisDate(days[i] ?? 0),
    me: slopeScore(me),
    us: slopeScore(us),
  }));
  return { title, points, svg: slopes(`${title}, me and us out of ${max}, from date to date`, points, max) };
}

function slopeScore(score: Score): SlopeValue | undefined {
  return score.kind === 'none'
    ? undefined
    : { value: score.points, provisional: score.kind === 'provisional' };
}

/** The charts of the questions that moved most since one snapshot, up and down. @param at the index of the snapshot */
export function moverGroups(change: Change, at: number, days: readonly number[]) {
  const { up, down } = moversSince(change, at, mostMovers);
  const drawn = ({ change: moved }: Mover) => ({
    id: moved.question.id,
    statement: moved.question.statements.us,
    remark: remarkOf(moved.question),
    svg: slopes(
      `Question ${moved.question.id}, me and us from 0 to 3, from date to date`,
      questionPoints(moved, days),
      3,
      questionPlot,
    ),
  });
  return [
    { title: 'Up', questions: up.map(drawn) },
    { title: 'Down', questions: down.map(drawn) },
  ].filter(({ questions }) => questions.length > 0);
}

/** As the ratings count. */
function questionPoints({ question, answers }: QuestionChange, days: readonly number[]): SlopePoint[] {
  const value = (given: PerspectiveAnswer | undefined) => {
    const counts = turned(question, given);
    return typeof counts === 'number' ? { value: counts, provisional: false } : undefined;
  };
  return answers.map((answer, i) => ({
    ...axisDate(days[i] ?? 0),
    me: value(answer?.me),
    us: value(answer?.us),
  }));
}

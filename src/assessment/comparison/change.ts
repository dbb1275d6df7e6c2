/**
 * What has changed since each snapshot. A change counts only questions rated both times in the same view, so that it shows
 * what moved and not which questions happened to have an answer, or were asked at all in another edition.
 */
import { type Answer, type Answers, type Response, topRating } from '../answers.ts';
import { type Instrument, type Perspective, perspectives, type Question } from '../instrument.ts';
import { type Score, scoreOf } from '../scores/scores.ts';
import type { Assessment, Snapshot } from '../visitor.ts';

export type Views<T> = Readonly<Record<Perspective, T>>;

/** How one view of a competency moved, over the questions rated both times. */
export interface ScoreChange {
  /** How many those are. */
  readonly rated: number;
  /** The score of these questions on that day and today, rounded half up. */
  readonly before: number;
  readonly after: number;
  /** After minus before. */
  readonly points: number;
  /** The sum of the ratings, after minus before: 1 is one step on one question. */
  readonly steps: number;
}

export interface CompetencyChange {
  readonly competency: Instrument['competencies'][number];
  /** At each date, the present one last. */
  readonly scores: readonly Views<Score>[];
  /** Since each snapshot; undefined where too few questions were rated both times. */
  readonly since: readonly Views<ScoreChange | undefined>[];
}

export interface QuestionChange {
  readonly question: Question;
  /** At each date, the present one last; undefined where unanswered. */
  readonly answers: readonly (Answer | undefined)[];
  /** Steps since each snapshot; undefined unless rated both times. */
  readonly since: readonly Views<number | undefined>[];
}

export interface Change {
  /** Those compared, oldest first. */
  readonly snapshots: readonly Snapshot[];
  /** Those of editions whose answers do not mean the same today. */
  readonly notCompared: readonly Snapshot[];
  readonly competencies: readonly CompetencyChange[];
  /** In the recommended order. */
  readonly questions: readonly QuestionChange[];
}

/** @param accepts earlier editions whose answers still mean the same */
export function changeOf(
  instrument: Instrument,
  accepts: readonly number[],
  { answers: now, snapshots }: Pick<Assessment, 'answers' | 'snapshots'>,
): Change {
  const known = [instrument.edition, ...accepts];
  const compared = snapshots.filter(({ edition }) => known.includes(edition));
  const earlier = compared.map(({ answers }) => answers);
  const dates = [...earlier, now];
  return {
    snapshots: compared,
    notCompared: snapshots.filter((snapshot) => !compared.includes(snapshot)),
    competencies: instrument.competencies.map((competency) => ({
      competency,
      scores: dates.map((answers) =>
        viewsOf((view) =>
          scoreOf(competency.questions, answers, view, instrument.points.competency, instrument),
        ),
      ),
      since: earlier.map((then) =>
        viewsOf((view) => scoreChange(competency.questions, then, now, view, instrument)),
      ),
    })),
    questions: instrument.questions.map((question) => ({
      question,
      answers: dates.map((answers) => answers.get(question.id)),
      since: earlier.map((then) =>
        viewsOf((view) => stepsOf(then.get(question.id)?.[view], now.get(question.id)?.[view])),
      ),
    })),
  };
}

function viewsOf<T>(of: (view: Perspective) => T): Views<T> {
  return { me: of('me'), us: of('us') };
}

function stepsOf(then: Response | undefined, now: Response | undefined): number | undefined {
  return typeof then === 'number' && typeof now === 'number' ? now - then : undefined;
}

function scoreChange(
  questions: readonly Question[],
  then: Answers,
  now: Answers,
  view: Perspective,
  instrument: Instrument,
): ScoreChange | undefined {
  const shared = questions.filter(
    ({ id }) => stepsOf(then.get(id)?.[view], now.get(id)?.[view]) !== undefined,
  );
  const max = instrument.points.competency;
  const before = scoreOf(shared, then, view, max, instrument);
  const after = scoreOf(shared, now, view, max, instrument);
  if (before.kind === 'none' || after.kind === 'none') return undefined;
  const steps = Math.round((after.share - before.share) * topRating * shared.length);
  return {
    rated: shared.length,
    before: before.points,
    after: after.points,
    points: after.points - before.points,
    steps,
  };
}

/** A question that moved, and how far in both views together. */
export interface Mover {
  readonly change: QuestionChange;
  readonly steps: number;
}

/** Both views together; undefined when neither was rated both times. */
function stepsTogether({ me, us }: Views<number | undefined>): number | undefined {
  return me === undefined && us === undefined ? undefined : (me ?? 0) + (us ?? 0);
}

/**
 * The questions that moved most since a snapshot, both views together; ties by the recommended order.
 * @param at which of `change.snapshots`
 * @param most how many each way
 */
export function moversSince(
  { questions }: Change,
  at: number,
  most: number,
): { readonly up: readonly Mover[]; readonly down: readonly Mover[] } {
  const moved = questions.flatMap((change): Mover[] => {
    const since = change.since[at];
    const steps = since && stepsTogether(since);
    return steps ? [{ change, steps }] : [];
  });
  return {
    up: moved
      .filter(({ steps }) => steps > 0)
      .toSorted((a, b) => b.steps - a.steps)
      .slice(0, most),
    down: moved
      .filter(({ steps }) => steps < 0)
      .toSorted((a, b) => a.steps - b.steps)
      .slice(0, most),
  };
}

/** The questions that stand elsewhere today than at a snapshot, in either view. */
export function movedAtAll({ questions }: Change): readonly QuestionChange[] {
  return questions.filter(({ since }) => since.some((views) => perspectives.some((view) => views[view])));
}

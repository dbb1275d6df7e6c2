/**
 * What has changed since each snapshot. A change counts only questions that were rated both times in the same perspective, so
 * that questions which were answered once, or are not in both editions, do not show as a change.
 */
import type { Answer, Answers, PerspectiveAnswer } from '../answers.ts';
import { turned } from '../counted.ts';
import type { Instrument, Perspective, Question } from '../instrument.ts';
import { type Score, scoreOf } from '../scores/scores.ts';
import type { Assessment, Snapshot } from '../visitor.ts';

/** One value for me and one for us. */
export type PerPerspective<T> = Readonly<Record<Perspective, T>>;

/** How the score of a competency moved in one perspective, over the questions rated both times. */
export interface ScoreChange {
  /** How many questions were rated both times. */
  readonly rated: number;
  /** The points of these questions at the snapshot, rounded half up. */
  readonly before: number;
  /** The points of these questions now, rounded half up. */
  readonly after: number;
  /** After minus before. */
  readonly points: number;
  /** The sum of the ratings, after minus before; 1 is one step on one question. */
  readonly steps: number;
}

export interface CompetencyChange {
  readonly competency: Instrument['competencies'][number];
  /** One entry for each snapshot, then the present one. */
  readonly scores: readonly PerPerspective<Score>[];
  /** One entry for each snapshot; undefined where too few questions were rated both times. */
  readonly since: readonly PerPerspective<ScoreChange | undefined>[];
}

export interface QuestionChange {
  readonly question: Question;
  /** The answers as given: one for each snapshot, then the present one; undefined where unanswered. */
  readonly answers: readonly (Answer | undefined)[];
  /** The difference in rating as it counts since each snapshot; undefined unless rated both times. */
  readonly since: readonly PerPerspective<number | undefined>[];
}

export interface Change {
  /** The snapshots that are compared, oldest first. */
  readonly snapshots: readonly Snapshot[];
  /** The snapshots of editions that are not accepted. */
  readonly notCompared: readonly Snapshot[];
  readonly competencies: readonly CompetencyChange[];
  /** In the recommended order. */
  readonly questions: readonly QuestionChange[];
}

/** Compares the present answers with each snapshot. @param accepts earlier editions whose answers can be compared */
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
        perPerspective((perspective) =>
          scoreOf(competency.questions, answers, perspective, 'competency', instrument),
        ),
      ),
      since: earlier.map((then) =>
        perPerspective((perspective) =>
          scoreChange(competency.questions, then, now, perspective, instrument),
        ),
      ),
    })),
    questions: instrument.questions.map((question) => ({
      question,
      answers: dates.map((answers) => answers.get(question.id)),
      since: earlier.map((then) =>
        perPerspective((perspective) =>
          stepsOf(
            turned(question, then.get(question.id)?.[perspective]),
            turned(question, now.get(question.id)?.[perspective]),
          ),
        ),
      ),
    })),
  };
}

function perPerspective<T>(of: (perspective: Perspective) => T): PerPerspective<T> {
  return { me: of('me'), us: of('us') };
}

function stepsOf(
  then: PerspectiveAnswer | undefined,
  now: PerspectiveAnswer | undefined,
): number | undefined {
  return typeof then === 'number' && typeof now === 'number' ? now - then : undefined;
}

function scoreChange(
  questions: readonly Question[],
  then: Answers,
  now: Answers,
  perspective: Perspective,
  instrument: Instrument,
): ScoreChange | undefined {
  const shared = questions.filter(
    ({ id }) => stepsOf(then.get(id)?.[perspective], now.get(id)?.[perspective]) !== undefined,
  );
  const before = scoreOf(shared, then, perspective, 'competency', instrument);
  const after = scoreOf(shared, now, perspective, 'competency', instrument);
  if (before.kind === 'none' || after.kind === 'none') return undefined;
  return {
    rated: shared.length,
    before: before.points,
    after: after.points,
    points: after.points - before.points,
    steps: after.sum - before.sum,
  };
}

/** A question that moved. */
export interface Mover {
  readonly change: QuestionChange;
  /** The change of me and of us added up; never 0. */
  readonly steps: number;
}

/** Adds up the steps of both perspectives; undefined when neither was rated both times. */
function stepsTogether({ me, us }: PerPerspective<number | undefined>): number | undefined {
  return me === undefined && us === undefined ? undefined : (me ?? 0) + (us ?? 0);
}

/**
 * Returns the questions that moved most since a snapshot, up and down; ties in the recommended order.
 * @param at index in `change.snapshots`
 * @param most the most questions in each direction
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

/** Returns the questions whose rating differs from that of any snapshot, in either perspective. */
export function movedAtAll({ questions }: Change): readonly QuestionChange[] {
  return questions.filter(({ since }) => since.some(({ me, us }) => me || us));
}

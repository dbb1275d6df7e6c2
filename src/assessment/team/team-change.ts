/**
 * How a team's figures changed from one round to the next. Both are published figures, so the rules of disclosure.ts hold. A change
 * is that of the means as shown, so that it agrees with the two numbers beside it and tells nothing that they do not tell.
 */
import { topRating } from '../answers.ts';
import { type Instrument, type Perspective, perspectives } from '../instrument.ts';
import { isHalf, meanOf, type QuestionResult, type TeamResults } from './team-results.ts';
import { gapPlaces, inMeans, inPoints, rounded } from './team-text.ts';

type Both = Readonly<Record<Perspective, number>>;

export interface QuestionChange {
  readonly before: QuestionResult;
  readonly now: QuestionResult;
  /** Of the mean, −3 to 3. */
  readonly change: Both;
  /** With how many places each change is shown. */
  readonly places: Both;
}

export interface CompetencyChange {
  readonly competency: Instrument['competencies'][number];
  /** How many of its questions are shown in both rounds. */
  readonly shown: number;
  /** In points, over these questions; undefined while they are fewer than half of the competency's. */
  readonly change: Both | undefined;
}

export interface RoundChange {
  readonly competencies: readonly CompetencyChange[];
  /** The questions that are shown in both rounds, the widest change of us first. */
  readonly questions: readonly QuestionChange[];
}

const both = <T>(of: (perspective: Perspective) => T) =>
  Object.fromEntries(perspectives.map((perspective) => [perspective, of(perspective)])) as Record<
    Perspective,
    T
  >;

/** @param now the results of a later round of the same edition */
export function changeOf(
  before: TeamResults,
  now: TeamResults,
  { points }: Pick<Instrument, 'points'>,
): RoundChange {
  const earlier = new Map(before.questions.map((result) => [result.question.id, result]));
  const questions = now.questions.flatMap((result): QuestionChange[] => {
    const then = earlier.get(result.question.id);
    if (!then) return [];
    const places = both((view) => gapPlaces({ me: then[view], us: result[view] }));
    const change = both((view) => rounded(inMeans(result[view]) - inMeans(then[view]), places[view]));
    return [{ before: then, now: result, change, places }];
  });
  const size = ({ change }: QuestionChange) => Math.abs(change.us);
  return {
    competencies: now.competencies.map(({ competency }) => {
      const own = questions.filter((one) => one.now.question.competency?.id === competency.id);
      const mean = (of: 'before' | 'now', view: Perspective) =>
        inPoints((points.competency * meanOf(own.map((one) => one[of][view].mean))) / topRating);
      return {
        competency,
        shown: own.length,
        change: isHalf(own.length, competency)
          ? both((view) => inPoints(mean('now', view) - mean('before', view)))
          : undefined,
      };
    }),
    // Sorting is stable, so equal changes stay in the recommended order.
    questions: questions.toSorted((a, b) => size(b) - size(a)),
  };
}

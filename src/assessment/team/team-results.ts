/**
 * The results of a team; the page /method has the formulas. Everything is computed from the published figures alone, so
 * that the page, the files and the document follow the rules of disclosure.ts.
 */
import { ratings, topRating } from '../answers.ts';
import type { Instrument, Perspective, Question, Scale } from '../instrument.ts';
import { agreementOf, alphaOf, halfIntervalOf, type Sums, varianceOf } from './statistics.ts';
import type { Figures } from './team-figures.ts';

/** Cronbach's alpha is shown from this many members who rated all of a competency. */
export const alphaFrom = 30;
/** The interval is shown from this many members who rated all of a competency; from fewer it would mislead. */
export const intervalFrom = 10;
/** The most questions in the list of gaps, and in the list of the lowest. */
export const listed = 10;

/** One question and perspective: how many rated it, their mean (0 to 3) and standard deviation (with n − 1). */
export interface Rated {
  readonly n: number;
  readonly mean: number;
  readonly deviation: number;
}

export interface QuestionResult {
  readonly question: Question;
  readonly me: Rated;
  readonly us: Rated;
  /** The mean of us minus the mean of me, −3 to 3. */
  readonly gap: number;
  /** One entry for each role group, in the team's order; empty where the groups may not be shown. */
  readonly groups: readonly { readonly me: Rated; readonly us: Rated }[];
}

export interface Interval {
  readonly from: number;
  readonly to: number;
}

/** One competency and perspective, in the competency's points. */
export interface PerspectiveResult {
  /** The fewest people behind one of the questions that are shown. */
  readonly n: number;
  /** The mean of the means of the questions that are shown. */
  readonly mean: number;
  /** The mean of the standard deviations of those questions. */
  readonly spread: number;
  /** How many members rated all questions of the competency, as published; 0 while that may not be shown. */
  readonly complete: number;
  /**
   * The 95 % interval around `mean`, its width taken from the members who rated all questions; undefined for fewer than
   * `intervalFrom` of them.
   */
  readonly interval: Interval | undefined;
  /** Cronbach's alpha of these members; undefined for fewer than `alphaFrom`, or when all have the same sum. */
  readonly alpha: number | undefined;
}

export interface GroupMeans {
  readonly me: number;
  readonly us: number;
}

export interface CompetencyResult {
  readonly competency: Instrument['competencies'][number];
  /** How many of its questions are shown. */
  readonly shown: number;
  /** Undefined while fewer than half of its questions are shown. */
  readonly result:
    | {
        readonly me: PerspectiveResult;
        readonly us: PerspectiveResult;
        /** Us minus me. */
        readonly gap: number;
        /** r_wg(J) of us, 0 to 1. There is none of me, because for me each member rates another person. */
        readonly agreement: number;
        /** One entry for each role group; empty while fewer than half of the questions are split. */
        readonly groups: readonly GroupMeans[];
      }
    | undefined;
}

export interface TeamResults {
  readonly competencies: readonly CompetencyResult[];
  /** In the recommended order; only those that are shown. */
  readonly questions: readonly QuestionResult[];
  /** The widest gaps first, those without a gap left out. */
  readonly gaps: readonly QuestionResult[];
  /** The lowest sums of me and us first. */
  readonly lowest: readonly QuestionResult[];
}

/** Leaves out figures and groups that were published under a lower threshold than the present one. */
export function fromThreshold(figures: Figures, threshold: number): Figures {
  const enough = ({ me, us }: { readonly me: Sums; readonly us: Sums }) =>
    me.n >= threshold && us.n >= threshold;
  return new Map(
    [...figures]
      .filter(([, figure]) => enough(figure))
      .map(([key, figure]) => [key, figure.groups.every(enough) ? figure : { ...figure, groups: [] }]),
  );
}

/** Computes a team's results from its published figures. */
export function teamResults(figures: Figures, instrument: Instrument): TeamResults {
  const questions = instrument.questions.flatMap((question) => questionResult(question, figures) ?? []);
  const byId = new Map(questions.map((result) => [result.question.id, result]));
  const first = (rank: (result: QuestionResult) => number, among: readonly QuestionResult[]) =>
    // Sorting is stable, so equal ranks stay in the recommended order. The tolerance is for floating-point errors.
    among.toSorted((a, b) => (Math.abs(rank(a) - rank(b)) < 1e-9 ? 0 : rank(a) - rank(b))).slice(0, listed);
  return {
    competencies: instrument.competencies.map((competency) => {
      const shown = competency.questions.flatMap(({ id }) => byId.get(id) ?? []);
      return competencyResult(competency, shown, figures, instrument.points.competency);
    }),
    questions,
    gaps: first(
      ({ gap }) => -Math.abs(gap),
      questions.filter(({ gap }) => Math.abs(gap) > 1e-9),
    ),
    lowest: first(({ me, us }) => me.mean + us.mean, questions),
  };
}

function ratedOf({ n, total }: Sums): Rated {
  return { n, mean: total.sum / n, deviation: Math.sqrt(varianceOf(total, n)) };
}

function questionResult(question: Question, figures: Figures): QuestionResult | undefined {
  const figure = figures.get(`q${question.id}`);
  if (!figure) return undefined;
  const pair = (sums: { readonly me: Sums; readonly us: Sums }) => ({
    me: ratedOf(sums.me),
    us: ratedOf(sums.us),
  });
  const { me, us } = pair(figure);
  return { question, me, us, gap: us.mean - me.mean, groups: figure.groups.map(pair) };
}

export const meanOf = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
export const isHalf = (count: number, scale: Scale) => count > 0 && 2 * count >= scale.questions.length;

function competencyResult(
  competency: CompetencyResult['competency'],
  shown: readonly QuestionResult[],
  figures: Figures,
  points: number,
): CompetencyResult {
  if (!isHalf(shown.length, competency)) return { competency, shown: shown.length, result: undefined };
  const scaled = (rating: number) => (points * rating) / topRating;
  const own = figures.get(`c${competency.id}`);
  const of = (perspective: Perspective): PerspectiveResult => {
    const mean = scaled(meanOf(shown.map((result) => result[perspective].mean)));
    return {
      n: Math.min(...shown.map((result) => result[perspective].n)),
      mean,
      spread: scaled(meanOf(shown.map((result) => result[perspective].deviation))),
      ...wholeOf(own?.[perspective], mean, (sum) => scaled(sum / competency.questions.length), points),
    };
  };
  const [me, us] = [of('me'), of('us')];
  const split = shown.filter(({ groups }) => groups.length > 0);
  const groups = isHalf(split.length, competency) ? (split[0]?.groups ?? []) : [];
  return {
    competency,
    shown: shown.length,
    result: {
      me,
      us,
      gap: us.mean - me.mean,
      agreement:
        agreementOf(
          shown.map((result) => result.us.deviation ** 2),
          ratings.length,
        ) ?? 0,
      groups: groups.map((_, i) => ({
        me: scaled(meanOf(split.map((result) => result.groups[i]?.me.mean ?? 0))),
        us: scaled(meanOf(split.map((result) => result.groups[i]?.us.mean ?? 0))),
      })),
    },
  };
}

/**
 * Returns what the members who rated all questions of a competency contribute to its result. The interval lies around
 * `mean`, not around their own mean, which would disclose what the others gave (disclosure.ts).
 * @param scaled converts a sum over all questions to points
 * @param points the competency's maximum
 */
function wholeOf(sums: Sums | undefined, mean: number, scaled: (sum: number) => number, points: number) {
  if (!sums) return { complete: 0, interval: undefined, alpha: undefined };
  const { n, total } = sums;
  const half = n < intervalFrom ? 0 : scaled(halfIntervalOf(total, n));
  return {
    complete: n,
    interval:
      n < intervalFrom ? undefined : { from: Math.max(0, mean - half), to: Math.min(points, mean + half) },
    alpha: n < alphaFrom ? undefined : alphaOf(sums),
  };
}

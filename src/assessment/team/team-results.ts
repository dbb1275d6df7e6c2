/**
 * What a team's published figures say (/method has the formulas). Everything here is worked out from those figures and
 * from nothing else, so that the page, the files and the document keep to the rules of publishing.ts by themselves.
 */
import { ratings, topRating } from '../answers.ts';
import type { Instrument, Perspective, Question, Scale } from '../instrument.ts';
import { agreementOf, alphaOf, halfIntervalOf, varianceOf } from '../scores/statistics.ts';
import type { Figures, Sums } from './publishing.ts';

/** Fewer people who rated all of a competency's questions say too little of how its questions hang together. */
export const alphaFrom = 30;
/** Fewer people leave the interval so wide, and so dependent on a normal distribution, that it would mislead. */
export const intervalFrom = 10;
/** How many questions the lists of gaps and of lows have. */
export const listed = 10;

/** Of one question and perspective: how many rated it, their mean and standard deviation (n − 1), 0 to 3. */
export interface Rated {
  readonly n: number;
  readonly mean: number;
  readonly deviation: number;
}

export interface QuestionResult {
  readonly question: Question;
  readonly me: Rated;
  readonly us: Rated;
  /** Us minus me of the means, −3 to 3. */
  readonly gap: number;
  /** Per role group, in the team's order; empty where the groups may not be shown. */
  readonly groups: readonly { readonly me: Rated; readonly us: Rated }[];
}

export interface Interval {
  readonly from: number;
  readonly to: number;
}

/** One competency and perspective, in its points. */
export interface PerspectiveResult {
  /** From the questions that are shown, each weighing the same. */
  readonly mean: number;
  /** Mean standard deviation of the ratings of those questions, in the same points. */
  readonly spread: number;
  /** How many rated all questions of the competency, as published; 0 while that may not be shown. */
  readonly complete: number;
  /** 95 %, around `mean`, as wide as those who rated all differ; undefined for fewer than `intervalFrom` of them. */
  readonly interval: Interval | undefined;
  /** Cronbach's alpha of those who rated all; undefined for fewer than `alphaFrom`, or where all have the same sum. */
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
        /** r_wg(J) of us, 0 to 1. Of me there is none: each person rates somebody else. */
        readonly agreement: number;
        /** Per role group; empty where at least half of the questions may not be split. */
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

/** Without what was published when the threshold was lower than it is now. */
export function fromThreshold(figures: Figures, threshold: number): Figures {
  const enough = ({ me, us }: { readonly me: Sums; readonly us: Sums }) =>
    me.n >= threshold && us.n >= threshold;
  return new Map(
    [...figures]
      .filter(([, figure]) => enough(figure))
      .map(([key, figure]) => [key, figure.groups.every(enough) ? figure : { ...figure, groups: [] }]),
  );
}

export function teamResults(figures: Figures, instrument: Instrument): TeamResults {
  const questions = instrument.questions.flatMap((question) => questionResult(question, figures) ?? []);
  const byId = new Map(questions.map((result) => [result.question.id, result]));
  const first = (rank: (result: QuestionResult) => number, among: readonly QuestionResult[]) =>
    // Sorting is stable: of equals the recommended order decides. What differs by less is the same to a computer's rounding.
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

const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const isHalf = (count: number, scale: Scale) => count > 0 && 2 * count >= scale.questions.length;

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
 * The interval lies around the mean that is shown anyhow. Around their own mean it would tell, beside the questions' means,
 * what those gave who left a question out (publishing.ts).
 * @param scaled a sum over all questions, in points
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

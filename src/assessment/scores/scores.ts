import { type Answers, type Response, topRating } from '../answers.ts';
import type { Band, Instrument, LensName, Perspective, Question, Scale } from '../instrument.ts';

/** Too few applicable answers to say anything. */
export interface NoScore {
  readonly kind: 'none';
  /** Answered and applicable. */
  readonly rated: number;
  readonly of: number;
}

export interface Scored {
  readonly kind: 'final' | 'provisional';
  /** Rounded half up, 0 to `max`. */
  readonly points: number;
  readonly max: number;
  /** Sum over maximum of the rated questions, 0 to 1, not rounded: what the band goes by. */
  readonly share: number;
  readonly band: Band;
  /** Answered and applicable. */
  readonly rated: number;
  readonly of: number;
  /** What it could still become, whatever the open questions get; both equal `points` when final. */
  readonly lowest: number;
  readonly highest: number;
}

export type Score = NoScore | Scored;

/** numerator / denominator, rounded half up in integers, so that no floating point error decides a point. */
function roundHalfUp(numerator: number, denominator: number): number {
  return Math.floor((2 * numerator + denominator) / (2 * denominator));
}

/** The band of a share of the maximum, 0 to 1. Edges are data (framework.yaml). */
export function bandOf(share: number, bands: readonly Band[]): Band {
  const band = bands.find(({ below }) => below === undefined || share < below / 100);
  if (!band) throw new RangeError('the last band must have no upper edge');
  return band;
}

/**
 * points x sum / (top x n) over the answered, applicable questions (design, section 4). Final once each question is
 * answered or not applicable. The bounds give each open question 0 or the top rating; not applicable lies between.
 */
export function scoreOf(
  questions: readonly Question[],
  answers: Answers,
  perspective: Perspective,
  max: number,
  { bands, thresholds }: Pick<Instrument, 'bands' | 'thresholds'>,
): Score {
  let sum = 0;
  let rated = 0;
  let open = 0;
  for (const question of questions) {
    const response: Response | undefined = answers.get(question.id)?.[perspective];
    if (response === undefined) open++;
    else if (response !== 'not-applicable') {
      sum += response;
      rated++;
    }
  }
  const of = questions.length;
  if (rated < thresholds.fewestAnswers) return { kind: 'none', rated, of };
  const share = sum / (topRating * rated);
  return {
    kind: open === 0 ? 'final' : 'provisional',
    points: roundHalfUp(max * sum, topRating * rated),
    max,
    share,
    band: bandOf(share, bands),
    rated,
    of,
    lowest: roundHalfUp(max * sum, topRating * (rated + open)),
    highest: roundHalfUp(max * (sum + topRating * open), topRating * (rated + open)),
  };
}

/** Which way two scores of one competency point; each has advice of its own. */
export type GapReading = 'both-low' | 'both-high' | 'i-am-ahead' | 'we-are-ahead';

export interface CompetencyScore {
  readonly competency: Scale & { readonly short: string };
  readonly me: Score;
  readonly us: Score;
  /** Us minus me in points; undefined unless both have a score. */
  readonly gap: number | undefined;
  readonly reading: GapReading | undefined;
}

function readingOf(me: Score, us: Score, { thresholds }: Instrument): GapReading | undefined {
  if (me.kind === 'none' || us.kind === 'none') return undefined;
  const gap = us.points - me.points;
  if (gap >= thresholds.aheadBy) return 'we-are-ahead';
  if (-gap >= thresholds.aheadBy) return 'i-am-ahead';
  // Two exact shares may add up to a hair less than their sum.
  const mean = (me.share + us.share) / 2;
  return mean >= thresholds.bothHighFrom / 100 - 1e-9 ? 'both-high' : 'both-low';
}

export function competencyScores(instrument: Instrument, answers: Answers): CompetencyScore[] {
  return instrument.competencies.map((competency) => {
    const max = instrument.points.competency;
    const me = scoreOf(competency.questions, answers, 'me', max, instrument);
    const us = scoreOf(competency.questions, answers, 'us', max, instrument);
    const gap = me.kind === 'none' || us.kind === 'none' ? undefined : us.points - me.points;
    return { competency, me, us, gap, reading: readingOf(me, us, instrument) };
  });
}

export interface ScaleScore {
  readonly scale: Scale;
  readonly us: Score;
}

export interface PrincipleScore extends ScaleScore {
  readonly workOnThis: boolean;
}

/** Principles are scored from *us* only (design, section 4). */
export function principleScores(instrument: Instrument, answers: Answers): PrincipleScore[] {
  return instrument.principles.map((scale) => {
    const us = scoreOf(scale.questions, answers, 'us', instrument.points.principle, instrument);
    return { scale, us, workOnThis: us.kind !== 'none' && us.points < instrument.thresholds.workOnBelow };
  });
}

/** The sum over the principles, or undefined until every one of them is final. */
export function totalScore(
  principles: readonly PrincipleScore[],
): { points: number; max: number } | undefined {
  let points = 0;
  let max = 0;
  for (const { us } of principles) {
    if (us.kind !== 'final') return undefined;
    points += us.points;
    max += us.max;
  }
  return { points, max };
}

export function lensScores(instrument: Instrument, answers: Answers, lens: LensName): ScaleScore[] {
  return instrument.lenses[lens].map((scale) => ({
    scale,
    us: scoreOf(scale.questions, answers, 'us', instrument.points.lens, instrument),
  }));
}

/**
 * The lowest weak rung of the ladder, where to start, because what stands above rests on it. `tiers` from the bottom up.
 */
export function lowestWeakRung(
  tiers: readonly ScaleScore[],
  { thresholds }: Instrument,
): ScaleScore | undefined {
  return tiers.find(({ us }) => us.kind !== 'none' && us.points < thresholds.weakRungBelow);
}

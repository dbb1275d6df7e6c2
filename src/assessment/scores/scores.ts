import { type Answers, topRating } from '../answers.ts';
import { turned } from '../counted.ts';
import type { Band, Instrument, LensName, Perspective, Question, Scale, ScoreKind } from '../instrument.ts';

/** Fewer ratings than `fewestAnswers`. */
export interface NoScore {
  readonly kind: 'none';
  /** Answered and applicable. */
  readonly rated: number;
  /** Not answered. The others do not apply. */
  readonly open: number;
  readonly of: number;
}

export interface Scored {
  readonly kind: 'final' | 'provisional';
  /** Rounded half up, 0 to `max`. */
  readonly points: number;
  readonly max: number;
  /** The sum of the ratings as they count. */
  readonly sum: number;
  /** Of the points as shown, so that equal points have the same band everywhere. */
  readonly band: Band;
  /** Answered and applicable. */
  readonly rated: number;
  readonly of: number;
  /** The points if every open question gets 0; the same as `points` when final. */
  readonly lowest: number;
  /** The points if every open question gets the top rating; the same as `points` when final. */
  readonly highest: number;
}

export type Score = NoScore | Scored;

/** Returns numerator / denominator, rounded half up. Computed in integers, so that no floating-point error moves a point. */
function roundHalfUp(numerator: number, denominator: number): number {
  return Math.floor((2 * numerator + denominator) / (2 * denominator));
}

/**
 * Returns the band of points as they are shown.
 * @param points whole, 0 to `max`
 * @throws RangeError when the points are above the edge of every band
 */
export function bandOf(points: number, max: number, bands: readonly Band[]): Band {
  const band = bands.find(({ below }) => below === undefined || 100 * points < below * max);
  if (!band) throw new RangeError('the last band must have no upper edge');
  return band;
}

/**
 * Returns max x sum / (3 x n) over the n rated questions, rounded half up (docs/design.md, "Scores"). The score is final once
 * every question is rated or not applicable, and provisional before.
 * @param answers as given; reverse questions are turned here
 * @param kind sets the points of a score with top ratings only, and the least number of ratings
 */
export function scoreOf(
  questions: readonly Question[],
  answers: Answers,
  perspective: Perspective,
  kind: ScoreKind,
  { points: maxima, bands, thresholds }: Pick<Instrument, 'points' | 'bands' | 'thresholds'>,
): Score {
  const max = maxima[kind];
  let sum = 0;
  let rated = 0;
  let open = 0;
  for (const question of questions) {
    const given = turned(question, answers.get(question.id)?.[perspective]);
    if (given === undefined) open++;
    else if (given !== 'not-applicable') {
      sum += given;
      rated++;
    }
  }
  const of = questions.length;
  if (rated < thresholds.fewestAnswers[kind]) return { kind: 'none', rated, open, of };
  const points = roundHalfUp(max * sum, topRating * rated);
  return {
    kind: open === 0 ? 'final' : 'provisional',
    points,
    max,
    sum,
    band: bandOf(points, max, bands),
    rated,
    of,
    lowest: roundHalfUp(max * sum, topRating * (rated + open)),
    highest: roundHalfUp(max * (sum + topRating * open), topRating * (rated + open)),
  };
}

/** What the two scores of a competency say together. The report has advice for each. */
export type GapReading = 'both-low' | 'both-high' | 'i-am-ahead' | 'we-are-ahead';

export interface CompetencyScore {
  readonly competency: Scale & { readonly short: string };
  readonly me: Score;
  readonly us: Score;
  /** Us minus me in points; undefined unless both have a score. */
  readonly gap: number | undefined;
  readonly reading: GapReading | undefined;
}

/** The level comes before the gap: where both are in the lowest band, nobody has anything to borrow from the other. */
function readingOf(me: Score, us: Score, { bands, thresholds }: Instrument): GapReading | undefined {
  if (me.kind === 'none' || us.kind === 'none') return undefined;
  if (me.band === bands[0] && us.band === bands[0]) return 'both-low';
  const gap = us.points - me.points;
  if (gap >= thresholds.aheadBy) return 'we-are-ahead';
  if (-gap >= thresholds.aheadBy) return 'i-am-ahead';
  const isHigh = 100 * (me.points + us.points) >= thresholds.bothHighFrom * (me.max + us.max);
  return isHigh ? 'both-high' : 'both-low';
}

/** Returns the scores of all competencies, in the instrument's order. */
export function competencyScores(instrument: Instrument, answers: Answers): CompetencyScore[] {
  return instrument.competencies.map((competency) => {
    const me = scoreOf(competency.questions, answers, 'me', 'competency', instrument);
    const us = scoreOf(competency.questions, answers, 'us', 'competency', instrument);
    const gap = me.kind === 'none' || us.kind === 'none' ? undefined : us.points - me.points;
    return { competency, me, us, gap, reading: readingOf(me, us, instrument) };
  });
}

export interface ScaleScore {
  readonly scale: Scale;
  readonly us: Score;
}

export interface PrincipleScore extends ScaleScore {
  /** The score is below `workOnBelow`. */
  readonly workOnThis: boolean;
}

/** Returns the scores of all principles, in order, from us only (docs/design.md, "Scores"). */
export function principleScores(instrument: Instrument, answers: Answers): PrincipleScore[] {
  return instrument.principles.map((scale) => {
    const us = scoreOf(scale.questions, answers, 'us', 'principle', instrument);
    return { scale, us, workOnThis: us.kind !== 'none' && us.points < instrument.thresholds.workOnBelow };
  });
}

/** Returns the sum of the principles' points, or undefined unless all are final. */
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

/** Returns the scores of a lens's entries, in order, from us only. */
export function lensScores(instrument: Instrument, answers: Answers, lens: LensName): ScaleScore[] {
  return instrument.lenses[lens].map((scale) => ({
    scale,
    us: scoreOf(scale.questions, answers, 'us', 'lens', instrument),
  }));
}

/**
 * Returns the lowest tier with a score below `weakRungBelow`, or undefined when there is none.
 * @param tiers from the bottom of the ladder up
 */
export function lowestWeakRung(
  tiers: readonly ScaleScore[],
  { thresholds }: Instrument,
): ScaleScore | undefined {
  return tiers.find(({ us }) => us.kind !== 'none' && us.points < thresholds.weakRungBelow);
}

/** A team's results as text and as rounded numbers, the same in the page, the files and the document. */
import type { Instrument } from '../instrument.ts';
import {
  alphaFrom,
  type CompetencyResult,
  intervalFrom,
  type PerspectiveResult,
  type QuestionResult,
  type TeamResults,
} from './team-results.ts';

/**
 * Rounds to a number of decimal places, halves away from zero. The tolerance makes 1.005 round to 1.01, although its binary
 * value is a little less. Never returns -0.
 */
export function rounded(value: number, places: number): number {
  const unit = 10 ** places;
  const size = Math.round(Math.abs(value) * unit * (1 + 4 * Number.EPSILON)) / unit;
  return value < 0 && size > 0 ? -size : size;
}

// Points of a competency are shown to one place, ratings and coefficients to two.
export const inPoints = (value: number) => rounded(value, 1);
export const inRatings = (value: number) => rounded(value, 2);
export const pointsText = (value: number) => inPoints(value).toFixed(1);
export const ratingText = (value: number) => inRatings(value).toFixed(2);

/** Returns a gap with its sign, for example "+0.40", "−1.20" or "0.00". */
export function gapText(gap: number, places: number): string {
  const value = rounded(gap, places);
  return `${value > 0 ? '+' : value < 0 ? '−' : ''}${Math.abs(value).toFixed(places)}`;
}

export type Agreement = 'low' | 'moderate' | 'high';

/**
 * Returns the word for an agreement of 0 to 1, by LeBreton and Senter (2008), "Answers to 20 questions about interrater
 * reliability and interrater agreement", Organizational Research Methods 11: up to .50 lacking or weak, .51 to .70 moderate,
 * from .71 on strong or very strong.
 */
export function agreementWord(agreement: number): Agreement {
  const value = inRatings(agreement);
  if (value <= 0.5) return 'low';
  return value <= 0.7 ? 'moderate' : 'high';
}

/** Returns the interval, for example "12.9 to 15.5", or why there is none. */
export function intervalText({ interval, complete }: PerspectiveResult): string {
  if (interval) return `${pointsText(interval.from)} to ${pointsText(interval.to)}`;
  return complete === 0
    ? 'too few rated all of it'
    : `the group is too small to say (${complete} of ${intervalFrom})`;
}

/** Returns Cronbach's alpha, for example "0.81", or why there is none. */
export function alphaText({ alpha, complete }: PerspectiveResult): string {
  if (alpha !== undefined) return inRatings(alpha).toFixed(2).replace('-', '−');
  if (complete >= alphaFrom) return 'all gave the same';
  return `too few (${complete} of ${alphaFrom})`;
}

/** Returns what stands beside the figures of a reverse question; empty for others. */
export const turnedFigures = ({ reverse }: { readonly reverse: boolean }) =>
  reverse ? 'worded the other way round; the figures are turned' : '';

type Shown = Required<CompetencyResult> & { readonly result: NonNullable<CompetencyResult['result']> };

/** Returns the two or three sentences of the summary, or none while no competency is shown. */
export function teamSentences({ competencies, gaps }: TeamResults, { points }: Instrument): string[] {
  const shown = competencies.filter((one): one is Shown => one.result !== undefined);
  const [first] = shown;
  if (!first) return [];
  const least = (value: (one: Shown) => number) =>
    shown.reduce((best, one) => (value(one) < value(best) ? one : best), first);
  const high = least(({ result }) => -inPoints(result.us.mean));
  const low = least(({ result }) => inPoints(result.us.mean));
  const apart = least(({ result }) => inRatings(result.agreement));
  const said = ({ competency, result }: Shown) => `${competency.short} (${pointsText(result.us.mean)})`;
  const word = agreementWord(apart.result.agreement);
  return [
    high === low
      ? `For us, ${said(high)} is the only competency there is to look at so far, or the highest and the lowest alike.`
      : `For us, ${said(high)} stands highest of ${points.competency} and ${said(low)} lowest.`,
    word === 'high'
      ? 'Agreement on us is high for every competency; the spread shows how far single ratings still lie apart.'
      : `People agree least on ${apart.competency.short}, where agreement is ${word}: the mean there hides different days, or different corners of the work.`,
    ...(gaps[0] ? [gapSentence(gaps[0])] : []),
  ];
}

function gapSentence({ question, gap }: QuestionResult): string {
  const whom = gap > 0 ? 'rate the group above themselves' : 'rate themselves above the group';
  return `The widest gap is on question ${question.id}, where people ${whom}.`;
}

/** Says what the means of a question say, for the discussion. */
export function questionReading({ me, us, gap }: QuestionResult): string {
  const numbers = `Me ${ratingText(me.mean)}, us ${ratingText(us.mean)}.`;
  if (Math.abs(inRatings(gap)) < 0.5)
    return `${numbers} People see themselves and the group much alike here.`;
  return gap > 0
    ? `${numbers} People say the group does this more than they do themselves. Whose doing is it, then?`
    : `${numbers} People say they do this more than the group around them does. Both cannot be true of everybody.`;
}

/** Whether any interval and any alpha is shown, and sentences that say why one is missing. */
export function certaintyOf({ competencies }: TeamResults) {
  const views = competencies.flatMap(({ result }) => (result ? [result.me, result.us] : []));
  const intervals = views.some(({ interval }) => interval !== undefined);
  const alphas = views.some(({ alpha }) => alpha !== undefined);
  return {
    intervals,
    alphas,
    missing: [
      ...(intervals
        ? []
        : [
            `The group is too small to say how far chance has moved these means: it takes ${intervalFrom} people who rated every question of a competency. Take a difference of a point or two as none.`,
          ]),
      ...(alphas ? [] : [`Cronbach’s alpha takes ${alphaFrom} of them.`]),
    ],
  };
}

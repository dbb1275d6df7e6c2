/** A team's results as text and as rounded numbers, the same in the page, the files and the document. */
import { topRating } from '../answers.ts';
import type { Instrument } from '../instrument.ts';
import { list } from '../phrases.ts';
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
/**
 * From this many people on a mean is shown to two places and the spread as a number. Below it the two together would often give
 * the exact answers: of five people they fix how many gave each rating in 42 of 50 cases.
 */
export const exactFrom = 10;

/** A mean of ratings, to one place for fewer than `exactFrom` people. */
export const inMeans = ({ mean, n }: { readonly mean: number; readonly n: number }) =>
  rounded(mean, n < exactFrom ? 1 : 2);
export const meanText = (of: { readonly mean: number; readonly n: number }) =>
  inMeans(of).toFixed(of.n < exactFrom ? 1 : 2);
/** How many places a gap of two means has. */
export const gapPlaces = ({
  me,
  us,
}: {
  readonly me: { readonly n: number };
  readonly us: { readonly n: number };
}) => (Math.min(me.n, us.n) < exactFrom ? 1 : 2);

export type Spread = 'close together' | 'some way apart' | 'far apart';

/** @param deviation a standard deviation of ratings from 0 to 3 */
export function spreadWord(deviation: number): Spread {
  if (deviation < 0.5) return 'close together';
  return deviation < 1 ? 'some way apart' : 'far apart';
}

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

/** Returns the spread of a competency, for example "± 3.1" or "far apart". @param points the competency's maximum */
export function spreadText({ n, spread }: Pick<PerspectiveResult, 'n' | 'spread'>, points: number): string {
  return n < exactFrom ? spreadWord((topRating * spread) / points) : `± ${pointsText(spread)}`;
}

/** The mean minus and plus the spread, within the scale; undefined for fewer than `exactFrom` people. @param max the scale's end */
export function spreadBand(
  { n, mean, spread }: Pick<PerspectiveResult, 'n' | 'mean' | 'spread'>,
  max: number,
): readonly [from: number, to: number] | undefined {
  if (n < exactFrom) return undefined;
  const [middle, half] = [inPoints(mean), inPoints(spread)];
  return [Math.max(0, middle - half), Math.min(max, middle + half)];
}

/** Returns the agreement in words, with its number from `exactFrom` people on, for example "high 0.81". */
export function agreementText({ us, agreement }: NonNullable<CompetencyResult['result']>): string {
  const word = agreementWord(agreement);
  return us.n < exactFrom ? word : `${word} ${ratingText(agreement)}`;
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

/** Returns the two or three sentences of the summary, or none while no competency is shown. By the shown numbers; ties are named. */
export function teamSentences({ competencies, questions }: TeamResults, { points }: Instrument): string[] {
  const shown = competencies.filter((one): one is Shown => one.result !== undefined);
  if (shown.length === 0) return [];
  const scope =
    shown.length === competencies.length ? 'all competencies' : 'all competencies that can be shown';
  return [
    levelSentence(shown, scope, points.competency),
    agreementSentence(shown, scope),
    ...gapSentence(questions),
  ];
}

/** The competencies with the lowest value. */
function lowestBy(shown: readonly Shown[], value: (one: Shown) => number): Shown[] {
  const lowest = Math.min(...shown.map(value));
  return shown.filter((one) => value(one) === lowest);
}

const namesOf = (shown: readonly Shown[]) => list(shown.map(({ competency }) => competency.short));

function levelSentence(shown: readonly Shown[], scope: string, max: number): string {
  const place = ({ result }: Shown) => inPoints(result.us.mean);
  const high = lowestBy(shown, (one) => -place(one));
  const low = lowestBy(shown, place);
  const at = ([one]: readonly Shown[]) => (one ? pointsText(one.result.us.mean) : '');
  if (shown.length === 1)
    return `For us, ${namesOf(high)} stands at ${at(high)} of ${max}; nothing else can be shown yet.`;
  if (high.length === shown.length) return `For us, ${scope} stand level, at ${at(high)} of ${max}.`;
  const verb = high.length === 1 ? 'stands' : 'stand';
  return `For us, ${namesOf(high)} (${at(high)}) ${verb} highest of ${max} and ${namesOf(low)} (${at(low)}) lowest.`;
}

function agreementSentence(shown: readonly Shown[], scope: string): string {
  const apart = lowestBy(shown, ({ result }) => inRatings(result.agreement));
  const word = agreementWord(apart[0]?.result.agreement ?? 1);
  if (word === 'high')
    return 'Agreement on us is high for every competency; the spread shows how far single ratings still lie apart.';
  const means = apart.length === 1 ? 'mean there hides' : 'means there hide';
  const hidden = `the ${means} different days, or different corners of the work.`;
  if (shown.length === 1) return `Agreement on ${namesOf(apart)} is ${word}: ${hidden}`;
  return apart.length === shown.length
    ? `Agreement is ${word} on ${scope} alike: ${hidden}`
    : `People agree least on ${namesOf(apart)}, where agreement is ${word}: ${hidden}`;
}

/** The most questions that a sentence names. */
const named = 3;

function gapSentence(questions: readonly QuestionResult[]): string[] {
  const gapOf = (one: QuestionResult) => rounded(one.gap, gapPlaces(one));
  const size = Math.max(0, ...questions.map((one) => Math.abs(gapOf(one))));
  if (size === 0) return [];
  const widest = questions.filter((one) => Math.abs(gapOf(one)) === size);
  const above = widest.filter(({ gap }) => gap > 0).length;
  const isMixed = above > 0 && above < widest.length;
  const whom = above > 0 ? 'the group above themselves' : 'themselves above the group';
  const ids = widest.map(({ question }) => question.id);
  const others = ids.length - named;
  const where = list(others > 1 ? [...ids.slice(0, named), `${others} others`] : ids);
  const subject = ids.length === 1 ? 'gap is on question' : 'gaps are on questions';
  return [`The widest ${subject} ${where}${isMixed ? '' : `, where people rate ${whom}`}.`];
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

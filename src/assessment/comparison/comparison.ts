/**
 * What several people answered, side by side: scores of each, and how far the views part. Nothing is averaged, and whoever
 * did not answer, or to whom it does not apply, is left out of a spread rather than counted as nought.
 */
import type { Answer, Answers } from '../answers.ts';
import type { Instrument, Perspective, Question, Scale } from '../instrument.ts';
import { competencyScores, principleScores, type Score } from '../scores/scores.ts';

/** Highest minus lowest; undefined unless at least two have a value. */
export type Spread = number | undefined;

export interface ComparedCompetency {
  readonly competency: Scale & { readonly short: string };
  /** One a person, in the order given. */
  readonly scores: readonly Readonly<Record<Perspective, Score>>[];
  /** In points, for me (each about themselves) and for us. */
  readonly spread: Readonly<Record<Perspective, Spread>>;
}

export interface ComparedPrinciple {
  readonly principle: Scale;
  /** One a person, in the order given. */
  readonly us: readonly Score[];
  readonly spread: Spread;
}

export interface ComparedQuestion {
  readonly question: Question;
  /** One a person, in the order given; undefined where unanswered. */
  readonly answers: readonly (Answer | undefined)[];
  /** Of us, in ratings, 1 to 3. */
  readonly spread: number;
}

export interface Comparison {
  readonly competencies: readonly ComparedCompetency[];
  readonly principles: readonly ComparedPrinciple[];
  /** The questions seen most differently, at most `mostApart`: widest spread of us first, ties in the recommended order. */
  readonly apart: readonly ComparedQuestion[];
}

export const mostApart = 10;

function spreadOf(values: readonly (number | undefined)[]): Spread {
  const known = values.filter((value) => value !== undefined);
  return known.length < 2 ? undefined : Math.max(...known) - Math.min(...known);
}

const pointsOf = (score: Score) => (score.kind === 'none' ? undefined : score.points);

/** @param people the answers of each */
export function compare(instrument: Instrument, people: readonly Answers[]): Comparison {
  const competencies = people.map((answers) => competencyScores(instrument, answers));
  const principles = people.map((answers) => principleScores(instrument, answers));
  return {
    competencies: instrument.competencies.map((competency, i) => {
      const scores = competencies.flatMap((person) => person[i] ?? []);
      const spread = (perspective: Perspective) =>
        spreadOf(scores.map((score) => pointsOf(score[perspective])));
      return {
        competency,
        scores: scores.map(({ me, us }) => ({ me, us })),
        spread: { me: spread('me'), us: spread('us') },
      };
    }),
    principles: instrument.principles.map((principle, i) => {
      const us = principles.flatMap((person) => person[i]?.us ?? []);
      return { principle, us, spread: spreadOf(us.map(pointsOf)) };
    }),
    apart: instrument.questions
      .flatMap((question): ComparedQuestion[] => {
        const answers = people.map((person) => person.get(question.id));
        const spread = spreadOf(answers.map(ratingOfUs)) ?? 0;
        return spread > 0 ? [{ question, answers, spread }] : [];
      })
      .toSorted((a, b) => b.spread - a.spread)
      .slice(0, mostApart),
  };
}

function ratingOfUs(answer: Answer | undefined): number | undefined {
  return answer === undefined || answer.us === 'not-applicable' ? undefined : answer.us;
}

/** Somebody has at least one score: without any there is nothing to set beside others'. */
export function hasAnyScore(instrument: Instrument, answers: Answers): boolean {
  return (
    competencyScores(instrument, answers).some(({ me, us }) => me.kind !== 'none' || us.kind !== 'none') ||
    principleScores(instrument, answers).some(({ us }) => us.kind !== 'none')
  );
}

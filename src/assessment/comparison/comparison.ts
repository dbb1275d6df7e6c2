/**
 * Compares the answers of several people: the scores of each, and the spread between them. Nothing is averaged. A missing
 * or not applicable answer is left out of a spread, not counted as 0.
 */
import type { Answer, Answers } from '../answers.ts';
import type { Instrument, Perspective, Question, Scale } from '../instrument.ts';
import { pointsOf } from '../scores/score-text.ts';
import { competencyScores, principleScores, type Score } from '../scores/scores.ts';

/** The highest minus the lowest value; undefined unless at least two people have one. */
export type Spread = number | undefined;

export interface ComparedCompetency {
  readonly competency: Scale & { readonly short: string };
  /** One entry for each person, in the order given. */
  readonly scores: readonly Readonly<Record<Perspective, Score>>[];
  /** In points. The scores for me are each person's about themselves. */
  readonly spread: Readonly<Record<Perspective, Spread>>;
}

export interface ComparedPrinciple {
  readonly principle: Scale;
  /** One entry for each person, in the order given. */
  readonly us: readonly Score[];
  readonly spread: Spread;
}

export interface ComparedQuestion {
  readonly question: Question;
  /** One entry for each person, in the order given; undefined where unanswered. */
  readonly answers: readonly (Answer | undefined)[];
  /** The spread of us in ratings, 1 to 3. */
  readonly spread: number;
}

export interface Comparison {
  readonly competencies: readonly ComparedCompetency[];
  readonly principles: readonly ComparedPrinciple[];
  /** The questions with the widest spreads of us, widest first, ties in the recommended order; at most `mostApart`. */
  readonly apart: readonly ComparedQuestion[];
}

export const mostApart = 10;

function spreadOf(values: readonly (number | undefined)[]): Spread {
  const known = values.filter((value) => value !== undefined);
  return known.length < 2 ? undefined : Math.max(...known) - Math.min(...known);
}

/** Compares people. @param people the answers of each */
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

/** Whether the answers give at least one score, without which there is nothing to compare. */
export function hasAnyScore(instrument: Instrument, answers: Answers): boolean {
  return (
    competencyScores(instrument, answers).some(({ me, us }) => me.kind !== 'none' || us.kind !== 'none') ||
    principleScores(instrument, answers).some(({ us }) => us.kind !== 'none')
  );
}

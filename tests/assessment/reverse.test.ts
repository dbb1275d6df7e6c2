/**
 * A reverse question with rating r counts as a plain one with 3 - r, wherever answers are counted. Each test compares the
 * shipped instrument with one without reverse questions, whose answers are turned by hand.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answers } from '../../src/assessment/answers.ts';
import { scoresToGive } from '../../src/assessment/comparison/benchmark.ts';
import { changeOf, moversSince } from '../../src/assessment/comparison/change.ts';
import { compare } from '../../src/assessment/comparison/comparison.ts';
import type { Instrument } from '../../src/assessment/instrument.ts';
import { buildReport, type Report } from '../../src/assessment/scores/report.ts';
import { ladderSentence, summarySentences } from '../../src/assessment/scores/sentences.ts';
import { teamResults } from '../../src/assessment/team/team-results.ts';
import { anyAnswers, countedByHand, instrument } from './arbitraries.ts';
import { publishedFigures } from './team/published.ts';

/** The instrument with every question in plain wording. */
const plain: Instrument = (() => {
  const questions = instrument.questions.map((question) => ({ ...question, reverse: false }));
  const own = <T extends { readonly questions: readonly { readonly id: string }[] }>(scale: T): T => ({
    ...scale,
    questions: scale.questions.flatMap(({ id }) => questions.find((question) => question.id === id) ?? []),
  });
  const { tier, level, demand } = instrument.lenses;
  return {
    ...instrument,
    questions,
    principles: instrument.principles.map(own),
    competencies: instrument.competencies.map(own),
    lenses: { tier: tier.map(own), level: level.map(own), demand: demand.map(own) },
  };
})();

/** The numbers of a report, by id. */
function numbersOf({ competencies, principles, lenses, total, weakRung, priorities, answered }: Report) {
  const scales = [...principles, ...lenses.tier, ...lenses.level, ...lenses.demand];
  return {
    competencies: competencies.map(({ competency, ...rest }) => [competency.id, rest]),
    scales: scales.map(({ scale, ...rest }) => [scale.id, rest]),
    total,
    weakRung: weakRung?.scale.id,
    priorities: priorities.map(({ question, total: sum }) => [question.id, sum]),
    answered: answered.map(({ question, counts, standing, gap, total: sum }) => [
      question.id,
      ...[counts, standing, gap, sum],
    ]),
  };
}

describe('reverse questions', () => {
  it('are turned in the whole report, and the answers in it are as given', () => {
    fc.assert(
      fc.property(anyAnswers(), (answers) => {
        const report = buildReport(instrument, answers);
        const same = buildReport(plain, countedByHand(answers));
        expect(numbersOf(report)).toEqual(numbersOf(same));
        expect(summarySentences(report, instrument)).toEqual(summarySentences(same, plain));
        expect(ladderSentence(report, instrument)).toBe(ladderSentence(same, plain));
        for (const { question, answer } of [...report.answered, ...report.priorities])
          expect(answer).toEqual(answers.get(question.id));
      }),
    );
  });

  it('are turned in what has changed', () => {
    fc.assert(
      fc.property(anyAnswers(), anyAnswers(), (then, now) => {
        const changes = (of: Instrument, before: Answers, answers: Answers) => {
          const snapshots = [{ takenOn: 1, edition: instrument.edition, answers: before }];
          const change = changeOf(of, [], { answers, snapshots });
          return {
            competencies: change.competencies.map(({ scores, since }) => ({ scores, since })),
            questions: change.questions.map(({ question, since }) => [question.id, since]),
            movers: moversSince(change, 0, 5).up.map(({ change: { question }, steps }) => [
              question.id,
              steps,
            ]),
          };
        };
        expect(changes(instrument, then, now)).toEqual(
          changes(plain, countedByHand(then), countedByHand(now)),
        );
      }),
      { numRuns: 40 },
    );
  });

  it('are turned in a comparison of people and in the benchmark', () => {
    fc.assert(
      fc.property(fc.array(anyAnswers(), { minLength: 2, maxLength: 4 }), (people) => {
        const numbers = (of: Instrument, answers: readonly Answers[]) => {
          const { competencies, principles, apart } = compare(of, answers);
          return {
            competencies: competencies.map(({ scores, spread }) => ({ scores, spread })),
            principles: principles.map(({ us, spread }) => ({ us, spread })),
            apart: apart.map(({ question, spread }) => [question.id, spread]),
            given: answers.map((one) => [...scoresToGive(of, one)]),
          };
        };
        expect(numbers(instrument, people)).toEqual(numbers(plain, people.map(countedByHand)));
      }),
      { numRuns: 40 },
    );
  });

  it('are turned in the figures of a team: means, spread, agreement, gaps and the lowest', () => {
    fc.assert(
      fc.property(fc.array(anyAnswers(), { minLength: 5, maxLength: 12 }), (people) => {
        const numbers = (of: Instrument, answers: readonly Answers[]) => {
          const figures = publishedFigures(answers, of, 0, 3);
          const { competencies, questions, gaps, lowest } = teamResults(figures, of);
          return {
            competencies: competencies.map(({ shown, result }) => ({ shown, result })),
            questions: questions.map(({ question, ...rest }) => [question.id, rest]),
            gaps: gaps.map(({ question }) => question.id),
            lowest: lowest.map(({ question }) => question.id),
          };
        };
        expect(numbers(instrument, people)).toEqual(numbers(plain, people.map(countedByHand)));
      }),
      { numRuns: 40 },
    );
  });
});

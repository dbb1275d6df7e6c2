import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Answer, type Answers, noAnswers, withAnswer } from '../../src/assessment/answers.ts';
import type { Question } from '../../src/assessment/instrument.ts';
import { nextQuestion, type Route, routes } from '../../src/assessment/route.ts';
import { answersOf, anyAnswers, instrument } from './arbitraries.ts';

const { questions } = instrument;
const key = questions.filter((question) => question.key);
const rest = questions.filter((question) => !question.key);
const answer: Answer = { me: 2, us: 1 };
const allBut = (...open: readonly (Question | undefined)[]): Answers =>
  answersOf(questions, (question) => (open.includes(question) ? undefined : answer));
const anyQuestion = fc.constantFrom(...questions);

/** Returns the questions in the order in which a visitor gets them who answers each. */
function walk(route: Route): Question[] {
  const met: Question[] = [];
  let answers = noAnswers;
  let next = nextQuestion(instrument, route, answers);
  while (next) {
    met.push(next);
    answers = withAnswer(answers, next.id, answer);
    next = nextQuestion(instrument, route, answers, next);
  }
  return met;
}

describe('the route', () => {
  it('with key questions first leads through those in their order, then through the others', () => {
    expect(walk('key')).toEqual([...key, ...rest]);
  });

  it('through all questions leads in the recommended order', () => {
    expect(walk('all')).toEqual(questions);
  });

  it.each(routes)('%s leads to an open question other than this one as long as there is any', (route) => {
    fc.assert(
      fc.property(anyAnswers(), fc.option(anyQuestion, { nil: undefined }), (answers, from) => {
        const open = questions.filter((question) => question !== from && !answers.has(question.id));
        const next = nextQuestion(instrument, route, answers, from);
        if (open.length === 0) expect(next).toBeUndefined();
        else expect(open).toContain(next);
      }),
    );
  });

  it('comes back to what was skipped when the end is reached', () => {
    const [first, second] = questions;
    expect(nextQuestion(instrument, 'all', allBut(first, second), questions.at(-1))).toBe(first);
  });

  it.each(routes)('%s goes on after the question it comes from, not with the first open one', (route) => {
    const [, , third] = key;
    const after = route === 'key' ? key[3] : questions[questions.indexOf(third as Question) + 1];
    expect(nextQuestion(instrument, route, noAnswers, third)).toBe(after);
  });

  it('goes on from a skipped question instead of showing it again', () => {
    const [first, second] = questions;
    expect(nextQuestion(instrument, 'all', noAnswers, first)).toBe(second);
    expect(nextQuestion(instrument, 'all', allBut(first), first)).toBeUndefined();
  });

  it('finishes the skipped key questions before it turns to the others', () => {
    expect(nextQuestion(instrument, 'key', allBut(key[2], rest[0]), key.at(-1))).toBe(key[2]);
  });

  it('goes on among the other questions after one of those', () => {
    expect(nextQuestion(instrument, 'key', noAnswers, rest[0])).toBe(rest[1]);
  });

  it('comes back to one skipped among the other questions before it turns to the key questions left', () => {
    expect(nextQuestion(instrument, 'key', allBut(key[3], rest[0]), rest.at(-1))).toBe(rest[0]);
  });

  it('turns to the key questions left when the others are all answered', () => {
    expect(nextQuestion(instrument, 'key', allBut(key[3]), rest.at(-1))).toBe(key[3]);
  });

  it('starts with the first open key question when no question is given', () => {
    const answers = answersOf([...key.slice(0, 3), ...rest], () => answer);
    expect(nextQuestion(instrument, 'key', answers)).toBe(key[3]);
  });
});

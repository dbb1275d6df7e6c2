import { describe, expect, it } from 'vitest';
import type { Answer, Answers } from '../../../src/assessment/answers.ts';
import type { Question } from '../../../src/assessment/instrument.ts';
import {
  competencyList,
  listNamed,
  nextInList,
  principleList,
} from '../../../src/assessment/scores/lists.ts';
import { prioritiesOf } from '../../../src/assessment/scores/priorities.ts';
import { testContent } from '../../site.ts';

const { instrument } = testContent;
const { principles, competencies } = instrument;
const questions = instrument.questions.filter(({ reverse }) => !reverse);
const inTable = principles.flatMap((principle) => principle.questions);
const ids = (list: readonly Question[] | undefined) => list?.map(({ id }) => id);
const answersTo = (some: readonly Question[], answer: Answer): Answers =>
  new Map(some.map(({ id }) => [id, answer]));
const answers: Answers = new Map([
  ...answersTo(
    instrument.questions.filter(({ reverse }) => reverse),
    { me: 1, us: 1 },
  ),
  ...answersTo(questions.slice(0, 5), { me: 0, us: 1 }),
  ...answersTo(questions.slice(5, 12), { me: 3, us: 2 }),
]);
const listed = (name: unknown) => listNamed(instrument, answers, name);

describe('listNamed', () => {
  it.each([
    ['unanswered', inTable.filter(({ id }) => !answers.has(id))],
    ['key', inTable.filter(({ key }) => key)],
    ['low', inTable.filter((question) => questions.slice(0, 5).includes(question))],
    ['priorities', prioritiesOf(instrument, answers).map(({ question }) => question)],
    [principleList('3'), principles.find(({ id }) => id === '3')?.questions ?? []],
  ])('returns the questions of "%s" in the order of the walk', (name, expected) => {
    expect(expected.length).toBeGreaterThan(0);
    expect(ids(listed(name)?.questions)).toEqual(ids(expected));
  });

  it('returns the questions of each competency', () => {
    for (const competency of competencies)
      expect(ids(listed(competencyList(competency.id))?.questions)).toEqual(ids(competency.questions));
    expect(listed('competency-ES')).toMatchObject({ of: 'empowerment', title: 'Empowerment' });
  });

  it.each(['table', 'retake'])('knows "%s", which has no order of its own', (name) => {
    expect(listed(name)).toMatchObject({ name, questions: [] });
  });

  it.each([
    '',
    'Low',
    'principle-0',
    'principle-',
    'competency-',
    'route',
    '__proto__',
    ['low'],
    undefined,
    3,
  ])('returns undefined for %j', (name) => {
    expect(listed(name)).toBeUndefined();
  });
});

describe('nextInList', () => {
  it('returns the next question, and undefined after the last and for a question of another list', () => {
    const list = listed('low');
    if (!list) throw new Error('there is a list of low answers');
    const [first, second] = list.questions;
    if (!first || !second) throw new Error('two answers are low');
    expect(nextInList(list, first)).toBe(second);
    expect(nextInList(list, list.questions.at(-1) as Question)).toBeUndefined();
    expect(nextInList(list, questions[8] as Question)).toBeUndefined();
  });
});

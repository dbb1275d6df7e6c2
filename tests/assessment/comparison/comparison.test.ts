import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answer, Answers } from '../../../src/assessment/answers.ts';
import { compare, hasAnyScore, mostApart } from '../../../src/assessment/comparison/comparison.ts';
import {
  partingSentence,
  partingSentences,
} from '../../../src/assessment/comparison/comparison-sentences.ts';
import type { Question } from '../../../src/assessment/instrument.ts';
import { competencyScores } from '../../../src/assessment/scores/scores.ts';
import { answersOf, anyAnswers, countedByHand, instrument } from '../arbitraries.ts';

const { questions } = instrument;
const anyPeople = fc.array(anyAnswers(), { minLength: 1, maxLength: 5 });
const [first, second, third] = questions as [Question, Question, Question];

/** Worked out the slow way, from the answers alone: fractions of whole numbers, one list after the other. */
function slowSpread(people: readonly Answers[], of: readonly Question[], side: 'me' | 'us', max: number) {
  const points: number[] = [];
  for (const person of people) {
    let sum = 0;
    let count = 0;
    const counted = countedByHand(person);
    for (const { id } of of) {
      const given = counted.get(id)?.[side];
      if (typeof given !== 'number') continue;
      sum += given;
      count += 1;
    }
    if (count >= 2) points.push(Number((BigInt(2 * max * sum + 3 * count) / BigInt(6 * count)).toString()));
  }
  points.sort((a, b) => a - b);
  return points.length < 2 ? undefined : (points.at(-1) ?? 0) - (points[0] ?? 0);
}

function slowApart(people: readonly Answers[]): string[] {
  const found = questions.map(({ id }, order) => {
    const ratings = people.map((person) => person.get(id)?.us).filter((us) => typeof us === 'number');
    let widest = 0;
    for (const a of ratings) for (const b of ratings) widest = Math.max(widest, a - b);
    return { id, order, widest };
  });
  const sorted = found.sort((a, b) => b.widest - a.widest || a.order - b.order);
  return sorted
    .filter(({ widest }) => widest > 0)
    .map(({ id }) => id)
    .slice(0, 10);
}

describe('a comparison', () => {
  it('agrees with a second calculation', () => {
    fc.assert(
      fc.property(anyPeople, (people) => {
        const { competencies, principles, apart } = compare(instrument, people);
        expect(competencies.map(({ spread }) => spread)).toEqual(
          instrument.competencies.map(({ questions: of }) => ({
            me: slowSpread(people, of, 'me', 24),
            us: slowSpread(people, of, 'us', 24),
          })),
        );
        expect(principles.map(({ spread }) => spread)).toEqual(
          instrument.principles.map(({ questions: of }) => slowSpread(people, of, 'us', 100)),
        );
        expect(apart.map(({ question }) => question.id)).toEqual(slowApart(people));
      }),
      { numRuns: 150 },
    );
  });

  it('says the same in whatever order the people come', () => {
    const shuffled = anyPeople.chain((people) =>
      fc.tuple(fc.constant(people), fc.shuffledSubarray([...people.keys()], { minLength: people.length })),
    );
    fc.assert(
      fc.property(shuffled, ([people, order]) => {
        const one = compare(instrument, people);
        const other = compare(
          instrument,
          order.map((i) => people[i] as Answers),
        );
        const inOrder = <T>(values: readonly T[]) => order.map((i) => values[i] as T);
        expect(other).toEqual({
          competencies: one.competencies.map((row) => ({ ...row, scores: inOrder(row.scores) })),
          principles: one.principles.map((row) => ({ ...row, us: inOrder(row.us) })),
          apart: one.apart.map((row) => ({ ...row, answers: inOrder(row.answers) })),
        });
        expect(partingSentences(other)).toEqual(partingSentences(one));
      }),
      { numRuns: 100 },
    );
  });

  it('finds nothing apart between people who answered alike', () => {
    fc.assert(
      fc.property(anyAnswers(), fc.integer({ min: 2, max: 5 }), (answers, count) => {
        const { competencies, principles, apart } = compare(instrument, Array(count).fill(answers));
        const spreads = [...competencies.flatMap(({ spread }) => [spread.me, spread.us])];
        spreads.push(...principles.map(({ spread }) => spread));
        expect(spreads.filter((spread) => spread !== undefined && spread !== 0)).toEqual([]);
        expect(apart).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  it('never has a narrower spread with one more person', () => {
    fc.assert(
      fc.property(anyPeople, anyAnswers(), (people, another) => {
        const before = compare(instrument, people);
        const after = compare(instrument, [...people, another]);
        for (const [i, { spread }] of before.competencies.entries())
          expect(after.competencies[i]?.spread.us ?? 0).toBeGreaterThanOrEqual(spread.us ?? 0);
      }),
      { numRuns: 50 },
    );
  });

  it.each<[string, Answer | undefined]>([
    ['unanswered', undefined],
    ['not applicable', { me: 3, us: 'not-applicable' }],
  ])('does not take %s for a zero', (_, silent) => {
    const top: Answer = { me: 3, us: 3 };
    const says = (of: Answer | undefined) => answersOf([first], () => of);
    expect(compare(instrument, [says(top), says(silent)]).apart).toEqual([]);
    expect(compare(instrument, [says(top), says({ me: 3, us: 0 })]).apart).toHaveLength(1);
    const { competencies, principles } = compare(instrument, [
      answersOf(questions, () => top),
      answersOf(questions, () => silent),
    ]);
    expect(competencies.map(({ spread }) => spread.us)).toEqual(competencies.map(() => undefined));
    expect(principles.map(({ spread }) => spread)).toEqual(principles.map(() => undefined));
  });

  it('lists at most ten questions, the widest spread first and ties in the recommended order', () => {
    const ahead = answersOf(questions, () => ({ me: 0, us: 2 }));
    const behind = answersOf(questions, ({ id }) => ({ me: 0, us: id === third.id ? 0 : 1 }));
    const { apart } = compare(instrument, [ahead, behind]);
    expect(apart).toHaveLength(mostApart);
    expect(apart.slice(0, 3).map(({ question }) => question.id)).toEqual([third.id, first.id, second.id]);
    expect(apart.slice(0, 2).map(({ spread }) => spread)).toEqual([2, 1]);
  });
});

describe('hasAnyScore', () => {
  const two = (me: Answer['me'], us: Answer['us']) =>
    answersOf(instrument.competencies[0]?.questions.slice(0, 2) ?? [], () => ({ me, us }));
  const inPrinciple = (us: Answer['us']) =>
    answersOf(
      questions
        .filter((question) => question.competency === undefined && question.principle === '1')
        .slice(0, 2),
      () => ({ me: 'not-applicable', us }),
    );

  it.each<[string, Answers, boolean]>([
    ['no answers', new Map(), false],
    ['one answer', answersOf([first], () => ({ me: 3, us: 3 })), false],
    ['answers that do not apply', two('not-applicable', 'not-applicable'), false],
    ['a competency’s score for me only', two(1, 'not-applicable'), true],
    ['a competency’s score for us only', two('not-applicable', 1), true],
    ['a principle’s score only', inPrinciple(2), true],
  ])('says for %s whether there is a score', (_, answers, expected) => {
    expect(hasAnyScore(instrument, answers)).toBe(expected);
  });
});

describe('the scores side by side', () => {
  it('are those of each person’s own report', () => {
    const people = [answersOf(questions, () => ({ me: 3, us: 1 })), new Map()];
    const { competencies, principles } = compare(instrument, people);
    const own = people.map((answers) => competencyScores(instrument, answers)[0]);
    expect(competencies[0]?.scores).toEqual(own.map((one) => ({ me: one?.me, us: one?.us })));
    expect(principles[0]?.us.map(({ kind }) => kind)).toEqual(['final', 'none']);
  });
});

describe('partingSentences', () => {
  it('are one about us and one about me', () => {
    const top = answersOf(questions, () => ({ me: 3, us: 3 }));
    const other = answersOf(questions, () => ({ me: 2, us: 0 }));
    expect(partingSentences(compare(instrument, [top, other]))).toEqual([
      'About us, the views are 24 points apart on every competency that can be compared.',
      'About our own part, each rating themselves, the views are 8 points apart on every competency that can be compared.',
    ]);
  });
});

describe('where the views part, in a sentence', () => {
  const row = (title: string, me: number | undefined, us: number | undefined) => ({
    competency: { id: title, title, short: title, questions: [] },
    scores: [],
    spread: { me, us },
  });

  it.each([
    [
      'no two people can be compared',
      [row('A', undefined, undefined)],
      'About us, no competency has a score from two people yet.',
    ],
    [
      'one can',
      [row('A', 1, 1), row('B', 1, undefined)],
      'About us, only “A” has scores from two people or more, 1 point apart.',
    ],
    [
      'some are wide, some narrow',
      [row('A', 0, 7), row('B', 0, 1), row('C', 0, 7), row('D', 0, 3)],
      'About us, the views part most on “A” and “C”, with 7 points from the lowest to the highest, and least on “B”, with 1 point.',
    ],
    [
      'they agree somewhere',
      [row('A', 0, 7), row('B', 0, 0)],
      'About us, the views part most on “A”, with 7 points from the lowest to the highest, and least on “B”, where everybody gives the same score.',
    ],
    [
      'all are as wide',
      [row('A', 0, 4), row('B', 0, 4)],
      'About us, the views are 4 points apart on every competency that can be compared.',
    ],
    [
      'all agree',
      [row('A', 9, 0), row('B', 9, 0)],
      'About us, everybody gives the same score on every competency that can be compared.',
    ],
  ])('when %s', (_, competencies, sentence) => {
    expect(partingSentence('us', competencies)).toBe(sentence);
  });
});

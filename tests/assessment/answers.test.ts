import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Answer,
  type Answers,
  gapOf,
  isLow,
  noAnswers,
  type PerspectiveAnswer,
  ratings,
  sameAnswer,
  sameAnswers,
  standingOf,
  totalOf,
  withAnswer,
} from '../../src/assessment/answers.ts';
import { anyAnswer, anyAnswers, anyRating, instrument, questionList } from './arbitraries.ts';

const na = 'not-applicable';
const { coachingBelow, strengthFrom } = instrument.thresholds;

describe('the total of a question', () => {
  it('is me + us when both apply', () => {
    for (const me of ratings) for (const us of ratings) expect(totalOf({ me, us })).toBe(me + us);
  });

  it.each(ratings)('is twice the other when one does not apply (%i)', (rating) => {
    expect(totalOf({ me: rating, us: na })).toBe(rating + rating);
    expect(totalOf({ me: na, us: rating })).toBe(rating + rating);
  });

  it('is none when neither applies', () => {
    expect(totalOf({ me: na, us: na })).toBeUndefined();
  });
});

describe('the gap of a question', () => {
  it('is us minus me', () => {
    expect(gapOf({ me: 3, us: 1 })).toBe(-2);
    expect(gapOf({ me: 0, us: 3 })).toBe(3);
    expect(gapOf({ me: 2, us: 2 })).toBe(0);
  });

  it.each<Answer>([
    { me: na, us: 2 },
    { me: 2, us: na },
    { me: na, us: na },
  ])('is none unless both apply: %o', (answer) => {
    expect(gapOf(answer)).toBeUndefined();
  });
});

describe('the standing of a question', () => {
  it('is low below the coaching line, a strength from the strength line, else in the middle', () => {
    fc.assert(
      fc.property(anyRating, anyRating, (me, us) => {
        const expected = me + us < coachingBelow ? 'low' : me + us < strengthFrom ? 'middle' : 'strength';
        expect(standingOf({ me, us }, instrument)).toBe(expected);
      }),
    );
  });

  it.each<[PerspectiveAnswer, PerspectiveAnswer, string | undefined]>([
    [1, na, 'low'],
    [na, 1, 'low'],
    [2, na, 'middle'],
    [na, 2, 'middle'],
    [3, na, 'strength'],
    [na, na, undefined],
  ])('counts the other twice when one does not apply: %s and %s', (me, us, standing) => {
    expect(standingOf({ me, us }, instrument)).toBe(standing);
  });

  it('is never low for a question without an answer', () => {
    const [question] = questionList(1);
    expect(question && isLow(question, noAnswers, instrument)).toBe(false);
  });

  it('is not low for a question with a middle total', () => {
    const [question] = questionList(1);
    expect(question && isLow(question, new Map([[question.id, { me: 2, us: 2 }]]), instrument)).toBe(false);
  });

  it('is low for a question answered low', () => {
    const [question] = questionList(1);
    expect(question && isLow(question, new Map([[question.id, { me: 0, us: 0 }]]), instrument)).toBe(true);
  });
});

describe('changing an answer', () => {
  const [first] = instrument.questions;
  const id = first?.id ?? '';

  it('sets that one and leaves the others as they were', () => {
    fc.assert(
      fc.property(anyAnswers(), anyAnswer, (answers, answer) => {
        const changed = withAnswer(answers, id, answer);
        expect(changed.get(id)).toEqual(answer);
        expect([...changed].filter(([other]) => other !== id)).toEqual(
          [...answers].filter(([other]) => other !== id),
        );
      }),
    );
  });

  it('removes it altogether when it is cleared', () => {
    const changed = withAnswer(new Map([[id, { me: 1, us: 1 }]]), id, undefined);
    expect(changed.has(id)).toBe(false);
  });

  it('is left to answers that have a `with` of their own', () => {
    const own: Answers = Object.assign(new Map(), { with: () => noAnswers });
    expect(withAnswer(own, id, { me: 1, us: 1 })).toBe(noAnswers);
  });

  it('leaves the answers it was given untouched', () => {
    const answers = new Map<string, Answer>([[id, { me: 1, us: 1 }]]);
    withAnswer(answers, id, undefined);
    withAnswer(answers, 'another', { me: 3, us: 3 });
    expect([...answers]).toEqual([[id, { me: 1, us: 1 }]]);
  });
});

describe('two answers', () => {
  it('are the same when both perspectives are', () => {
    expect(sameAnswer({ me: 1, us: na }, { me: 1, us: na })).toBe(true);
    expect(sameAnswer(undefined, undefined)).toBe(true);
  });

  it.each<[Answer | undefined, Answer | undefined]>([
    [
      { me: 1, us: 2 },
      { me: 2, us: 1 },
    ],
    [
      { me: 1, us: 2 },
      { me: 2, us: 2 },
    ],
    [
      { me: 1, us: 2 },
      { me: 1, us: na },
    ],
    [{ me: 0, us: 0 }, undefined],
    [undefined, { me: 0, us: 0 }],
  ])('differ otherwise: %o and %o', (a, b) => {
    expect(sameAnswer(a, b)).toBe(false);
  });
});

describe('two sets of answers', () => {
  const answers = new Map<string, Answer>([
    ['1.1', { me: 1, us: 2 }],
    ['1.2', { me: 3, us: na }],
  ]);

  it('are the same when they have the same questions and answers, in any order', () => {
    expect(sameAnswers(answers, new Map([...answers].toReversed()))).toBe(true);
    expect(sameAnswers(noAnswers, new Map())).toBe(true);
  });

  it.each<[string, Answers]>([
    ['one question more', new Map([...answers, ['1.3', { me: 0, us: 0 }]])],
    ['one question less', new Map([...answers].slice(1))],
    ['another question', new Map([...answers].map(([id, answer]) => [id === '1.2' ? '1.3' : id, answer]))],
    ['another answer to one question', new Map([...answers, ['1.2', { me: 3, us: 3 }]])],
  ])('differ by %s', (_, others) => {
    expect([sameAnswers(answers, others), sameAnswers(others, answers)]).toEqual([false, false]);
  });
});

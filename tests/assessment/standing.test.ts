import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Answer, noAnswers, type PerspectiveAnswer, ratings } from '../../src/assessment/answers.ts';
import { turned, turnedAnswer } from '../../src/assessment/counted.ts';
import { gapOf, isLow, nextRating, standingOf, startOf, totalOf } from '../../src/assessment/standing.ts';
import { anyAnswer, anyRating, anyResponse, instrument, questionList } from './arbitraries.ts';

const na = 'not-applicable';
const { coachingBelow, strengthFrom, viewsPartFrom } = instrument.thresholds;
const plain = { reverse: false };
const reverse = { reverse: true };
/** Written out, so that the tests do not turn ratings with the code that they test. */
const other = (given: PerspectiveAnswer): PerspectiveAnswer =>
  given === na ? na : ([3, 2, 1, 0] as const)[given];

describe('the total of a question', () => {
  it('is me + us when both apply', () => {
    for (const me of ratings) for (const us of ratings) expect(totalOf(plain, { me, us })).toBe(me + us);
  });

  it.each(ratings)('is twice the other when one does not apply (%i)', (rating) => {
    expect(totalOf(plain, { me: rating, us: na })).toBe(rating + rating);
    expect(totalOf(plain, { me: na, us: rating })).toBe(rating + rating);
  });

  it('is none when neither applies', () => {
    expect(totalOf(plain, { me: na, us: na })).toBeUndefined();
  });
});

describe('the gap of a question', () => {
  it('is us minus me', () => {
    expect(gapOf(plain, { me: 3, us: 1 })).toBe(-2);
    expect(gapOf(plain, { me: 0, us: 3 })).toBe(3);
    expect(gapOf(plain, { me: 2, us: 2 })).toBe(0);
  });

  it.each<Answer>([
    { me: na, us: 2 },
    { me: 2, us: na },
    { me: na, us: na },
  ])('is none unless both apply: %o', (answer) => {
    expect(gapOf(plain, answer)).toBeUndefined();
  });
});

describe('the standing of a question', () => {
  it('is low below the coaching line, a strength from the strength line, else in the middle', () => {
    fc.assert(
      fc.property(anyRating, anyRating, (me, us) => {
        const expected = me + us < coachingBelow ? 'low' : me + us < strengthFrom ? 'middle' : 'strength';
        expect(standingOf(plain, { me, us }, instrument)).toBe(expected);
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
    expect(standingOf(plain, { me, us }, instrument)).toBe(standing);
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

describe('the coaching of a question', () => {
  it.each<[PerspectiveAnswer, PerspectiveAnswer, string]>([
    [0, 0, 'bothLow'],
    [1, 0, 'bothLow'],
    [0, 1, 'bothLow'],
    [2, 0, 'iAmAhead'],
    [0, 2, 'weAreAhead'],
    [1, na, 'bothLow'],
    [na, 0, 'bothLow'],
  ])('for me %s and us %s is that for %s', (me, us, start) => {
    expect(viewsPartFrom).toBe(2);
    expect(startOf(plain, { me, us }, instrument)).toBe(start);
    expect(startOf(reverse, { me: other(me), us: other(us) }, instrument)).toBe(start);
  });
});

describe('a reverse question', () => {
  it('counts 0 as 3, 1 as 2 and the other way, and leaves what does not apply', () => {
    const given: readonly PerspectiveAnswer[] = [0, 1, 2, 3, na];
    expect(given.map((rating) => turned(reverse, rating))).toEqual([3, 2, 1, 0, na]);
    expect(given.map((rating) => turned(plain, rating))).toEqual(given);
    expect(turned(reverse, undefined)).toBeUndefined();
    expect(turnedAnswer(reverse, { me: 3, us: na })).toEqual({ me: 0, us: na });
  });

  it('has the total, gap, standing and coaching of a plain one with the ratings turned', () => {
    fc.assert(
      fc.property(anyResponse, anyResponse, (me, us) => {
        const answer = { me: other(me), us: other(us) };
        expect(totalOf(reverse, { me, us })).toBe(totalOf(plain, answer));
        expect(gapOf(reverse, { me, us })).toBe(gapOf(plain, answer));
        expect(standingOf(reverse, { me, us }, instrument)).toBe(standingOf(plain, answer, instrument));
        expect(startOf(reverse, { me, us }, instrument)).toBe(startOf(plain, answer, instrument));
      }),
    );
  });

  it('turned twice is as given', () => {
    fc.assert(
      fc.property(anyAnswer, (answer) => {
        expect(turnedAnswer(reverse, turnedAnswer(reverse, answer))).toEqual(answer);
      }),
    );
  });

  it('is low when the poor practice is usual', () => {
    const [question] = questionList(1).map((one) => ({ ...one, ...reverse }));
    const low = (rating: 0 | 3) =>
      question && isLow(question, new Map([[question.id, { me: rating, us: rating }]]), instrument);
    expect([low(3), low(0)]).toEqual([true, false]);
  });
});

describe('the next rating', () => {
  it.each<[string, Answer, number | undefined, number | undefined]>([
    ['is one better than that of us, whatever me is', { me: 3, us: 0 }, 1, undefined],
    ['of a reverse question is one lower, because less often is better', { me: 0, us: 3 }, undefined, 2],
    ['in the middle of the scale is on either side', { me: 0, us: 1 }, 2, 0],
    ['is that of me where us does not apply', { me: 1, us: na }, 2, 0],
    ['is none when neither applies', { me: na, us: na }, undefined, undefined],
  ])('%s', (_what, answer, ofPlain, ofReverse) => {
    expect(nextRating(plain, answer)).toBe(ofPlain);
    expect(nextRating(reverse, answer)).toBe(ofReverse);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Answer,
  type Answers,
  noAnswers,
  sameAnswer,
  sameAnswers,
  withAnswer,
} from '../../src/assessment/answers.ts';
import { anyAnswer, anyAnswers, instrument } from './arbitraries.ts';

const na = 'not-applicable';

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

  it('uses the `with` method of answers that have one', () => {
    const own: Answers = Object.assign(new Map(), { with: () => noAnswers });
    expect(withAnswer(own, id, { me: 1, us: 1 })).toBe(noAnswers);
  });

  it('does not change the answers it was given', () => {
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

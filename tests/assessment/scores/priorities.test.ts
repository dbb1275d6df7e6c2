import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answer, Answers } from '../../../src/assessment/answers.ts';
import type { Instrument, Question } from '../../../src/assessment/instrument.ts';
import { prioritiesOf } from '../../../src/assessment/scores/priorities.ts';
import { answersOf, anyAnswers, instrument } from '../arbitraries.ts';

const na = 'not-applicable';
const { questions, thresholds } = instrument;
const most = thresholds.priorities;

const idsOf = (answers: Answers, of: Instrument = instrument) =>
  prioritiesOf(of, answers).map(({ question }) => question.id);

/** A question that fits, apart from those given. */
function one(fits: (question: Question) => boolean, ...apart: readonly Question[]): Question {
  const found = questions.find((question) => fits(question) && !apart.includes(question));
  if (!found) throw new Error('the instrument has no such question');
  return found;
}

/** Which of two comes first when only they are answered. */
function firstOf(...given: readonly [Question, Answer][]): string | undefined {
  return idsOf(new Map(given.map(([{ id }, answer]) => [id, answer])))[0];
}

const [bottom, , , top] = instrument.lenses.tier.map(({ id }) => id);

describe('the priorities', () => {
  it('put a lower question before a higher one that every other criterion favours', () => {
    const low = one(({ key, tier }) => !key && tier === top);
    const higher = one(({ key, tier }) => key && tier === bottom);
    expect(firstOf([higher, { me: 2, us: 0 }], [low, { me: 0, us: 1 }])).toBe(low.id);
  });

  it('put a key question before another of the same total', () => {
    const key = one(({ key, tier }) => key && tier === top);
    const other = one(({ key, tier }) => !key && tier === bottom);
    expect(firstOf([other, { me: 2, us: 0 }], [key, { me: 1, us: 1 }])).toBe(key.id);
  });

  it.each([true, false])('put a lower tier before a higher one (both key: %s)', (isKey) => {
    const low = one(({ key, tier }) => key === isKey && tier === bottom);
    const high = one(({ key, tier }) => key === isKey && tier === top);
    expect(firstOf([high, { me: 2, us: 0 }], [low, { me: 1, us: 1 }])).toBe(low.id);
  });

  it.each<[string, Answer]>([
    ['us above me', { me: 0, us: 2 }],
    ['me above us', { me: 2, us: 0 }],
  ])('put a larger gap before a smaller one, %s', (_, wide) => {
    const first = one(({ key, tier }) => !key && tier === bottom);
    const second = one(({ key, tier }) => !key && tier === bottom, first);
    expect(firstOf([first, { me: 1, us: 1 }], [second, wide])).toBe(second.id);
  });

  it('treat a question rated for one perspective only as one without a gap', () => {
    const first = one(({ key, tier }) => !key && tier === bottom);
    const second = one(({ key, tier }) => !key && tier === bottom, first);
    expect(firstOf([first, { me: na, us: 1 }], [second, { me: 2, us: 0 }])).toBe(second.id);
    expect(firstOf([first, { me: na, us: 1 }], [second, { me: 1, us: 1 }])).toBe(first.id);
  });

  it('go by the recommended order when all else is equal, whatever the order of answering', () => {
    const same = questions.filter(({ key, tier }) => !key && tier === bottom);
    const answers = answersOf(same.toReversed(), () => ({ me: 1, us: 1 }));
    expect(idsOf(answers)).toEqual(same.slice(0, most).map(({ id }) => id));
  });

  it('are as many as the instrument asks for, or as there are', () => {
    const answers = answersOf(questions, () => ({ me: 1, us: 1 }));
    expect(idsOf(answers)).toHaveLength(most);
    const five = { ...instrument, thresholds: { ...thresholds, priorities: most + 2 } };
    expect(idsOf(answers, five)).toHaveLength(most + 2);
    expect(idsOf(new Map([...answers].slice(0, 1)))).toHaveLength(1);
  });

  it('are none without answers', () => {
    expect(idsOf(new Map())).toEqual([]);
  });

  it('never hold a question that is open or does not apply', () => {
    fc.assert(
      fc.property(anyAnswers(), (answers) => {
        for (const id of idsOf(answers)) {
          const answer = answers.get(id);
          expect(answer && [answer.me, answer.us].some((response) => response !== na)).toBe(true);
        }
      }),
    );
  });

  it('are the same in whatever order the answers were given', () => {
    const shuffled = anyAnswers().chain((answers) =>
      fc.tuple(
        fc.constant(answers),
        fc.shuffledSubarray([...answers], { minLength: answers.size }).map((list) => new Map(list)),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([answers, given]) => {
        expect(idsOf(given)).toEqual(idsOf(answers));
      }),
    );
  });

  it('carry the answer and its total', () => {
    const question = one(({ key }) => key);
    expect(prioritiesOf(instrument, new Map([[question.id, { me: 2, us: na }]]))).toEqual([
      { question, answer: { me: 2, us: na }, total: 4 },
    ]);
  });
});

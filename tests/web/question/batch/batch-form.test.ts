import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { letterOf, lettersOf } from '../../../../src/codec/packed/letters.ts';
import { chosenIn, fieldName, readBatch } from '../../../../src/web/question/batch/batch-form.ts';
import { answersTo, anyAnswers, instrument } from '../../state.ts';

const { questions } = instrument.principles[2] ?? { questions: [] };
const [first, second] = questions;
if (!first || !second) throw new Error('the shipped content has ten questions in principle 3');

describe('readBatch', () => {
  it('reads complete answers, and an error for each question with one rating', () => {
    const body = { [`me-${first.id}`]: '2', [`us-${first.id}`]: 'na', [`us-${second.id}`]: '0' };
    const batch = readBatch(body, questions, new Map());
    expect(batch.changed).toEqual([{ question: first.id, answer: { me: 2, us: 'not-applicable' } }]);
    expect(batch.errors).toEqual([
      { field: `me-${second.id}`, text: `${second.id} is rated for us only: rate it for me as well` },
    ]);
    expect(batch.chosen.get(second.id)).toEqual({ us: '0' });
  });

  it('gives back exactly the answers that the form changed', () => {
    const some = anyAnswers({ ...instrument, questions }, []);
    fc.assert(
      fc.property(some, some, (before, wanted) => {
        const fields = [...chosenIn(questions, wanted)].flatMap(([id, { me, us }]) => [
          [fieldName('me', id), me],
          [fieldName('us', id), us],
        ]);
        const body = { ...Object.fromEntries(fields), before: lettersOf(questions, before) };
        const { changed, errors } = readBatch(body, questions, before);
        expect(errors).toEqual([]);
        const expected = questions.filter(
          ({ id }) => wanted.has(id) && letterOf(wanted.get(id)) !== letterOf(before.get(id)),
        );
        expect(changed.map(({ question }) => question)).toEqual(expected.map(({ id }) => id));
      }),
    );
  });

  it('changes no answer that another tab has changed since and this form has not', () => {
    const before = answersTo([first], { me: 1, us: 1 });
    const since = answersTo([first], { me: 3, us: 3 });
    const body = { before: lettersOf(questions, before), [`me-${first.id}`]: '1', [`us-${first.id}`]: '1' };
    expect(readBatch(body, questions, since).changed).toEqual([]);
  });

  it.each([
    undefined,
    null,
    'x',
    { before: 7 },
    { [`me-${first.id}`]: ['1', '2'] },
    { [`me-${first.id}`]: '9' },
  ])('takes nothing from %j', (body) => {
    const batch = readBatch(body, questions, new Map());
    expect([batch.changed, batch.errors]).toEqual([[], []]);
  });
});

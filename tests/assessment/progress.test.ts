import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noAnswers } from '../../src/assessment/answers.ts';
import { isReportOpen, progressOf } from '../../src/assessment/progress.ts';
import { answersOf, anyAnswers, instrument } from './arbitraries.ts';

const { questions } = instrument;
const key = questions.filter((question) => question.key);

describe('progress', () => {
  it('starts at nothing answered, with every key question left', () => {
    expect(progressOf(instrument, noAnswers)).toEqual({
      answered: 0,
      of: questions.length,
      keyAnswered: 0,
      keyOf: key.length,
      keyLeft: key,
      reportOpen: false,
      complete: false,
    });
  });

  it('counts what is answered and what is left, in all and of the key questions', () => {
    fc.assert(
      fc.property(anyAnswers(), (answers) => {
        const { answered, keyAnswered, keyOf, keyLeft } = progressOf(instrument, answers);
        expect(answered).toBe(answers.size);
        expect(keyAnswered + keyLeft.length).toBe(keyOf);
        expect(isReportOpen(instrument, answers)).toBe(keyLeft.length === 0);
        expect(keyLeft).toEqual(key.filter(({ id }) => !answers.has(id)));
      }),
    );
  });

  it('opens the report with the last key question and not before', () => {
    const answers = answersOf(key, () => ({ me: 1, us: 2 }));
    expect(progressOf(instrument, answers).reportOpen).toBe(true);
    expect(isReportOpen(instrument, answers)).toBe(true);
    for (const { id } of key) {
      const without = new Map(answers);
      without.delete(id);
      expect(progressOf(instrument, without).reportOpen, id).toBe(false);
    }
  });

  it('counts “doesn’t apply” as an answer', () => {
    const answers = answersOf(questions, () => ({ me: 'not-applicable', us: 'not-applicable' }));
    expect(progressOf(instrument, answers)).toMatchObject({ reportOpen: true, complete: true });
  });

  it('is complete only with every question answered', () => {
    const answers = answersOf(questions, () => ({ me: 0, us: 0 }));
    expect(progressOf(instrument, answers).complete).toBe(true);
    expect(progressOf(instrument, new Map([...answers].slice(1))).complete).toBe(false);
  });

  it('does not count answers to questions that are no longer asked', () => {
    expect(progressOf(instrument, new Map([['999.1', { me: 1, us: 1 }]])).answered).toBe(0);
  });
});

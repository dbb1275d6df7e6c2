/** The decisions about a posted answer: the assessment to save it in, and the address after it. */
import { describe, expect, it } from 'vitest';
import type { Question } from '../../../src/assessment/instrument.ts';
import { type Assessment, dayOf, newVisitor } from '../../../src/assessment/visitor.ts';
import { addressAfter, withAssessmentToAnswer } from '../../../src/web/question/answering.ts';
import { today } from '../../site.ts';
import {
  answersTo,
  assessmentWith,
  firstLevel,
  instrument,
  keyQuestions,
  otherQuestions,
  questionAt,
  secondLevel,
  visitorWith,
} from '../state.ts';

const day = dayOf(today);
const one = assessmentWith(answersTo(keyQuestions));
const two = assessmentWith(answersTo([]), { id: 'two', level: secondLevel });

describe('withAssessmentToAnswer', () => {
  const chosen = (shown: string, ...assessments: readonly Assessment[]) =>
    withAssessmentToAnswer(visitorWith(...assessments), shown, firstLevel, day, () => 'new123');

  it('returns the assessment of the page as the current one', () => {
    expect(chosen('1', one, two)).toEqual({ ...visitorWith(one, two), current: '1' });
  });

  it('returns the current assessment when the page showed none', () => {
    expect(chosen('', one, two)?.current).toBe('two');
  });

  it('returns a new assessment with a new id for a visitor without one', () => {
    const visitor = withAssessmentToAnswer(newVisitor, '', secondLevel, day, () => 'new123');
    expect(visitor?.assessments).toEqual([{ ...two, id: 'new123' }]);
    expect(visitor?.current).toBe('new123');
  });

  it('returns undefined when the assessment of the page is gone', () => {
    expect(chosen('two', one)).toBeUndefined();
    expect(chosen('1', two)).toBeUndefined();
    expect(chosen('two')).toBeUndefined();
  });
});

describe('addressAfter', () => {
  const lastKey = questionAt(-1, keyQuestions);
  const visitor = (questions: readonly Question[]) => visitorWith(assessmentWith(answersTo(questions)));
  const all = visitor(instrument.questions);
  const keys = visitor(keyQuestions);
  const open = visitor(keyQuestions.slice(0, -1));

  it.each([
    ['the question for action=clear', 'clear', keys, open, `/questions/${lastKey.id}?cleared`],
    ['/questions for action=stop', 'stop', open, keys, '/questions?stopped'],
    ['/report?opened when the report has just opened', 'continue', open, keys, '/report?opened'],
    ['/report when no question is left', 'continue', all, all, '/report'],
    ['the next question', 'continue', keys, keys, `/questions/${otherQuestions[0]?.id}`],
  ] as const)('returns %s', (_what, action, before, after, expected) => {
    expect(addressAfter(action, lastKey, before, after, instrument)).toBe(expected);
  });

  it('returns the question after the one that was answered, not the first unanswered one', () => {
    const from = questionAt(3, otherQuestions);
    const after = visitor([...keyQuestions, from]);
    expect(addressAfter('continue', from, keys, after, instrument)).toBe(
      `/questions/${otherQuestions[4]?.id}`,
    );
  });
});

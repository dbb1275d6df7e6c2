/** The decisions about a posted answer: the assessment to save it in, and the address after it. */

import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../src/assessment/answers.ts';
import type { Question } from '../../../src/assessment/instrument.ts';
import type { Route } from '../../../src/assessment/route.ts';
import { listNamed } from '../../../src/assessment/scores/lists.ts';
import { type Assessment, newVisitor } from '../../../src/assessment/visitor.ts';
import { letterOf } from '../../../src/codec/packed/letters.ts';
import { addressAfter, withAssessmentToAnswer } from '../../../src/web/question/answering.ts';
import { dayOf } from '../../days.ts';
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
  const visitor = (questions: readonly Question[], route: Route = 'key') =>
    visitorWith(assessmentWith(answersTo(questions), { route }));
  const answeredBefore = letterOf({ me: 2, us: 1 });
  const all = visitor(instrument.questions);
  const keys = visitor(keyQuestions);
  const open = visitor(keyQuestions.slice(0, -1));
  const saved = `saved=${lastKey.id}-`;
  const changed = `saved=${lastKey.id}${answeredBefore}`;
  const nextOther = `/questions/${otherQuestions[0]?.id}`;
  const route = { list: undefined, question: lastKey };

  it.each([
    ['the question for action=clear', 'clear', keys, open, `/questions/${lastKey.id}?${changed}`],
    ['/questions for action=stop', 'stop', open, keys, `/questions?stopped&${saved}`],
    ['the scores when the report has just opened', 'continue', open, keys, `/arrived/key?${saved}`],
    ['/questions when no question is left', 'continue', all, all, `/questions?${changed}`],
    ['the next question', 'continue', keys, keys, `${nextOther}?${changed}`],
  ] as const)('returns %s', (_what, action, before, after, expected) => {
    expect(addressAfter({ ...route, action, before, after }, instrument)).toBe(expected);
  });

  it('returns the question after the one that was answered, not the first unanswered one', () => {
    const question = questionAt(3, otherQuestions);
    const after = visitor([...keyQuestions, question]);
    expect(addressAfter({ ...route, action: 'continue', question, before: keys, after }, instrument)).toBe(
      `/questions/${otherQuestions[4]?.id}?saved=${question.id}-`,
    );
  });

  it('goes on with the route of all questions when the report opens', () => {
    const before = visitor(keyQuestions.slice(0, -1), 'all');
    const after = visitor(keyQuestions, 'all');
    const to = addressAfter({ ...route, action: 'continue', before, after }, instrument);
    expect(to).toMatch(new RegExp(`^/questions/.*${saved}&opened$`));
  });

  it('returns the final scores once everything is answered, on a route and in a list', () => {
    const [first, ...others] = instrument.questions;
    const before = visitor(others);
    for (const name of [undefined, 'unanswered', 'retake', 'table']) {
      const list = listNamed(instrument, answersTo(others), name);
      const to = addressAfter(
        { action: 'continue', question: first as Question, before, after: all, list },
        instrument,
      );
      expect(to).toBe(`/arrived/all?saved=${first?.id}-`);
    }
  });

  describe('in a list', () => {
    const plain = instrument.questions.filter(({ reverse }) => !reverse);
    const [low, lower, other] = plain.slice(30) as [Question, Question, Question];
    const answers = new Map([
      ...answersTo(plain, { me: 2, us: 2 }),
      ...answersTo([low, lower], { me: 0, us: 1 }),
    ]);
    const before = visitorWith(assessmentWith(answers));
    const was = letterOf({ me: 0, us: 1 });
    const to = (question: Question, name: string, answer: Answer = { me: 3, us: 3 }) => {
      const after = visitorWith(assessmentWith(new Map(answers).set(question.id, answer)));
      const list = listNamed(instrument, answers, name);
      return addressAfter({ action: 'continue', question, before, after, list }, instrument);
    };

    it('returns its next question, although the answer no longer belongs to it', () => {
      expect(to(low, 'low')).toBe(`/questions/${lower.id}?list=low&saved=${low.id}${was}`);
    });

    it('returns the page of the list after its last question', () => {
      expect(to(lower, 'low')).toBe(`/questions?show=low&saved=${lower.id}${was}`);
      const principle = instrument.principles.find(({ id }) => id === low.principle);
      const last = principle?.questions.at(-1) as Question;
      expect(to(last, `principle-${low.principle}`)).toMatch(
        new RegExp(`^/principles/${low.principle}\\?saved=${last.id}`),
      );
    });

    it('returns the address of the table after a change of an answer that was opened from the table', () => {
      expect(to(other, 'table')).toBe(`/questions?saved=${other.id}${letterOf({ me: 2, us: 2 })}`);
    });

    it('stays in the list after Clear', () => {
      const after = visitorWith(assessmentWith(new Map([...answers].filter(([id]) => id !== low.id))));
      const list = listNamed(instrument, answers, 'low');
      expect(addressAfter({ action: 'clear', question: low, before, after, list }, instrument)).toBe(
        `/questions/${low.id}?list=low&saved=${low.id}${was}`,
      );
    });
  });
});

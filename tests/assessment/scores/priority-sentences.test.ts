/** Why a question is a priority, word for word. */
import { describe, expect, it } from 'vitest';
import type { Answer, Answers } from '../../../src/assessment/answers.ts';
import type { Instrument, Question } from '../../../src/assessment/instrument.ts';
import {
  noPrioritySentence,
  priorityClause,
  priorityReason,
} from '../../../src/assessment/scores/priority-sentences.ts';
import { buildReport, type Report } from '../../../src/assessment/scores/report.ts';
import { answersOf, instrument, questionList } from '../arbitraries.ts';

const { questions } = instrument;
const na = 'not-applicable';
const everywhere = (answer: Answer) => answersOf(questions, () => answer);

describe('noPrioritySentence', () => {
  const answered = (...totals: (number | undefined)[]) =>
    ({ answered: totals.map((total) => ({ total })) }) as unknown as Report;

  it('says why there is no priority, and nothing when the instrument asks for none', () => {
    expect(noPrioritySentence(answered(), instrument)).toBe('No question is answered yet.');
    expect(noPrioritySentence(answered(undefined), instrument)).toMatch(/^None of the questions .* applies/);
    expect(noPrioritySentence(answered(undefined, 6), instrument)).toMatch(
      /^Every answer that counts is strong/,
    );
    const none = { ...instrument, thresholds: { ...instrument.thresholds, priorities: 0 } };
    expect(noPrioritySentence(answered(0), none)).toBe('');
  });
});

describe('priorityReason', () => {
  const scale = (title: string) => ({ id: title, title, short: title, questions: [] });
  const tiers: Instrument = {
    ...instrument,
    lenses: { ...instrument.lenses, tier: ['Low', 'Middle', 'High'].map(scale) },
  };
  const [question] = questionList(1) as [Question];
  const ratings = ['Never', 'Rarely', 'Often', 'Always'];
  const answer: Answer = { me: 0, us: 1 };
  const said = 'You said “never” for yourself and “rarely” for us.';
  const reason = (change: Partial<Question>, given: Answer = answer, total = 1) =>
    priorityReason(
      { question: { ...question, tier: 'High', ...change }, answer: given, total },
      tiers,
      ratings,
    );
  const { strengthFrom, coachingBelow, viewsPartFrom } = instrument.thresholds;

  it('quotes the two ratings, and says of a low total that it is low', () => {
    expect(reason({})).toBe(`${said} It counts as low.`);
    expect(reason({}, answer, coachingBelow - 1)).toBe(`${said} It counts as low.`);
  });

  it('says “not applicable” without quotation marks', () => {
    const text = 'You said not applicable for yourself and “always” for us. It counts as low.';
    expect(reason({}, { me: 'not-applicable', us: 3 })).toBe(text);
  });

  it.each([
    [coachingBelow, 'That is not low, and still leaves room.'],
    [strengthFrom - 1, 'That is not low, and still leaves room.'],
  ])('says about a total of %i: %s', (total, sentence) => {
    expect(reason({}, answer, total)).toBe(`${said} ${sentence}`);
  });

  it('says that a key question is a key question', () => {
    expect(reason({ key: true })).toBe(
      `${said} It counts as low. It is a key question, one that much else depends on.`,
    );
  });

  it.each<[Answer, string]>([
    [
      { me: 0, us: viewsPartFrom as 2 },
      'You said “never” for yourself and “often” for us. It counts as low. Your two views of it are 2 ratings apart, so it is worth a conversation.',
    ],
    [
      { me: 3, us: 0 },
      'You said “always” for yourself and “never” for us. It counts as low. Your two views of it are 3 ratings apart, so it is worth a conversation.',
    ],
    [{ me: 1, us: 0 }, 'You said “rarely” for yourself and “never” for us. It counts as low.'],
    [{ me: 0, us: 0 }, 'You said “never” for yourself and “never” for us. It counts as low.'],
  ])('says from two ratings on that the views are apart: %j', (given, text) => {
    expect(reason({}, given)).toBe(text);
  });

  it.each([
    ['Low', 'It stands on the rung of low, with 2 rungs of the ladder resting on it.'],
    ['Middle', 'It stands on the rung of middle, with one rung of the ladder resting on it.'],
  ])('says what rests on the rung %s', (tier, sentence) => {
    expect(reason({ tier })).toBe(`${said} It counts as low. ${sentence}`);
  });

  it('says nothing about a rung that the instrument does not have', () => {
    expect(reason({ tier: 'other' })).toBe(`${said} It counts as low.`);
  });
});

describe('priorityClause', () => {
  const clausesOf = (answers: Answers) => {
    const report = buildReport(instrument, answers);
    return report.priorities.map((priority) => priorityClause(priority, report, instrument));
  };
  const plain = questions.find(
    ({ key, tier, reverse }) => !key && !reverse && tier !== instrument.lenses.tier[0]?.id,
  );
  const lowestKey = questions.find(
    ({ key, tier, reverse }) => key && !reverse && tier === instrument.lenses.tier[0]?.id,
  );
  const one = (id: string | undefined, answer: Answer) =>
    clausesOf(new Map([...everywhere({ me: 3, us: 3 }), [id ?? '', answer]]))[0];

  it.each<[Answer, string]>([
    [{ me: 0, us: 1 }, 'Me 0, us 1: both low'],
    [{ me: 2, us: 0 }, 'Me 2, us 0: us low, 2 apart'],
    [{ me: 0, us: 2 }, 'Me 0, us 2: me low, 2 apart'],
    [{ me: na, us: 1 }, 'Me does not apply, us 1: low'],
    [{ me: 2, us: 1 }, 'Me 2, us 1: not low, with room left'],
  ])('says of %o: %s', (answer, said) => {
    expect(one(plain?.id, answer)).toBe(said);
  });

  it('names a key question and the rung', () => {
    expect(one(lowestKey?.id, { me: 0, us: 0 })).toBe('Me 0, us 0: both low, key question, bottom rung');
    expect(clausesOf(everywhere({ me: 0, us: 0 }))[0]).toContain('on the rung to start at');
  });
});

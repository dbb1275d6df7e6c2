import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answer, Answers } from '../../../src/assessment/answers.ts';
import { turnedAnswer } from '../../../src/assessment/counted.ts';
import { headline } from '../../../src/assessment/scores/headline.ts';
import { buildReport } from '../../../src/assessment/scores/report.ts';
import { pointsOf } from '../../../src/assessment/scores/score-text.ts';
import { answersOf, anyAnswers, instrument } from '../arbitraries.ts';

const { questions, competencies } = instrument;
const max = instrument.points.competency;
const na = 'not-applicable';
const headlineOf = (answers: Answers) => headline(buildReport(instrument, answers));
const everywhere = (answer: Answer) => answersOf(questions, () => answer);
/** The answers with one answer in the competencies of these short titles. */
const withIn = (answers: Answers, answer: Answer, ...shorts: readonly string[]) => {
  const changed = new Map(answers);
  for (const { short, questions: own } of competencies)
    if (shorts.includes(short))
      for (const question of own) changed.set(question.id, turnedAnswer(question, answer));
  return changed;
};
const middle = everywhere({ me: 1, us: 1 });

describe('headline', () => {
  it('names the strongest and the weakest for us', () => {
    const answers = withIn(withIn(middle, { me: 0, us: 3 }, 'Standards'), { me: 3, us: 0 }, 'Processes');
    expect(headlineOf(answers)).toBe(
      'For us, Standards is strongest, at 24 of 24, and Processes weakest, at 0.',
    );
  });

  it('names all ties', () => {
    const answers = withIn(middle, { me: 0, us: 3 }, 'Standards', 'Recognition');
    expect(headlineOf(answers)).toBe(
      'For us, Standards and Recognition are strongest, at 24 of 24, and Leadership, Listening, Empowerment and Processes weakest, at 8.',
    );
  });

  it('says that all stand level', () => {
    expect(headlineOf(middle)).toBe('For us, all competencies stand level, at 8 of 24.');
  });

  it('says what has no score', () => {
    const none = everywhere({ me: na, us: na });
    expect(headlineOf(none)).toBe('No competency has a score: too few of their questions are rated.');
    expect(headlineOf(withIn(none, { me: 1, us: 1 }, 'Standards'))).toBe(
      'For us, Standards stands at 8 of 24; nothing else has a score.',
    );
    expect(headlineOf(withIn(none, { me: 1, us: 1 }, 'Standards', 'Processes'))).toBe(
      'For us, Standards and Processes stand level at 8 of 24; nothing else has a score.',
    );
  });

  it('speaks of me when nothing applies to us', () => {
    expect(headlineOf(everywhere({ me: 2, us: na }))).toBe(
      'For me, all competencies stand level, at 16 of 24.',
    );
  });

  it('is one sentence with the highest and the lowest shown points, for any answers', () => {
    fc.assert(
      fc.property(anyAnswers(), (answers) => {
        const { competencies: scores } = buildReport(instrument, answers);
        const said = headlineOf(answers);
        expect(said).toMatch(/^[^.]+\.$/);
        const points = scores.flatMap(({ us }) => pointsOf(us) ?? []);
        if (points.length < 2) return;
        expect(said).toContain(`${Math.max(...points)} of ${max}`);
        expect(said).toMatch(new RegExp(`at ${Math.min(...points)}\\b`));
        for (const { competency, us } of scores) {
          const isExtreme = [Math.max(...points), Math.min(...points)].includes(pointsOf(us) ?? -1);
          if (Math.max(...points) !== Math.min(...points))
            expect(said.includes(competency.short)).toBe(isExtreme);
        }
      }),
    );
  });
});

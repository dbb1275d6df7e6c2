/** Sentences of the report, word for word, for made-up scores. */
import { describe, expect, it } from 'vitest';
import { extremesSentence, firmnessSentence, gapSentence } from '../../../src/assessment/scores/sentences.ts';
import { instrument } from '../arbitraries.ts';

const { aheadBy } = instrument.thresholds;

describe('gapSentence', () => {
  /** A competency by its short name, with these points. */
  const compared = (short: string, me: number, us: number, isLow = false) => ({
    competency: { short },
    me: { points: me },
    us: { points: us },
    gap: us - me,
    reading: isLow ? 'both-low' : us > me ? 'we-are-ahead' : 'i-am-ahead',
  });
  const say = (...given: ReturnType<typeof compared>[]) =>
    gapSentence(given as unknown as Parameters<typeof gapSentence>[0], instrument);
  const agree =
    'The two views agree: me and us come to the same points in every competency with both scores.';
  const ahead =
    'Either you do more here than the people around you, or you see your own efforts better than theirs. Ask two of them which it is.';
  const behind =
    'The people around you seem to do this better than you allow yourself to. Find out what they do, and borrow it.';

  it('says that the views agree when no competency has a gap', () => {
    expect(say(compared('A', 4, 4), compared('B', 9, 9))).toBe(agree);
  });

  it.each([
    [1, '1 point'],
    [aheadBy - 1, `${aheadBy - 1} points`],
  ])('says that the views are close for a widest gap of %i', (gap, size) => {
    const sentence = `The two views are close, and widest on “B”, ${size} apart (me 9, us ${9 + gap}).`;
    expect(say(compared('A', 4, 4), compared('B', 9, 9 + gap))).toBe(sentence);
  });

  it('says from the threshold on that the views part, and what it may mean that us is ahead', () => {
    const sentence = `The two views part most on “B”, ${aheadBy} points apart (me 9, us ${9 + aheadBy}). ${behind}`;
    expect(say(compared('A', 4, 4), compared('B', 9, 9 + aheadBy))).toBe(sentence);
  });

  it('says from the threshold on that the views part, and what it may mean that me is ahead', () => {
    const sentence = `The two views part most on “B”, ${aheadBy} points apart (me 9, us ${9 - aheadBy}). ${ahead}`;
    expect(say(compared('A', 4, 5), compared('B', 9, 9 - aheadBy))).toBe(sentence);
  });

  it('does not restrict itself to some competencies when all have both scores', () => {
    const all = instrument.competencies.map(({ short }) => compared(short, 4, 4));
    expect(say(...all)).toMatch(/ in every competency\.$/);
  });

  it('names all of the widest gaps, each with its points', () => {
    expect(say(compared('A', 4, 5), compared('B', 9, 8), compared('C', 9, 9))).toBe(
      'The two views are close, and widest on “A” (me 4, us 5) and “B” (me 9, us 8), 1 point apart each.',
    );
    expect(say(compared('A', 4, 12), compared('B', 9, 17))).toBe(
      `The two views part most on “A” (me 4, us 12) and “B” (me 9, us 17), 8 points apart each. ${behind}`,
    );
  });

  it.each([
    ['which go different ways', compared('A', 4, 12), compared('B', 17, 9)],
    ['of which one is low', compared('A', 0, 8, true), compared('B', 9, 17)],
  ])('gives no advice about gaps %s', (_, a, b) => {
    expect(say(a, b)).toMatch(
      /They do not all say the same: the chapter of each has what its gap may mean\.$/,
    );
  });

  it('looks at the level before the gap', () => {
    expect(say(compared('A', 0, 8, true))).toMatch(
      /Both are low there, so look first for what lifts both\.$/,
    );
  });
});

describe('extremesSentence', () => {
  it('is empty when no competency has a score', () => {
    expect(extremesSentence([], 'us')).toBe('');
  });
});

describe('firmnessSentence', () => {
  /** The kinds of the scores of competencies "0", "1" and so on, and which of these have an open question. */
  const say = (kinds: [me: string, us: string][], unfinished: readonly string[]) => {
    const competencies = kinds.map(([me, us], i) => ({
      competency: { id: String(i) },
      me: { kind: me },
      us: { kind: us },
    }));
    const open = [{ competency: undefined }, ...unfinished.map((id) => ({ competency: { id } }))];
    const report = { progress: { of: 100, answered: 60 }, competencies, open };
    return firmnessSentence(report as unknown as Parameters<typeof firmnessSentence>[0]);
  };

  it('counts the competencies with an open question, also those without a score yet', () => {
    expect(
      say(
        [
          ['provisional', 'provisional'],
          ['none', 'none'],
          ['none', 'none'],
        ],
        ['0', '0', '1'],
      ),
    ).toBe(
      'These scores are provisional: 60 of 100 questions are answered, and the 40 left could still move 2 of 3 competencies.',
    );
  });

  it('does not call final scores provisional', () => {
    expect(
      say(
        [
          ['provisional', 'none'],
          ['final', 'final'],
        ],
        ['0'],
      ),
    ).toMatch(/^Some of these scores are provisional: /);
  });

  it('says what is open although no score of a competency is provisional', () => {
    expect(
      say(
        [
          ['final', 'final'],
          ['none', 'none'],
        ],
        ['1'],
      ),
    ).toBe(
      'More can still be scored: 60 of 100 questions are answered, and the 40 left could count towards 1 of 2 competencies.',
    );
    expect(say([['final', 'final']], [])).toBe(
      'Scores of principles and of the ladder can still move: 60 of 100 questions are answered, and the 40 left belong to no competency.',
    );
  });
});

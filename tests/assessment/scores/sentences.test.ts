import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answer, Answers, PerspectiveAnswer } from '../../../src/assessment/answers.ts';
import type { Instrument, Question, Scale } from '../../../src/assessment/instrument.ts';
import { priorityReason } from '../../../src/assessment/scores/priority-sentences.ts';
import { buildReport } from '../../../src/assessment/scores/report.ts';
import {
  firmnessSentence,
  ladderSentence,
  scoreSentence,
  sentencesAfterHeadline,
  summarySentences,
} from '../../../src/assessment/scores/sentences.ts';
import { answersOf, anyAnswers, instrument, ratingsOf } from '../arbitraries.ts';

const na = 'not-applicable';
const ratingWords = ['Not yet', 'Sometimes', 'Mostly', 'Always'];
const { questions, competencies, thresholds, bands } = instrument;
const { competency: most } = instrument.points;
const tiers = instrument.lenses.tier;
const top = tiers.at(-1);

function present<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('the shipped instrument lacks what this test needs');
  return value;
}

const [first, second] = [present(competencies[0]), present(competencies[1])];

const reportOf = (answers: Answers) => buildReport(instrument, answers);
const summaryOf = (answers: Answers) => summarySentences(reportOf(answers), instrument);
const summaryText = (answers: Answers) => summaryOf(answers).join(' ');
const reasonsOf = (answers: Answers, of: Instrument = instrument) =>
  buildReport(of, answers).priorities.map((priority) => priorityReason(priority, of, ratingWords));
const ladderOf = (answers: Answers) => ladderSentence(reportOf(answers), instrument);
const everySentence = (answers: Answers) => [...summaryOf(answers), ladderOf(answers), ...reasonsOf(answers)];

const everywhere = (answer: Answer) => answersOf(questions, () => answer);
const within = ({ questions }: Scale, question: Question) => questions.includes(question);
/** One answer in a competency, another everywhere else; undefined leaves the rest open. */
const butIn = (competency: Scale, there: Answer, elsewhere: Answer | undefined) =>
  answersOf(questions, (question) => (within(competency, question) ? there : elsewhere));
const only = ({ id }: Question, me: PerspectiveAnswer, us: PerspectiveAnswer): Answers =>
  new Map([[id, { me, us }]]);
/** What is said, without the numbers and the names. */
const wordsOf = (text: string) => text.replaceAll(/\d+|“[^”]*”/g, '…');

/** Results of clearly different shapes. */
const shapes = {
  'low all over': everywhere({ me: 0, us: 0 }),
  'high all over': everywhere({ me: 3, us: 3 }),
  'me ahead': everywhere({ me: 3, us: 1 }),
  'us ahead': everywhere({ me: 1, us: 3 }),
  'strong in one competency': butIn(first, { me: 3, us: 3 }, { me: 1, us: 1 }),
  'strong in another': butIn(second, { me: 3, us: 3 }, { me: 1, us: 1 }),
  'weak in one competency': butIn(first, { me: 0, us: 0 }, { me: 2, us: 2 }),
  'ahead here, behind there': answersOf(questions, (question) => {
    if (within(first, question)) return { me: 3, us: 1 };
    return within(second, question) ? { me: 1, us: 3 } : { me: 2, us: 2 };
  }),
  'answered in part': answersOf(questions, ({ key }) => (key ? { me: 2, us: 2 } : undefined)),
  'not applicable': everywhere({ me: na, us: na }),
} satisfies Record<string, Answers>;

describe('sentencesAfterHeadline', () => {
  const afterOf = (answers: Answers) => sentencesAfterHeadline(reportOf(answers), instrument);

  it('are those of the summary without the first, which names what the headline names', () => {
    for (const answers of Object.values(shapes))
      expect(afterOf(answers)).toEqual(summaryOf(answers).slice(1));
  });

  it('say that none is compared when only one perspective has scores, and nothing when none has', () => {
    expect(afterOf(everywhere({ me: 2, us: 'not-applicable' }))).toEqual([
      'No competency has scores for both me and us, so the two views cannot be compared.',
    ]);
    expect(afterOf(everywhere({ me: 'not-applicable', us: 'not-applicable' }))).toEqual([]);
  });
});

describe('every sentence of the report', () => {
  const clean = (sentence: string) => {
    expect(sentence).toMatch(/^[A-Z“].*\.$/s);
    expect(sentence).not.toMatch(/undefined|NaN|null|\[object|Infinity|\s\s|\s[.,;:]|[,;:]\./);
  };

  it('is whole and clean, whatever is answered', () => {
    fc.assert(fc.property(anyAnswers(), (answers) => everySentence(answers).forEach(clean)));
  });

  it.each(Object.entries(shapes))('is whole and clean for results that are %s', (_, answers) => {
    everySentence(answers).forEach(clean);
  });

  const miscounted =
    /(?<![\d.])(?:1 (?:points|questions|competencies|ratings|rungs)|(?!1 )\d+ (?:point|question|competency|rating|rung))\b/;

  it('has its nouns in the plural after any number but one', () => {
    const several = (answers: Answers) =>
      reportOf(answers).competencies.filter(({ gap }) => gap !== undefined).length > 1;
    fc.assert(
      fc.property(anyAnswers().filter(several), (answers) => {
        for (const sentence of everySentence(answers)) expect(sentence).not.toMatch(miscounted);
      }),
    );
  });

  it.each<[string, Answer]>([
    ['me ahead', { me: 3, us: 0 }],
    ['us ahead', { me: 0, us: 3 }],
    ['neither ahead', { me: 2, us: 2 }],
  ])('counts right when a single competency has a score, %s', (_, answer) => {
    for (const sentence of everySentence(butIn(first, answer, undefined)))
      expect(sentence).not.toMatch(miscounted);
  });

  it('speaks of 1 point when the widest gap is one', () => {
    const answers = answersOf(questions, (question) => ({
      me: 2,
      us: question === first.questions[0] ? 3 : 2,
    }));
    expect(summaryText(answers)).toMatch(/\b1 point\b/);
  });

  it('counts right when the framework lists gaps of one rating (views-part-from: 1)', () => {
    const close: Instrument = { ...instrument, thresholds: { ...thresholds, viewsPartFrom: 1 } };
    for (const reason of reasonsOf(everywhere({ me: 1, us: 0 }), close))
      expect(reason).not.toMatch(miscounted);
  });

  it('does not say “is” of several competencies', () => {
    for (const answers of Object.values(shapes))
      expect(summaryText(answers)).not.toMatch(/\bis (?:“[^”]*”, )*“[^”]*” and “/);
  });
});

describe('the summary', () => {
  it('has three or four sentences whenever there are scores', () => {
    const { 'not applicable': _, ...scored } = shapes;
    const counts = Object.entries(scored).map(([shape, answers]) => [shape, summaryOf(answers).length]);
    expect(counts.filter(([, count]) => count !== 3 && count !== 4)).toEqual([]);
  });

  it.each(Object.entries(shapes))(
    'of results that are %s differs from the summaries of all other results',
    (shape, answers) => {
      for (const [other, others] of Object.entries(shapes))
        if (other !== shape) expect(summaryText(others), other).not.toBe(summaryText(answers));
    },
  );

  it('differs in words, and not in numbers and names alone, by who is ahead', () => {
    const said = [
      shapes['me ahead'],
      shapes['us ahead'],
      shapes['high all over'],
      shapes['ahead here, behind there'],
    ].map((answers) => wordsOf(summaryText(answers)));
    expect(new Set(said).size).toBe(said.length);
  });

  it('says so when too little is rated for any score, and does not guess why', () => {
    const none = ['No competency has a score: too few of their questions are rated.'];
    expect(summaryOf(shapes['not applicable'])).toEqual(none);
    expect(summaryOf(new Map())).toEqual(none);
  });

  it.each([
    ['us', { me: na, us: 2 } as const],
    ['me', { me: 2, us: na } as const],
  ])('says what %s says when nothing applies to the other', (who, answer) => {
    expect(summaryOf(butIn(first, answer, { me: na, us: na }))).toEqual([
      `For ${who}, “${first.short}” stands at 16 of 24 (solid); the others have no score.`,
      'No competency has scores for both me and us, so the two views cannot be compared.',
    ]);
  });
});

describe('the sentence about the strongest and the weakest', () => {
  const sentenceOf = (answers: Answers) => summaryOf(answers)[0] ?? '';

  it('names the strongest, then the weakest, with their points from us', () => {
    const answers = answersOf(questions, (question) => {
      if (within(first, question)) return { me: 0, us: 3 };
      return { me: 0, us: within(second, question) ? 0 : 2 };
    });
    const sentence = sentenceOf(answers);
    const strongest = sentence.indexOf(`“${first.short}”, at ${most} of ${most}`);
    const weakest = sentence.indexOf(`“${second.short}”, at 0 of ${most}`);
    expect(strongest).toBeGreaterThan(-1);
    expect(weakest).toBeGreaterThan(strongest);
  });

  it('names all ties', () => {
    for (const { short: title } of competencies)
      expect(sentenceOf(shapes['weak in one competency'])).toContain(`“${title}”`);
  });

  it('names no competency when all have the same points, and says how many these are', () => {
    const sentence = sentenceOf(everywhere({ me: 1, us: 2 }));
    for (const { short: title } of competencies) expect(sentence).not.toContain(title);
    expect(sentence).toContain(`${(2 * most) / 3} of ${most}`);
  });

  it('counts a competency that does not apply to me, because it goes by us', () => {
    expect(sentenceOf(butIn(first, { me: na, us: 0 }, { me: 2, us: 2 }))).toContain(`“${first.short}”`);
  });

  it('does not speak of all competencies when only one has a score', () => {
    expect(sentenceOf(butIn(first, { me: 2, us: 2 }, undefined))).not.toMatch(/\b(?:all|every|each)\b/i);
  });

  it('treats two competencies with equal points as a tie, whatever these were rounded from', () => {
    // Both 14 of 24: from 9/15, which is 60 per cent, and from 14/24.
    const us = (question: Question): PerspectiveAnswer => {
      const place = first.questions.indexOf(question);
      if (place >= 0) return ratingsOf(9, 5)[place] ?? na;
      return ratingsOf(14, second.questions.length)[second.questions.indexOf(question)] ?? 0;
    };
    const answers = answersOf(questions, (question) => ({ me: 1, us: us(question) }));
    const under = bands[1]?.title.toLowerCase();
    expect(sentenceOf(answers)).toContain(`“${first.short}” and “${second.short}”, at 14 of 24 (${under})`);
  });
});

describe('the sentence about the gap', () => {
  it('gives the widest gap, whichever way it goes', () => {
    fc.assert(
      fc.property(anyAnswers(), (answers) => {
        const gaps = reportOf(answers).competencies.flatMap(({ gap }) => (gap === undefined ? [] : [gap]));
        if (gaps.length === 0) return;
        const widest = Math.max(...gaps.map(Math.abs));
        const sentence = summaryOf(answers)[1] ?? '';
        if (widest > 0) expect(sentence).toMatch(new RegExp(`\\b${widest} points?\\b`));
      }),
    );
  });

  it('names no competency and no number when there is no gap', () => {
    for (const rating of [0, 1, 2, 3] as const)
      expect(summaryOf(everywhere({ me: rating, us: rating }))[1]).not.toMatch(/\d|“/);
  });

  it('names the competency and its two scores', () => {
    const sentence = summaryOf(butIn(first, { me: 3, us: 1 }, { me: 2, us: 2 }))[1];
    expect(sentence).toContain(`“${first.short}”`);
    expect(sentence).toContain(`(me ${most}, us ${most / 3})`);
  });

  it('advises to borrow from the others only where us is not in the band "to build"', () => {
    const usual = { me: 1, us: 1 } as const;
    const borrow = /borrow/;
    // 8 points apart each: us 8 of 24, then us 16.
    expect(summaryOf(butIn(first, { me: 0, us: 1 }, usual))[1]).toContain('Both are low there');
    expect(summaryOf(butIn(first, { me: 0, us: 1 }, usual))[1]).not.toMatch(borrow);
    expect(summaryOf(butIn(first, { me: 1, us: 2 }, usual))[1]).toMatch(borrow);
    fc.assert(
      fc.property(anyAnswers(), (answers) => {
        const [, sentence = ''] = summaryOf(answers);
        const [, us] = /\(me \d+, us (\d+)\)/.exec(sentence) ?? [];
        if (borrow.test(sentence)) expect(Number(us)).toBeGreaterThan(8);
      }),
    );
  });

  it('says something else when I am ahead than when we are', () => {
    const words = (answers: Answers) => wordsOf(summaryOf(answers)[1] ?? '');
    expect(words(shapes['me ahead'])).not.toBe(words(shapes['us ahead']));
  });
});

describe('the sentence about how firm the scores are', () => {
  it('is there exactly when a question is open, and says how many questions are answered', () => {
    fc.assert(
      fc.property(anyAnswers(), (answers) => {
        const report = reportOf(answers);
        const sentence = firmnessSentence(report);
        if (answers.size < questions.length)
          expect(sentence).toContain(`${answers.size} of ${questions.length}`);
      }),
    );
    expect(firmnessSentence(reportOf(everywhere({ me: 2, us: 1 })))).toBe('');
  });
});

describe('the reason for a priority', () => {
  const question = present(questions[0]);

  it('quotes both answers', () => {
    const [reason] = reasonsOf(only(question, 0, 2));
    expect(reason).toContain('“not yet” for yourself');
    expect(reason).toContain('“mostly” for us');
  });

  it('says which side does not apply', () => {
    expect(reasonsOf(only(question, na, 0))[0]).toContain('not applicable for yourself');
    expect(reasonsOf(only(question, 0, na))[0]).toContain('not applicable for us');
  });

  it.each([true, false])('says that it is a key question when it is (%s)', (isKey) => {
    const asked = present(questions.find(({ key }) => key === isKey));
    expect(reasonsOf(only(asked, 0, 0))[0]?.includes('key question')).toBe(isKey);
  });

  it('calls the rung by its title, which an organisation may change', () => {
    const renamed: Instrument = {
      ...instrument,
      lenses: {
        ...instrument.lenses,
        tier: tiers.map((tier) => ({ ...tier, title: `Our own name for ${tier.id}` })),
      },
    };
    const [reason] = reasonsOf(only(question, 0, 0), renamed);
    expect(reason?.toLowerCase()).toContain(`our own name for ${question.tier}`);
  });

  it('does not say of the top rung that anything rests on it', () => {
    const highest = present(questions.find(({ tier }) => tier === top?.id));
    expect(reasonsOf(only(highest, 0, 0))[0]).not.toMatch(/rest(?:s|ing) on it/);
  });
});

describe('the sentence about the ladder', () => {
  const weakAt = (weak: string | undefined) =>
    answersOf(questions, ({ tier }) => ({ me: 2, us: tier === weak ? 0 : 3 }));

  it.each(tiers)('says to start at $title when that is the lowest weak rung', ({ id, title }) => {
    const sentence = ladderOf(weakAt(id));
    expect(sentence).toContain(title.toLowerCase());
    expect(sentence).toContain(`0 of ${instrument.points.lens}`);
  });

  it('does not say of the top rung that anything rests on it', () => {
    expect(ladderOf(weakAt(top?.id))).not.toMatch(/rest(?:s|ing) on it/);
  });

  it.each<[string, PerspectiveAnswer, string | undefined]>([
    ['the top one is weak', 0, top?.id],
    ['the lowest is strong', 3, tiers[0]?.id],
  ])(
    'does not say that rungs without a score hold anything up, when only one rung has a score: %s',
    (_, us, rated) => {
      const answers = answersOf(questions, ({ tier }) => ({ me: 2, us: tier === rated ? us : na }));
      expect(ladderOf(answers)).not.toMatch(/\bbear/);
    },
  );

  it('says so when no rung is weak', () => {
    expect(ladderOf(weakAt(undefined))).toContain(`No rung is below ${thresholds.weakRungBelow}`);
  });

  it('says so when there is no score at all', () => {
    expect(ladderOf(new Map())).toContain('No rung of the ladder has enough ratings');
  });
});

describe('the words for a score', () => {
  const usOf = (answers: Answers) => present(reportOf(answers).competencies[0]).us;

  it('are its points and band when it is final', () => {
    expect(scoreSentence(usOf(shapes['high all over']))).toBe('24 of 24, strong');
  });

  it('give the bounds and from how many questions when it is provisional', () => {
    expect(scoreSentence(usOf(shapes['answered in part']))).toBe(
      '16 of 24, solid, provisional from 4 of 8; it could still become anything from 8 to 20',
    );
  });

  it('say how much was rated when there is none', () => {
    expect(scoreSentence({ kind: 'none', rated: 1, open: 7, of: 8 })).toBe('no score yet: 1 of 8 rated');
    expect(scoreSentence({ kind: 'none', rated: 1, open: 0, of: 8 })).toBe(
      'no score: 1 of 8 rated, the others do not apply',
    );
    expect(scoreSentence({ kind: 'none', rated: 0, open: 0, of: 8 })).toBe('does not apply');
  });
});

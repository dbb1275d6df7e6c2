import { describe, expect, it } from 'vitest';
import type {
  CompetencyResult,
  PerspectiveResult,
  QuestionResult,
  TeamResults,
} from '../../../src/assessment/team/team-results.ts';
import {
  gapsBeyond,
  hourOf,
  lowestBeyond,
  questionReading,
  talkedOf,
} from '../../../src/assessment/team/team-talk.ts';
import {
  agreementText,
  alphaText,
  certaintyOf,
  gapText,
  inPoints,
  inRatings,
  intervalText,
  meanText,
  pointsText,
  ratingText,
  spreadText,
  spreadWord,
  teamSentences,
} from '../../../src/assessment/team/team-text.ts';
import { instrument, questionList } from '../arbitraries.ts';

const view = (given: Partial<PerspectiveResult> = {}): PerspectiveResult => ({
  n: 12,
  mean: 12,
  spread: 1,
  complete: 5,
  interval: undefined,
  alpha: undefined,
  ...given,
});
const question = (i: number, me: number, us: number): QuestionResult => ({
  question: questionList(i + 1)[i] as QuestionResult['question'],
  me: { n: 12, mean: me, deviation: 0 },
  us: { n: 12, mean: us, deviation: 0 },
  gap: us - me,
  groups: [],
});
const competency = (title: string, us: number, agreement: number): CompetencyResult => ({
  competency: { id: title, title, short: title, questions: [] },
  shown: 8,
  result: { me: view(), us: view({ mean: us }), gap: 0, agreement, groups: [] },
});
const hidden: CompetencyResult = { ...competency('Hidden', 0, 0), result: undefined };
const results = (given: Partial<TeamResults>): TeamResults => ({
  competencies: [],
  questions: [],
  gaps: [],
  lowest: [],
  ...given,
});

describe('numbers as text', () => {
  it('have one decimal place in points and two in ratings', () => {
    expect([inPoints(1.25), pointsText(1.25), pointsText(3)]).toEqual([1.3, '1.3', '3.0']);
    expect([inRatings(1.005), ratingText(1.005), ratingText(2)]).toEqual([1.01, '1.01', '2.00']);
  });

  it.each([
    [0.005, 2, '+0.01'],
    [0.004, 2, '0.00'],
    [-0.005, 2, '−0.01'],
    [0.06, 1, '+0.1'],
    [0.04, 1, '0.0'],
    [-2.4, 1, '−2.4'],
    [0, 2, '0.00'],
  ])('have the sign of the rounded gap: %f to %i places is %s', (gap, places, text) => {
    expect(gapText(gap, places)).toBe(text);
  });

  it.each([
    [{ interval: { from: 12.94, to: 15.46 } }, '12.9 to 15.5'],
    [{ complete: 0 }, 'too few rated all of it'],
    [{ complete: 9 }, 'the group is too small to say (9 of 10)'],
  ])('give an interval, or say why there is none: %j', (given, text) => {
    expect(intervalText(view(given))).toBe(text);
  });

  it.each([
    [{ alpha: 0.806, complete: 30 }, '0.81'],
    [{ alpha: -0.2, complete: 30 }, '−0.20'],
    [{ complete: 30 }, 'all gave the same'],
    [{ complete: 29 }, 'too few (29 of 30)'],
  ])('give Cronbach’s alpha, or say why there is none: %j', (given, text) => {
    expect(alphaText(view(given))).toBe(text);
  });
});

describe('questionReading', () => {
  const alike = 'People see themselves and the group much alike here.';
  const above = 'People say the group does this more than they do themselves. Whose doing is it, then?';
  const below =
    'People say they do this more than the group around them does. Both cannot be true of everybody.';

  it.each([
    [1, 1, 'Me 1.00, us 1.00.', alike],
    [1, 1.375, 'Me 1.00, us 1.38.', alike],
    [1.375, 1, 'Me 1.38, us 1.00.', alike],
    [1, 1.5, 'Me 1.00, us 1.50.', above],
    [1.5, 1, 'Me 1.50, us 1.00.', below],
    [0, 3, 'Me 0.00, us 3.00.', above],
    [3, 0, 'Me 3.00, us 0.00.', below],
  ])('says what a mean of %f for me and %f for us mean', (me, us, numbers, meaning) => {
    expect(questionReading(question(0, me, us))).toBe(`${numbers} ${meaning}`);
  });
});

describe('teamSentences', () => {
  it('names the highest and the lowest competency, the least agreement and the widest gap', () => {
    const competencies = [
      hidden,
      competency('Middle', 12, 0.9),
      competency('High', 18.04, 0.6),
      competency('Low', 6, 0.4),
    ];
    expect(
      teamSentences(results({ competencies, questions: [question(0, 2, 1), question(1, 1, 3)] }), instrument),
    ).toEqual([
      'For us, High (18.0) stands highest of 24 and Low (6.0) lowest.',
      'People agree least on Low, where agreement is low: the mean there hides different days, or different corners of the work.',
      'The widest gap is on question 1.2, where people rate the group above themselves.',
    ]);
  });

  it('says for a negative gap that people rate themselves above the group', () => {
    const asked = [question(0, 3, 1)];
    expect(
      teamSentences(results({ competencies: [competency('A', 9, 0.6)], questions: asked }), instrument),
    ).toEqual([
      'For us, A stands at 9.0 of 24; nothing else can be shown yet.',
      'Agreement on A is moderate: the mean there hides different days, or different corners of the work.',
      'The widest gap is on question 1.1, where people rate themselves above the group.',
    ]);
  });

  it('says so when agreement is high everywhere, and nothing about gaps when there are none', () => {
    const competencies = [competency('A', 9, 0.8), competency('B', 9.01, 0.75)];
    expect(teamSentences(results({ competencies }), instrument)).toEqual([
      'For us, all competencies stand level, at 9.0 of 24.',
      'Agreement on us is high for every competency; the spread shows how far single ratings still lie apart.',
    ]);
  });

  it('names all competencies that stand level at the top, at the bottom or in agreement', () => {
    const competencies = [
      competency('A', 15, 0.4),
      competency('B', 15, 0.4),
      competency('C', 9, 0.5),
      competency('D', 9, 0.9),
    ];
    expect(teamSentences(results({ competencies }), instrument)).toEqual([
      'For us, A and B (15.0) stand highest of 24 and C and D (9.0) lowest.',
      'People agree least on A and B, where agreement is low: the means there hide different days, or different corners of the work.',
    ]);
    const level = [competency('A', 12, 0.4), competency('B', 12, 0.4)];
    expect(teamSentences(results({ competencies: [...level, hidden] }), instrument)).toEqual([
      'For us, all competencies that can be shown stand level, at 12.0 of 24.',
      'Agreement is low on all competencies that can be shown alike: the means there hide different days, or different corners of the work.',
    ]);
  });

  it('names all ties by the shown numbers', () => {
    const competencies = [
      competency('A', 18.01, 0.4),
      competency('B', 18.04, 0.401),
      competency('C', 6, 0.9),
      competency('D', 6.02, 0.9),
    ];
    const say = (...asked: QuestionResult[]) =>
      teamSentences(results({ competencies, questions: asked }), instrument);
    expect(say(question(0, 1, 3), question(1, 3, 1))).toEqual([
      'For us, A and B (18.0) stand highest of 24 and C and D (6.0) lowest.',
      'People agree least on A and B, where agreement is low: the means there hide different days, or different corners of the work.',
      'The widest gaps are on questions 1.1 and 1.2.',
    ]);
    expect(say(...[0, 1, 2, 3, 4].map((i) => question(i, 1, 3)))[2]).toBe(
      'The widest gaps are on questions 1.1, 1.2, 1.3 and 2 others, where people rate the group above themselves.',
    );
  });

  it('names the competencies that stand level when others are not shown', () => {
    const competencies = [hidden, competency('A', 9, 0.8), competency('B', 9, 0.8)];
    expect(teamSentences(results({ competencies }), instrument)[0]).toBe(
      'For us, all competencies that can be shown stand level, at 9.0 of 24.',
    );
  });

  it('returns no sentences while no competency is shown', () => {
    expect(
      teamSentences(results({ competencies: [hidden], questions: [question(0, 0, 3)] }), instrument),
    ).toEqual([]);
  });
});

describe('certaintyOf', () => {
  const of = (me: Partial<PerspectiveResult>, us: Partial<PerspectiveResult>) => {
    const shown = competency('A', 12, 0.5);
    const result = shown.result && { ...shown.result, me: view(me), us: view(us) };
    return certaintyOf(results({ competencies: [hidden, { ...shown, result }] }));
  };

  it('says why there is neither an interval nor an alpha', () => {
    expect(of({}, {})).toEqual({
      intervals: false,
      alphas: false,
      missing: [
        'The group is too small to say how far chance has moved these means: it takes 10 people who rated every question of a competency. Take a difference of a point or two as none.',
        'Cronbach’s alpha takes 30 of them.',
      ],
    });
  });

  it('says only what is missing', () => {
    expect(of({}, { interval: { from: 1, to: 2 } })).toEqual({
      intervals: true,
      alphas: false,
      missing: ['Cronbach’s alpha takes 30 of them.'],
    });
    expect(of({ interval: { from: 1, to: 2 }, alpha: 0.5 }, {})).toEqual({
      intervals: true,
      alphas: true,
      missing: [],
    });
  });
});

describe('hourOf and talkedOf', () => {
  const gaps = [0, 1, 2].map((i) => question(i, 0, 3));

  it('talkedOf returns the two widest gaps, and the two lowest questions that are not among them', () => {
    const lows = [3, 4, 5].map((i) => question(i, 0, 0));
    const lowest = [gaps[1], ...lows].flatMap((one) => one ?? []);
    const { wide, low } = talkedOf(results({ gaps, lowest }));
    expect([wide, low]).toEqual([gaps.slice(0, 2), lows.slice(0, 2)]);
  });

  it('hourOf returns five steps from minute 0 to 60, each starting where the last one ends', () => {
    const steps = hourOf(true, true).map(({ minutes }) => minutes.split('–').map(Number));
    expect(steps).toHaveLength(5);
    expect(steps.map(([from]) => from)).toEqual([0, ...steps.slice(0, -1).map(([, to]) => to)]);
    expect(steps.at(-1)?.[1]).toBe(60);
  });

  it('hourOf mentions gaps and lowest questions only where there are some', () => {
    const text = (wide: boolean, low: boolean) =>
      hourOf(wide, low)
        .slice(2, 4)
        .map((step) => step.text.slice(0, 25));
    expect(text(true, true)).toEqual(['The widest gaps, below. B', 'What is lowest, below. As']);
    expect(text(false, false)).toEqual(['There is no gap to talk a', 'What is lowest has had it']);
  });
});

describe('figures of few people', () => {
  it('have means to one place below ten people, and to two from ten on', () => {
    expect(meanText({ n: 9, mean: 1.25 })).toBe('1.3');
    expect(meanText({ n: 10, mean: 1.25 })).toBe('1.25');
    const few = question(0, 1.24, 1.96);
    const of = (n: number) => ({ ...few, me: { ...few.me, n }, us: { ...few.us, n } });
    expect(questionReading(of(9))).toContain('Me 1.2, us 2.0.');
    expect(questionReading(of(10))).toContain('Me 1.24, us 1.96.');
  });

  it('have the spread and the agreement in words below ten people', () => {
    expect(spreadText({ n: 9, spread: 3.9 }, 24)).toBe('close together');
    expect(spreadText({ n: 10, spread: 3.9 }, 24)).toBe('± 3.9');
    expect([0.49, 0.5, 0.99, 1].map(spreadWord)).toEqual([
      'close together',
      'some way apart',
      'some way apart',
      'far apart',
    ]);
    const result = (n: number) => ({ me: view({ n }), us: view({ n }), gap: 0, agreement: 0.8, groups: [] });
    expect(agreementText(result(9))).toBe('high');
    expect(agreementText(result(10))).toBe('high 0.80');
  });

  it('do not fix how many of five people gave each rating', () => {
    // The 56 ways in which five people can rate, by what is shown of them.
    const ways = new Map<string, number>();
    const exact = new Map<string, number>();
    for (let a = 0; a <= 5; a++)
      for (let b = 0; a + b <= 5; b++)
        for (let c = 0; a + b + c <= 5; c++) {
          const ratings = [a, b, c, 5 - a - b - c].flatMap((count, rating) =>
            Array<number>(count).fill(rating),
          );
          const mean = ratings.reduce((sum, rating) => sum + rating, 0) / 5;
          const deviation = Math.sqrt(ratings.reduce((sum, rating) => sum + (rating - mean) ** 2, 0) / 4);
          const shown = `${meanText({ n: 5, mean })} ${spreadWord(deviation)}`;
          ways.set(shown, (ways.get(shown) ?? 0) + 1);
          const before = `${mean.toFixed(2)} ${deviation.toFixed(2)}`;
          exact.set(before, (exact.get(before) ?? 0) + 1);
        }
    const single = (of: ReadonlyMap<string, number>) =>
      [...of.values()].filter((count) => count === 1).length;
    expect(single(exact)).toBeGreaterThan(40);
    expect(single(ways)).toBeLessThan(single(exact) / 2);
  });
});

describe('a list of ten questions', () => {
  const asked = [0, 1, 2, 3].map((i) => question(i, 1, i === 0 ? 3 : 2));

  it('says how many others are level with its last by the numbers shown', () => {
    const [first, second] = asked;
    const list = [first, second].flatMap((one) => one ?? []);
    expect(gapsBeyond(results({ questions: asked, gaps: list }))).toBe(
      '2 more questions are level with the last of these.',
    );
    expect(lowestBeyond(results({ questions: asked, lowest: asked.slice(1, 3) }))).toBe(
      '1 more question is level with the last of these.',
    );
  });

  it('says nothing when all that are level are in it, or when it is empty', () => {
    expect(gapsBeyond(results({ questions: asked, gaps: asked }))).toBe('');
    expect(lowestBeyond(results({ questions: asked }))).toBe('');
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answers, PerspectiveAnswer } from '../../../src/assessment/answers.ts';
import type { Band, Instrument } from '../../../src/assessment/instrument.ts';
import {
  bandOf,
  competencyScores,
  lensScores,
  lowestWeakRung,
  principleScores,
  type Score,
  type Scored,
  scoreOf,
  totalScore,
} from '../../../src/assessment/scores/scores.ts';
import {
  answersOf,
  answersWith,
  anyAnswers,
  anyRating,
  anyResponse,
  instrument,
  questionList,
  ratingsOf,
} from '../arbitraries.ts';

const na = 'not-applicable';
const { points, thresholds, bands } = instrument;
const fewest = thresholds.fewestAnswers.competency;

type Responses = readonly (PerspectiveAnswer | undefined)[];

function score(responses: Responses, max = points.competency): Score {
  const questions = questionList(responses.length);
  const outOf = { ...instrument, points: { ...points, competency: max } };
  return scoreOf(questions, answersWith(questions, responses), 'us', 'competency', outOf);
}

function scored(responses: Responses, max = points.competency): Scored {
  const made = score(responses, max);
  if (made.kind === 'none') throw new Error('expected a score');
  return made;
}

const ratedIn = (responses: Responses) => responses.filter((response) => typeof response === 'number');
const anyMax = fc.integer({ min: 1, max: 1000 });
const manyResponses = fc.array(fc.option(anyResponse, { nil: undefined, freq: 2 }), { maxLength: 30 });
/** At least so many ratings that there is a score. */
const scoredResponses = fc
  .tuple(fc.array(anyRating, { minLength: fewest, maxLength: 12 }), manyResponses)
  .chain(([rated, others]) => {
    const all: Responses = [...rated, ...others];
    return fc.shuffledSubarray([...all], { minLength: all.length });
  });

describe('a score', () => {
  it.each<[sum: number, rated: number, max: number, points: number]>([
    [24, 8, 24, 24],
    [0, 8, 24, 0],
    [8, 8, 24, 8],
    [1, 3, 24, 3], // 2.67
    [4, 7, 24, 5], // 4.57
    [3, 7, 24, 3], // 3.43
    [3, 8, 100, 13], // 12.5: half goes up
    [9, 8, 100, 38], // 37.5
    [21, 8, 100, 88], // 87.5
    [10, 10, 100, 33], // 33.33
    [20, 10, 100, 67], // 66.67
  ])('of ratings that sum to %i over %i questions, out of %i, is %i', (sum, rated, max, expected) => {
    expect(scored(ratingsOf(sum, rated), max).points).toBe(expected);
  });

  it('is the whole number nearest to max x sum / (3 x n), the upper one when two are as near', () => {
    fc.assert(
      fc.property(scoredResponses, anyMax, (responses, max) => {
        const ratings = ratedIn(responses);
        const whole = 3 * ratings.length;
        const exact = max * ratings.reduce((sum: number, rating) => sum + rating, 0);
        const over = 2 * (scored(responses, max).points * whole - exact);
        expect(over).toBeGreaterThan(-whole);
        expect(over).toBeLessThanOrEqual(whole);
      }),
    );
  });

  it('lies between 0 and its maximum, and so do its bounds', () => {
    fc.assert(
      fc.property(scoredResponses, anyMax, (responses, max) => {
        const { lowest, points, highest, sum, rated } = scored(responses, max);
        expect([0, lowest, points, highest, max].toSorted((a, b) => a - b)).toEqual([
          0,
          lowest,
          points,
          highest,
          max,
        ]);
        expect(sum).toBeGreaterThanOrEqual(0);
        expect(sum).toBeLessThanOrEqual(3 * rated);
      }),
    );
  });

  it('does not fall when a rating rises, nor do its bounds', () => {
    const cases = fc.tuple(scoredResponses, fc.nat(), anyRating, anyRating, anyMax);
    fc.assert(
      fc.property(cases, ([responses, place, one, other, max]) => {
        const at = place % responses.length;
        const low = scored(responses.with(at, Math.min(one, other) as PerspectiveAnswer).concat([0, 0]), max);
        const high = scored(
          responses.with(at, Math.max(one, other) as PerspectiveAnswer).concat([0, 0]),
          max,
        );
        expect(high.points).toBeGreaterThanOrEqual(low.points);
        expect(high.sum).toBeGreaterThanOrEqual(low.sum);
        expect(high.lowest).toBeGreaterThanOrEqual(low.lowest);
        expect(high.highest).toBeGreaterThanOrEqual(low.highest);
      }),
    );
  });

  it('does not depend on the order of the questions or of the answers', () => {
    const cases = manyResponses.chain((responses) => {
      const questions = questionList(responses.length);
      const answers = [...answersWith(questions, responses)];
      const all = { minLength: questions.length };
      return fc.record({
        questions: fc.constant(questions),
        shuffled: fc.shuffledSubarray(questions, all),
        answers: fc.constant(answers),
        given: fc.shuffledSubarray(answers, { minLength: answers.length }),
      });
    });
    fc.assert(
      fc.property(cases, ({ questions, shuffled, answers, given }) => {
        const one = scoreOf(questions, new Map(answers), 'us', 'competency', instrument);
        const other = scoreOf(shuffled, new Map(given), 'us', 'competency', instrument);
        expect(other).toEqual(one);
      }),
    );
  });

  it('leaves what does not apply out of the denominator: it is as if it had not been asked', () => {
    fc.assert(
      fc.property(manyResponses, fc.nat(), (responses, place) => {
        const withOne = score(responses.toSpliced(place % (responses.length + 1), 0, na));
        expect(withOne).toEqual({ ...score(responses), of: responses.length + 1 });
      }),
    );
  });

  it('leaves open questions out, except in the bounds and the kind', () => {
    fc.assert(
      fc.property(scoredResponses, (responses) => {
        const answered = responses.filter((response) => response !== undefined);
        const { points, sum, band, rated } = scored(responses);
        expect({ points, sum, band, rated }).toMatchObject({
          points: scored(answered).points,
          sum: scored(answered).sum,
          band: scored(answered).band,
          rated: scored(answered).rated,
        });
      }),
    );
  });

  it('does not count answers to questions that are not its own', () => {
    const questions = questionList(4);
    const answers = answersWith(questions, [3, 3, 0, 0]);
    const two = scoreOf(questions.slice(0, 2), answers, 'us', 'competency', instrument);
    expect(two).toMatchObject({ points: points.competency, rated: 2, of: 2 });
  });

  it('counts only the perspective that was asked for', () => {
    const questions = questionList(2);
    const answers = answersOf(questions, () => ({ me: 3, us: 0 }));
    expect(scoreOf(questions, answers, 'me', 'competency', instrument)).toMatchObject({ points: 24 });
    expect(scoreOf(questions, answers, 'us', 'competency', instrument)).toMatchObject({ points: 0 });
  });

  it('is final once every question is answered or not applicable, and provisional before', () => {
    fc.assert(
      fc.property(scoredResponses, (responses) => {
        expect(scored(responses).kind).toBe(responses.includes(undefined) ? 'provisional' : 'final');
      }),
    );
  });

  it('has the number of ratings and the number of questions that it comes from', () => {
    expect(score([3, 2, na, undefined, 1])).toMatchObject({ rated: 3, of: 5 });
  });

  it('does not exist below the fewest applicable answers, however many do not apply or are open', () => {
    fc.assert(
      fc.property(
        fc.array(anyRating, { maxLength: fewest - 1 }),
        fc.array(fc.constantFrom(na, undefined), { maxLength: 20 }),
        (rated, others) => {
          expect(score([...others, ...rated])).toEqual({
            kind: 'none',
            rated: rated.length,
            open: others.filter((one) => one === undefined).length,
            of: rated.length + others.length,
          });
        },
      ),
    );
  });

  it('exists from the fewest applicable answers on', () => {
    expect(score(ratingsOf(fewest, fewest)).kind).not.toBe('none');
  });
});

describe('the bounds of a provisional score', () => {
  const openCases = fc.tuple(scoredResponses, fc.infiniteStream(fc.option(anyResponse, { nil: undefined })));
  const completed = (responses: Responses, rest: Iterator<PerspectiveAnswer | undefined>): Responses =>
    responses.map((response) => response ?? rest.next().value);

  it('hold for any ratings of the open questions, of some or of all', () => {
    fc.assert(
      fc.property(openCases, anyMax, ([responses, rest], max) => {
        const { lowest, highest } = scored(responses, max);
        const later = scored(completed(responses, rest), max).points;
        expect(later).toBeGreaterThanOrEqual(lowest);
        expect(later).toBeLessThanOrEqual(highest);
      }),
    );
  });

  it('only come closer as more is answered', () => {
    fc.assert(
      fc.property(openCases, ([responses, rest]) => {
        const before = scored(responses);
        const after = scored(completed(responses, rest));
        expect(after.lowest).toBeGreaterThanOrEqual(before.lowest);
        expect(after.highest).toBeLessThanOrEqual(before.highest);
      }),
    );
  });

  it('are reached: the lowest with 0 for every open question, the highest with the top rating', () => {
    fc.assert(
      fc.property(scoredResponses, anyMax, (responses, max) => {
        const { lowest, highest } = scored(responses, max);
        const all = (rating: PerspectiveAnswer) =>
          scored(
            responses.map((response) => response ?? rating),
            max,
          ).points;
        expect([all(0), all(3)]).toEqual([lowest, highest]);
      }),
    );
  });

  it('are the score itself once it is final', () => {
    fc.assert(
      fc.property(scoredResponses, (responses) => {
        const { points, lowest, highest } = scored(responses.map((response) => response ?? na));
        expect([lowest, highest]).toEqual([points, points]);
      }),
    );
  });
});

describe('the band of a score', () => {
  it('is the first whose upper edge is above the points, the last above all edges', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1000 }), (perMille) => {
        const expected = bands.find(({ below }) => below === undefined || perMille < 10 * below);
        expect(bandOf(perMille, 1000, bands)).toBe(expected);
      }),
    );
  });

  it('throws a RangeError for points above every edge', () => {
    const low: Band = { id: 'low', title: 'Low', below: 30 };
    expect(() => bandOf(30, 100, [low])).toThrow(RangeError);
    expect(bandOf(29, 100, [low])).toBe(low);
  });

  it('is the same for equal points, whatever they were rounded from', () => {
    // Both round to 14 of 24, one from 58.3 and one from 60 per cent; 60 per cent of 24 is 14.4.
    const [below, on] = [scored([3, 3, 3, 3, 2, 0, 0, 0], 24), scored([3, 3, 3, 0, 0], 24)];
    expect([below.points, on.points]).toEqual([14, 14]);
    expect(below.band).toEqual(on.band);
    // 59.5 per cent of 100 is shown as 60.
    expect(scored([...Array(23).fill(3), 2, ...Array(15).fill(0)], 100)).toMatchObject({
      points: 61,
      band: bands[2],
    });
    expect(scored([...Array(25).fill(3), ...Array(17).fill(0)], 100)).toMatchObject({
      points: 60,
      band: bands[2],
    });
  });

  it('is one for all scores with the same points and maximum', () => {
    fc.assert(
      fc.property(scoredResponses, scoredResponses, anyMax, (one, other, max) => {
        const [a, b] = [scored(one, max), scored(other, max)];
        if (a.points === b.points) expect(a.band).toBe(b.band);
      }),
    );
  });

  it('is the upper one for a share exactly on an edge, for any whole edge and up to 100 questions', () => {
    const edged = (below: number): Band[] => [
      { id: 'under', title: 'Under', below },
      { id: 'from', title: 'From', below: undefined },
    ];
    const wrong: string[] = [];
    for (let count = fewest; count <= 100; count++) {
      const questions = questionList(count);
      for (let edge = 1; edge < 100; edge++) {
        const sum = (edge * 3 * count) / 100;
        if (!Number.isInteger(sum)) continue;
        const answers = answersWith(questions, ratingsOf(sum, count));
        const made = scoreOf(questions, answers, 'us', 'principle', {
          points: { ...points, principle: 100 },
          thresholds,
          bands: edged(edge),
        });
        if (made.kind === 'none' || made.band.id !== 'from') wrong.push(`${sum}/${3 * count} at ${edge} %`);
      }
    }
    expect(wrong).toEqual([]);
  });
});

const [competency] = instrument.competencies;
const questions = competency?.questions ?? [];

/** The scores of the first competency from so many points (24 points, eight questions: a point a rating step). */
function compared(me: Responses, us: Responses) {
  const answers = answersOf(questions, (_, i) => {
    const [mine, ours] = [me[i], us[i]];
    return mine === undefined || ours === undefined ? undefined : { me: mine, us: ours };
  });
  return competencyScores(instrument, answers)[0];
}

const full = (sum: number) => ratingsOf(sum, questions.length);
const most = 3 * questions.length;
const half = most / 2;

describe('a competency', () => {
  it('is scored for me and for us apart', () => {
    expect(compared(full(5), full(17))).toMatchObject({ me: { points: 5 }, us: { points: 17 } });
  });

  it('has as its gap us minus me, in points', () => {
    expect(compared(full(5), full(17))?.gap).toBe(12);
    expect(compared(full(17), full(5))?.gap).toBe(-12);
  });

  it('has no gap and no reading unless both have a score', () => {
    const nothing = questions.map(() => na as PerspectiveAnswer);
    const lone = compared(full(8), nothing);
    expect([lone?.gap, lone?.reading]).toEqual([undefined, undefined]);
    expect(lone?.me.kind).toBe('final');
  });

  it('counts only its own eight questions', () => {
    const own = new Set(questions.map(({ id }) => id));
    const scoresWith = (others: PerspectiveAnswer) =>
      competencyScores(
        instrument,
        answersOf(instrument.questions, ({ id }) =>
          own.has(id) ? { me: 1, us: 2 } : { me: others, us: others },
        ),
      )[0];
    expect(scoresWith(0)).toEqual(scoresWith(3));
  });

  const ahead = thresholds.aheadBy;
  /** The smallest sum of me and us that counts as both high. */
  const highFrom = Math.ceil((2 * most * thresholds.bothHighFrom) / 100);
  /** The highest sum in the lowest band. */
  const lowTo = Math.ceil((most * (bands[0]?.below ?? 0)) / 100) - 1;
  const high = [Math.floor(highFrom / 2), Math.ceil(highFrom / 2)] as const;

  it.each([
    ['we are ahead, from the threshold on', half, half + ahead, 'we-are-ahead'],
    ['I am ahead, from the threshold on', half + ahead, half, 'i-am-ahead'],
    ['both low when both are to build, however far apart', 0, lowTo, 'both-low'],
    ['both low the other way as well', lowTo, 0, 'both-low'],
    ['we are ahead as soon as us is above the lowest band', lowTo + 1 - ahead, lowTo + 1, 'we-are-ahead'],
    ['I am ahead as soon as me is above the lowest band', lowTo + 1, 0, 'i-am-ahead'],
    ['I am ahead, high as both may be', most, most - ahead, 'i-am-ahead'],
    ['both low when neither is ahead and little is reached', 1, 1 + ahead - 1, 'both-low'],
    ['both high when neither is ahead and much is reached', most, most - ahead + 1, 'both-high'],
    ['both high exactly from the line of the mean on', high[0], high[1], 'both-high'],
    ['both low just under that line', high[0] - 1, high[1], 'both-low'],
  ])('reads as %s', (_, me, us, reading) => {
    expect(compared(full(me), full(us))?.reading).toBe(reading);
  });
});

describe('a principle', () => {
  const [principle] = instrument.principles;
  const its = principle?.questions ?? [];

  it('is scored from us only', () => {
    const withMe = (me: PerspectiveAnswer) =>
      principleScores(
        instrument,
        answersOf(instrument.questions, () => ({ me, us: 2 })),
      );
    expect(withMe(0)).toEqual(withMe(3));
  });

  it('is marked “work on this” below the limit, and not at the limit', () => {
    // Ten ratings can add up to exactly this limit, so that a score at it and one just below it can be tested.
    const line = 30;
    const moved: Instrument = { ...instrument, thresholds: { ...thresholds, workOnBelow: line } };
    const marked = (sum: number) =>
      principleScores(moved, answersWith(its, ratingsOf(sum, its.length)))[0]?.workOnThis;
    const onTheLine = (line * 3 * its.length) / points.principle;
    expect([marked(onTheLine), marked(onTheLine - 1)]).toEqual([false, true]);
  });

  it('is not marked without a score', () => {
    expect(principleScores(instrument, answersWith(its, [0]))[0]).toMatchObject({
      us: { kind: 'none' },
      workOnThis: false,
    });
  });
});

describe('the total of the principles', () => {
  const totalOf = (answers: Answers) => totalScore(principleScores(instrument, answers));

  it('is the sum of their points, once all are final', () => {
    fc.assert(
      fc.property(fc.array(anyRating, { minLength: 100, maxLength: 100 }), (given) => {
        const answers = answersWith(instrument.questions, given);
        const sum = principleScores(instrument, answers).reduce(
          (total, { us }) => total + (us.kind === 'none' ? Number.NaN : us.points),
          0,
        );
        const max = instrument.principles.length * points.principle;
        expect(totalOf(answers)).toEqual({ points: sum, max });
      }),
    );
  });

  it('is none while a single question is open', () => {
    for (const open of instrument.questions) {
      const answers = answersOf(instrument.questions, ({ id }) =>
        id === open.id ? undefined : { me: 3, us: 3 },
      );
      expect(totalOf(answers), open.id).toBeUndefined();
    }
  });

  it('is none while a principle has too few applicable answers, though all is answered', () => {
    const answers = answersOf(instrument.questions, ({ principle }) => ({
      me: 3,
      us: principle === '1' ? na : 3,
    }));
    expect(totalOf(answers)).toBeUndefined();
  });
});

describe('a lens', () => {
  it.each(['tier', 'level', 'demand'] as const)('%s is scored from us only, entry by entry', (lens) => {
    fc.assert(
      fc.property(anyAnswers(), anyResponse, (answers, me) => {
        const changed: Answers = new Map([...answers].map(([id, { us }]) => [id, { me, us }]));
        expect(lensScores(instrument, changed, lens)).toEqual(lensScores(instrument, answers, lens));
      }),
      { numRuns: 20 },
    );
  });

  it('counts each question under the entries it is tagged with', () => {
    const answers = answersOf(instrument.questions, ({ level }) => ({ me: 0, us: level === 'ease' ? 3 : 0 }));
    const reached = lensScores(instrument, answers, 'level').map(({ scale, us }) => [
      scale.id,
      us.kind === 'none' ? undefined : us.points,
    ]);
    expect(reached).toEqual([
      ['delivery', 0],
      ['ease', points.lens],
      ['people', 0],
      ['feeling', 0],
    ]);
  });
});

describe('where to start on the ladder', () => {
  const rungs = instrument.lenses.tier;
  /** Every question of a tier gets its rating; undefined leaves them open. */
  const startOf = (rating: Readonly<Record<string, PerspectiveAnswer>>) => {
    const answers = answersOf(instrument.questions, ({ tier }) => {
      const us = rating[tier];
      return us === undefined ? undefined : { me: 0, us };
    });
    return lowestWeakRung(lensScores(instrument, answers, 'tier'), instrument)?.scale.id;
  };
  const all = (rating: PerspectiveAnswer) => Object.fromEntries(rungs.map(({ id }) => [id, rating]));
  const [bottom, second, third] = rungs.map(({ id }) => id);

  it('is the lowest weak rung, though a higher one may have a lower score', () => {
    expect(startOf({ ...all(3), [String(second)]: 1, [String(third)]: 0 })).toBe(second);
  });

  it('is the bottom when every rung is weak', () => {
    expect(startOf(all(0))).toBe(bottom);
  });

  it('is nowhere when no rung is weak', () => {
    expect(startOf(all(3))).toBeUndefined();
  });

  it('passes over rungs without a score', () => {
    expect(startOf({ ...all(0), [String(bottom)]: na })).toBe(second);
  });

  it('does not count a rung with exactly the limit as weak', () => {
    const tiers = lensScores(
      instrument,
      answersOf(instrument.questions, () => ({ me: 0, us: 2 })),
      'tier',
    );
    const [rung] = tiers;
    if (rung?.us.kind !== 'final') throw new Error('expected a score');
    const line = (weakRungBelow: number): Instrument => ({
      ...instrument,
      thresholds: { ...thresholds, weakRungBelow },
    });
    expect(lowestWeakRung([rung], line(rung.us.points))).toBeUndefined();
    expect(lowestWeakRung([rung], line(rung.us.points + 1))).toBe(rung);
  });
});

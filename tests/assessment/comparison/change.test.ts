/** The numbers of "What has changed" agree with a plain calculation of their own, whatever was answered when. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answers, PerspectiveAnswer } from '../../../src/assessment/answers.ts';
import { changeOf, movedAtAll, moversSince } from '../../../src/assessment/comparison/change.ts';
import {
  changeSentences,
  isMove,
  stepSentence,
} from '../../../src/assessment/comparison/change-sentences.ts';
import type { Perspective } from '../../../src/assessment/instrument.ts';
import { competencyScores } from '../../../src/assessment/scores/scores.ts';
import { answersOf, anyAnswers, countedByHand, instrument, reverseIds } from '../arbitraries.ts';

const { edition, questions, competencies } = instrument;
const views: Perspective[] = ['me', 'us'];
const snapshotOf = (answers: Answers, takenOn = 1, of = edition) => ({ takenOn, edition: of, answers });
const changed = (now: Answers, ...then: Answers[]) =>
  changeOf(instrument, [], { answers: now, snapshots: then.map((answers, i) => snapshotOf(answers, i + 1)) });

const all = (me: PerspectiveAnswer, us: PerspectiveAnswer): Answers =>
  answersOf(questions, () => ({ me, us }));
/** Returns the answers with the ratings of some questions changed by a number of steps. */
const moved = (from: Answers, ids: readonly string[], me: number, us: number): Answers =>
  new Map(
    [...from].map(([id, answer]) => [
      id,
      ids.includes(id)
        ? {
            me: (Number(answer.me) + (reverseIds.has(id) ? -me : me)) as PerspectiveAnswer,
            us: (Number(answer.us) + (reverseIds.has(id) ? -us : us)) as PerspectiveAnswer,
          }
        : answer,
    ]),
  );

/** An independent calculation: pairs of numbers, summed and rounded with plain arithmetic. */
function oracle(ids: readonly string[], then: Answers, now: Answers, view: Perspective) {
  const pairs: [number, number][] = [];
  const [before, after] = [countedByHand(then), countedByHand(now)];
  for (const id of ids) {
    const a = before.get(id)?.[view];
    const b = after.get(id)?.[view];
    if (a === undefined || b === undefined || a === 'not-applicable' || b === 'not-applicable') continue;
    pairs.push([a, b]);
  }
  if (pairs.length < instrument.thresholds.fewestAnswers.competency) return undefined;
  const total = (side: 0 | 1) => pairs.reduce((sum, pair) => sum + pair[side], 0);
  const score = (side: 0 | 1) =>
    Number((BigInt(2 * 24 * total(side)) + BigInt(3 * pairs.length)) / BigInt(6 * pairs.length));
  return {
    rated: pairs.length,
    before: score(0),
    after: score(1),
    points: score(1) - score(0),
    steps: total(1) - total(0),
  };
}

describe('the change of a competency', () => {
  it('agrees with the oracle since each snapshot', () => {
    fc.assert(
      fc.property(anyAnswers(), anyAnswers(), anyAnswers(), (first, second, now) => {
        const { competencies: found } = changed(now, first, second);
        expect(found.map(({ since }) => since)).toEqual(
          competencies.map(({ questions: counted }) =>
            [first, second].map((then) => {
              const ids = counted.map(({ id }) => id);
              return { me: oracle(ids, then, now, 'me'), us: oracle(ids, then, now, 'us') };
            }),
          ),
        );
      }),
      { numRuns: 200 },
    );
  });

  it('shows at each date the score that the report of that date showed', () => {
    fc.assert(
      fc.property(anyAnswers(), anyAnswers(), (then, now) => {
        const { competencies: found } = changed(now, then);
        [then, now].forEach((answers, i) => {
          const scores = competencyScores(instrument, answers).map(({ me, us }) => ({ me, us }));
          expect(found.map((change) => change.scores[i])).toEqual(scores);
        });
      }),
      { numRuns: 50 },
    );
  });

  it('is the difference of the two scores when everything is rated both times', () => {
    const [change] = changed(all(3, 1), all(1, 1)).competencies;
    expect(change?.since).toEqual([
      {
        me: { rated: 8, before: 8, after: 24, points: 16, steps: 16 },
        us: { rated: 8, before: 8, after: 8, points: 0, steps: 0 },
      },
    ]);
  });

  it('is 0 when nothing moved, and changes its sign when then and now are exchanged', () => {
    fc.assert(
      fc.property(anyAnswers(), anyAnswers(), (one, other) => {
        for (const { since } of changed(one, one).competencies)
          for (const view of views) expect(since[0]?.[view]?.steps ?? 0).toBe(0);
        const there = changed(one, other).competencies.map(({ since }) => since[0]);
        const back = changed(other, one).competencies.map(({ since }) => since[0]);
        for (const [i, change] of there.entries())
          for (const view of views) {
            expect(back[i]?.[view]?.points ?? 0).toBe(0 - (change?.[view]?.points ?? 0));
            expect(back[i]?.[view]?.steps ?? 0).toBe(0 - (change?.[view]?.steps ?? 0));
          }
      }),
      { numRuns: 50 },
    );
  });

  it('is undefined where fewer questions than a score needs were rated both times', () => {
    const [one, two] = competencies[0]?.questions ?? [];
    const some = (...ids: (string | undefined)[]) =>
      new Map([...all(1, 1)].filter(([id]) => ids.includes(id)));
    const since = (now: Answers, then: Answers) => changed(now, then).competencies[0]?.since;
    const none = { me: undefined, us: undefined };
    expect(since(all(1, 1), some(one?.id))).toEqual([none]);
    expect(since(some(one?.id), all(1, 1))).toEqual([none]);
    expect(since(all(1, 1), some(one?.id, two?.id))?.[0]?.us?.rated).toBe(2);
  });

  it('never takes an unanswered question, or one that does not apply, for a zero', () => {
    const now = all(2, 2);
    const then = new Map([...now].map(([id, answer], i) => [id, i % 2 ? answer : undefined] as const));
    const answered = new Map([...then].flatMap(([id, answer]) => (answer ? [[id, answer] as const] : [])));
    const inapplicable = new Map(
      [...then].map(
        ([id, answer]) =>
          [id, answer ?? { me: 'not-applicable' as const, us: 'not-applicable' as const }] as const,
      ),
    );
    for (const earlier of [answered, inapplicable])
      for (const { since } of changed(now, earlier).competencies)
        for (const view of views) expect(since[0]?.[view]?.points ?? 0).toBe(0);
  });
});

describe('the editions', () => {
  const then = all(1, 1);
  const now = all(2, 2);
  const of = (accepts: readonly number[], answers = then) =>
    changeOf(instrument, accepts, { answers: now, snapshots: [snapshotOf(answers, 1, edition + 1)] });

  it('that are not accepted are set apart, not compared', () => {
    const change = of([]);
    expect(change.snapshots).toEqual([]);
    expect(change.notCompared.map(({ takenOn }) => takenOn)).toEqual([1]);
    expect(change.competencies.every(({ since }) => since.length === 0)).toBe(true);
  });

  it('that are accepted are compared on the questions both ask', () => {
    const [first] = competencies;
    const known = first?.questions.slice(0, 5).map(({ id }) => id) ?? [];
    const asked = new Map([...then].filter(([id]) => known.includes(id)));
    asked.set('998.1', { me: 3, us: 3 });
    const change = of([edition + 1], asked);
    expect(change.notCompared).toEqual([]);
    expect(change.competencies.map(({ since }) => since[0]?.us?.rated)).toEqual([
      5,
      ...competencies.slice(1).map(() => undefined),
    ]);
    expect(change.questions.some(({ question }) => question.id === '998.1')).toBe(false);
  });
});

describe('the questions that moved', () => {
  const base = all(1, 1);
  const ids = questions.map(({ id }) => id);
  const [a = '', b = '', c = ''] = [ids[3], ids[8], ids[20]];

  it('are sorted by the steps of me and us together, up and down, ties in the recommended order', () => {
    const now = moved(moved(moved(base, [c], 2, 2), [a, b], 1, 0), [ids[30] ?? ''], -1, -1);
    const { up, down } = moversSince(changed(now, base), 0, 3);
    expect(up.map(({ change, steps }) => [change.question.id, steps])).toEqual([
      [c, 4],
      [a, 1],
      [b, 1],
    ]);
    expect(down.map(({ change, steps }) => [change.question.id, steps])).toEqual([[ids[30], -2]]);
  });

  it('are at most as many as asked for, without questions that were only answered for the first time', () => {
    const now = moved(base, ids.slice(0, 20), 1, 1);
    expect(moversSince(changed(now, base), 0, 3).up).toHaveLength(3);
    const { up, down } = moversSince(changed(base, new Map()), 0, 3);
    expect([...up, ...down]).toEqual([]);
  });

  it('leave out questions whose steps of me and of us cancel out, and sort both ways by size', () => {
    const now = moved(moved(moved(all(2, 2), [a], 1, -1), [b], -1, 0), [c], -2, 0);
    const { up, down } = moversSince(changed(now, all(2, 2)), 0, 5);
    expect(up).toEqual([]);
    expect(down.map(({ change, steps }) => [change.question.id, steps])).toEqual([
      [c, -2],
      [b, -1],
    ]);
    expect(moversSince(changed(now, all(2, 2)), 0, 1).down).toHaveLength(1);
    const other = moved(moved(all(2, 2), [b], -2, 0), [c], -1, 0);
    expect(moversSince(changed(other, all(2, 2)), 0, 5).down.map(({ steps }) => steps)).toEqual([-2, -1]);
  });

  it('count a perspective that was rated both times when the other was not', () => {
    const then = new Map(base)
      .set(a, { me: 'not-applicable', us: 1 })
      .set(b, { me: 1, us: 'not-applicable' });
    const now = moved(base, [a, b], 1, 1);
    expect(
      moversSince(changed(now, then), 0, 5).up.map(({ change, steps }) => [change.question.id, steps]),
    ).toEqual([
      [a, 1],
      [b, 1],
    ]);
  });

  it('are listed when they moved since any snapshot, in one perspective only', () => {
    const now = moved(base, [a], 0, 1);
    const ids = (...then: Answers[]) => movedAtAll(changed(now, ...then)).map(({ question }) => question.id);
    expect([ids(base, now), ids(now, base), ids(now)]).toEqual([[a], [a], []]);
  });

  it('are listed when me and us moved in opposite directions', () => {
    const now = moved(base, [a], 1, -1);
    expect(movedAtAll(changed(now, base)).map(({ question }) => question.id)).toEqual([a]);
  });
});

describe('the sentences', () => {
  const base = all(1, 1);
  const [first, second] = competencies;
  const idsOf = (competency: (typeof competencies)[number] | undefined, count: number) =>
    competency?.questions.slice(0, count).map(({ id }) => id) ?? [];
  const say = (now: Answers, then = base) => changeSentences(changed(now, then), 0, '3 May 2026');

  it('name what rose, what fell and what did not move', () => {
    const now = moved(moved(base, idsOf(first, 4), 0, 1), idsOf(second, 2), 0, -1);
    const [us, me] = say(now);
    expect(us).toMatch(
      new RegExp(
        `^Since 3 May 2026, for us, “${first?.short}” rose by 4 points; “${second?.short}” fell by 2 points\\. Not moved, or by one step only: `,
      ),
    );
    expect(me).toBe('For me, nothing moved by more than one step on one question.');
  });

  it('do not call one step on one question a move', () => {
    const [us] = say(moved(base, idsOf(first, 1), 0, 1));
    expect(us).toBe('Since 3 May 2026, for us, nothing moved by more than one step on one question.');
    expect(stepSentence(instrument)).toMatch(
      /^One step on one question .* by 1 point, and is within a mood\./,
    );
  });

  it('say on how many questions they rest, unless on all', () => {
    expect(say(base).join(' ')).not.toContain('rest on');
    const counted = new Map([...base].filter(([id]) => idsOf(first, 8).includes(id)));
    const sentences = say(base, counted);
    expect(sentences.join(' ')).toContain('These changes rest on the 8 of 48 questions');
    expect(sentences.join(' ')).toContain(`“${second?.short}”`);
  });

  it('say so when there is nothing to compare', () => {
    expect(say(base, new Map())).toEqual([expect.stringMatching(/^Too few questions were rated both/)]);
  });

  it('are these, word for word, for two competencies that rose and one that fell', () => {
    const third = competencies[2];
    const now = moved(
      moved(moved(base, idsOf(first, 2), 0, 1), idsOf(second, 4), 0, 1),
      idsOf(third, 2),
      0,
      -1,
    );
    const [title, other, fallen, ...rest] = competencies.map((competency) => `“${competency.short}”`);
    expect(say(now)).toEqual([
      `Since 3 May 2026, for us, ${other} rose by 4 points and ${title} by 2; ${fallen} fell by 2 points. Not moved, or by one step only: ${rest.slice(0, -1).join(', ')} and ${rest.at(-1)}.`,
      'For me, nothing moved by more than one step on one question.',
    ]);
  });

  it('name nothing as not moved when every competency moved', () => {
    const now = all(1, 2);
    const [us] = say(now);
    const [title, ...rest] = competencies.map((competency) => `“${competency.short}”`);
    const others = rest.map((other) => `${other} by 8`);
    expect(us).toBe(
      `Since 3 May 2026, for us, ${title} rose by 8 points, ${others.slice(0, -1).join(', ')} and ${others.at(-1)}.`,
    );
    const [down] = say(base, now);
    expect(down).toBe(us?.replace('rose', 'fell'));
  });

  it('are about the perspective that can be compared, and name what cannot', () => {
    const onlyUs = answersOf(questions, () => ({ me: 'not-applicable', us: 1 }));
    expect(say(base, onlyUs)).toEqual([
      'Since 3 May 2026, for us, nothing moved by more than one step on one question.',
    ]);
    const onlyMe = answersOf(first?.questions ?? [], () => ({ me: 1, us: 'not-applicable' }));
    const others = competencies.slice(1).map((competency) => `“${competency.short}”`);
    expect(say(base, onlyMe)).toEqual([
      'Since 3 May 2026, for me, nothing moved by more than one step on one question.',
      `Too few questions of ${others.slice(0, -1).join(', ')} and ${others.at(-1)} were rated both times, so no change is shown there.`,
      'These changes rest on the 8 of 48 questions of the competencies answered both on 3 May 2026 and now.',
    ]);
  });

  it('do not call two steps a move when the points stay the same', () => {
    const change = { rated: 8, before: 8, after: 8, points: 0, steps: 2 };
    expect([
      isMove(change),
      isMove({ ...change, points: 1 }),
      isMove({ ...change, points: 1, steps: -1 }),
    ]).toEqual([false, true, false]);
  });

  it('say what one step means only when it is the same whole number of points everywhere', () => {
    const vague =
      'One step on one question moves a competency a little, and is within a mood. Trust what several questions show together.';
    const exact = vague.replace('moves a competency a little', 'moves a full competency by 2 points');
    const of = (points: number, competencies = instrument.competencies) =>
      stepSentence({ ...instrument, points: { ...instrument.points, competency: points }, competencies });
    const [one] = instrument.competencies;
    const uneven = one ? [one, { ...one, questions: one.questions.slice(0, 4) }] : [];
    expect([of(48), of(25), of(24, uneven), of(24, [])]).toEqual([exact, vague, vague, vague]);
  });

  it('say rose, fell or moved only where the numbers do', () => {
    fc.assert(
      fc.property(anyAnswers(), anyAnswers(), (then, now) => {
        const change = changed(now, then);
        const text = changeSentences(change, 0, 'then').join('\n');
        expect(text).not.toMatch(/undefined|NaN|by 0\b/);
        const us = change.competencies.flatMap(({ since }) => since[0]?.us ?? []);
        const risen = us.some((move) => isMove(move) && move.points > 0);
        const line = text.split('\n').find((sentence) => sentence.startsWith('Since then, for us')) ?? '';
        expect(line.includes(' rose by ')).toBe(risen);
      }),
      { numRuns: 100 },
    );
  });
});

/** Retakes: answers become snapshots, and only what the visitor agreed to drop is lost. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  beginnings,
  filled,
  isKept,
  obstacleTo,
  retake,
  snapshotOf,
  withoutSnapshot,
  withSnapshot,
} from '../../src/assessment/retake.ts';
import {
  type Assessment,
  newAssessment,
  type Snapshot,
  snapshotsKept,
} from '../../src/assessment/visitor.ts';
import { payloadOf, visitorFrom } from '../../src/codec/state.ts';
import { anyAnswers, instrument } from './arbitraries.ts';

const edition = instrument.edition;
const few = instrument.questions.slice(0, 6);
const anyDay = fc.integer({ min: 20_000, max: 20_008 });
const anySnapshots: fc.Arbitrary<Snapshot[]> = fc
  .uniqueArray(fc.record({ takenOn: anyDay, edition: fc.constantFrom(1, 2), answers: anyAnswers(few) }), {
    selector: ({ takenOn }) => takenOn,
    maxLength: snapshotsKept,
  })
  .map((snapshots) => snapshots.toSorted((a, b) => a.takenOn - b.takenOn));
const anyAssessment: fc.Arbitrary<Assessment> = fc
  .record({ snapshots: anySnapshots, answers: anyAnswers(few), changedOn: anyDay })
  .map((given) => ({ ...newAssessment('1', 'group', 0), name: 'Ward 7', route: 'all' as const, ...given }));

const days = ({ snapshots }: Assessment) => snapshots.map(({ takenOn }) => takenOn);

/** As the page does it once the visitor has agreed to what goes. */
function kept(assessment: Assessment): Assessment {
  const gone = obstacleTo(assessment)?.snapshot.takenOn;
  const room = gone === undefined ? assessment : withoutSnapshot(assessment, gone);
  return withSnapshot(room, snapshotOf(assessment, edition));
}

describe('keeping a snapshot', () => {
  it('keeps the present answers under the day they were last changed, in order, one a day', () => {
    fc.assert(
      fc.property(anyAssessment, (assessment) => {
        const after = kept(assessment);
        expect(after.snapshots).toContainEqual({
          takenOn: assessment.changedOn,
          edition,
          answers: assessment.answers,
        });
        expect(days(after)).toEqual([...new Set(days(after))].toSorted((a, b) => a - b));
        expect(days(after).length).toBeLessThanOrEqual(snapshotsKept);
        expect({ ...after, snapshots: [] }).toEqual({ ...assessment, snapshots: [] });
      }),
    );
  });

  it('drops no snapshot but the one that obstacleTo returned', () => {
    fc.assert(
      fc.property(anyAssessment, (assessment) => {
        const obstacle = obstacleTo(assessment);
        const left = assessment.snapshots.filter((snapshot) => snapshot !== obstacle?.snapshot);
        const others = left.filter(({ takenOn }) => takenOn !== assessment.changedOn);
        expect(kept(assessment).snapshots).toEqual(expect.arrayContaining(others));
        expect(left.length).toBe(others.length + Number(isKept(assessment, assessment.changedOn)));
      }),
    );
  });

  it('makes a state that can be encoded and decoded', () => {
    fc.assert(
      fc.property(anyAssessment, (assessment) => {
        const visitor = { name: '', assessments: [kept(assessment)], current: '1', savedOn: 20_100 };
        expect(visitorFrom(payloadOf(visitor))).toEqual(visitor);
      }),
    );
  });

  it('is refused when there are as many as are kept: nothing is dropped silently', () => {
    const snapshots = [1, 2, 3, 4].map((takenOn) => ({ takenOn, edition, answers: new Map() }));
    const full = { ...newAssessment('1', 'group', 9), snapshots };
    expect(() => withSnapshot(full, snapshotOf(full, edition))).toThrow(RangeError);
    expect(obstacleTo({ ...full, answers: new Map([['3.7', { me: 1, us: 1 } as const]]) })).toEqual({
      kind: 'full',
      snapshot: snapshots[0],
    });
  });
});

describe('the obstacle to a snapshot', () => {
  const answers = new Map([['3.7', { me: 1, us: 2 } as const]]);
  const earlier = { takenOn: 50, edition, answers: new Map() };

  it('is a snapshot of the same day with other answers', () => {
    const assessment = { ...newAssessment('1', 'group', 50), answers, snapshots: [earlier] };
    expect(obstacleTo(assessment)).toEqual({ kind: 'same-day', snapshot: earlier });
  });

  it('is nothing when that snapshot has the same answers', () => {
    const snapshots = [{ ...earlier, answers: new Map(answers) }];
    const assessment = { ...newAssessment('1', 'group', 50), answers, snapshots };
    expect(isKept(assessment, 50)).toBe(true);
    expect(obstacleTo(assessment)).toBeUndefined();
  });
});

describe('obstacleTo', () => {
  const answers = new Map([['3.7', { me: 1, us: 2 } as const]]);
  const snapshots = [1, 2, 3].map((takenOn) => ({ takenOn, edition, answers: new Map() }));

  it('returns undefined while there is room for one more snapshot', () => {
    expect(obstacleTo({ ...newAssessment('1', 'group', 9), answers, snapshots })).toBeUndefined();
    expect(obstacleTo({ ...newAssessment('1', 'group', 9), answers })).toBeUndefined();
  });

  it('returns undefined for a retake without answers on the day of the snapshot', () => {
    const assessment = { ...newAssessment('1', 'group', 3), snapshots: [{ takenOn: 3, edition, answers }] };
    expect(isKept(assessment, 3)).toBe(true);
    expect(obstacleTo(assessment)).toBeUndefined();
  });
});

describe('starting over', () => {
  it('is dated today and leaves the snapshots, the name and the route', () => {
    fc.assert(
      fc.property(anyAssessment, fc.constantFrom(...beginnings), (assessment, beginning) => {
        const begun = retake(assessment, beginning, 20_500);
        const answers = beginning === 'answers' ? assessment.answers : new Map();
        expect(begun).toEqual({ ...assessment, answers, changedOn: 20_500 });
      }),
    );
  });

  it('can be filled to its largest size: every question answered, the given answers unchanged', () => {
    fc.assert(
      fc.property(anyAssessment, (assessment) => {
        const { answers } = filled(assessment, instrument.questions);
        expect(answers.size).toBe(instrument.questions.length);
        for (const { me, us } of answers.values()) expect([me, us]).not.toContain(undefined);
        for (const [id, answer] of assessment.answers) expect(answers.get(id)).toBe(answer);
      }),
    );
  });
});

import { describe, expect, it } from 'vitest';
import { emptyMoments } from '../../../src/assessment/moments.ts';
import { emptyPlan } from '../../../src/assessment/plan.ts';
import type { Assessment } from '../../../src/assessment/visitor.ts';
import { holdingsOf, partsOf } from '../../../src/codec/database/copy.ts';
import { addToCopy } from '../../../src/web/keeping/add-to-copy.ts';
import { answersTo, assessmentWith, firstLevel, questionAt, secondLevel, visitorWith } from '../state.ts';

const [first, second] = [questionAt(0), questionAt(1)];
const holdings = (...assessments: readonly Assessment[]) => ({
  visitor: visitorWith(...assessments),
  plan: emptyPlan,
  moments: emptyMoments,
});
const mine = assessmentWith(answersTo([first, second], { me: 3, us: 3 }));
const theirs = assessmentWith(answersTo([first], { me: 1, us: 1 }));
const add = (own: Assessment, copy: Assessment) =>
  addToCopy(holdings(own), partsOf(holdings(copy), 2), 2, () => 'new');

describe('addToCopy', () => {
  it('keeps the copy’s part where both have one, and sends the others', () => {
    const { merged, outgoing } = add(mine, theirs);
    const [assessment, ...others] = holdingsOf(merged, 0)?.visitor.assessments ?? [];
    expect(others).toEqual([]);
    expect([...(assessment?.answers ?? [])]).toEqual([
      [first.id, { me: 1, us: 1 }],
      [second.id, { me: 3, us: 3 }],
    ]);
    expect([...outgoing.keys()]).toEqual([`q 1 ${second.id}`]);
  });

  it.each([
    ['level', { level: secondLevel }],
    ['name', { name: 'Ward 7' }],
  ])('gives an assessment a new id when the copy’s has the same id and another %s', (_what, change) => {
    const { merged, outgoing, renamed } = add({ ...mine, ...change }, theirs);
    expect([...renamed]).toEqual([['1', 'new']]);
    const assessments = holdingsOf(merged, 0)?.visitor.assessments ?? [];
    expect(assessments.map(({ id, level }) => [id, level])).toEqual([
      ['1', firstLevel],
      ['new', { ...mine, ...change }.level],
    ]);
    expect(assessments[1]?.answers).toEqual(mine.answers);
    expect([...outgoing.keys()].every((name) => name.split(' ')[1] === 'new')).toBe(true);
  });

  it('sends nothing when the copy has every part', () => {
    expect(add(theirs, mine).outgoing.size).toBe(0);
  });
});

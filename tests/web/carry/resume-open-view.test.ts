/** openView: what /resume/open shows when a side or a list is empty, has one entry, or has several. */
import { describe, expect, it } from 'vitest';
import { type Holdings, noHoldings } from '../../../src/assessment/holdings.ts';
import { emptyMoments, type Moments } from '../../../src/assessment/moments.ts';
import { emptyPlan, type Plan } from '../../../src/assessment/plan.ts';
import type { Assessment, Snapshot } from '../../../src/assessment/visitor.ts';
import { type Entered, openView } from '../../../src/web/carry/resume-open-view.ts';
import { testContent } from '../../site.ts';
import { answersTo, assessmentWith, questionAt, secondLevel, visitorWith } from '../state.ts';
import { holding } from './carried.ts';

const [a, b, c] = [questionAt(0), questionAt(1), questionAt(2)];
const plan: Plan = { ...emptyPlan, less: 'Meetings', savedOn: '2026-11-20' };
const moments: Moments = { ...emptyMoments, cycle: 'From a to b', savedOn: '2026-11-20' };
const snapshot = (takenOn: number): Snapshot => ({ takenOn, edition: 1, answers: answersTo([a]) });
const ward = (given: Partial<Assessment> = {}, answers = answersTo([a])) =>
  assessmentWith(answers, { name: 'Ward 7', ...given });

function viewOf(here: Holdings, brought: Holdings, entered: Entered = {}) {
  const visit = { notices: [], savedUntil: '' };
  return openView(testContent, visit, here, { from: 'link', token: 'r1.x', holdings: brought }, entered);
}

describe('openView of the browser’s side', () => {
  it('has no holdings, no ways and nothing that stays in an empty browser, and replaces', () => {
    const view = viewOf(noHoldings, holding(visitorWith(ward())));
    expect(view).toMatchObject({ here: undefined, ways: [], only: 'replace', stays: '', onwards: '/resume' });
    expect(view).toMatchObject({ pairs: [], differing: 0, worksheets: [], nothingNew: false });
  });

  it('has the holdings of a browser with only a plan', () => {
    const view = viewOf({ ...noHoldings, plan }, holding(visitorWith(ward())));
    expect(view.here).toMatchObject({ assessments: [], moments: false });
    expect(view).toMatchObject({ onwards: '/resume', stays: 'your contract for change' });
  });

  it('leads to the next question of a browser with answers', () => {
    expect(viewOf(holding(visitorWith(ward())), noHoldings).onwards).toMatch(/^\/questions\//);
  });
});

describe('openView of what replacing removes', () => {
  const brought = holding(visitorWith(ward({ name: 'Ward 9' })), { plan: { ...plan, less: 'Reports' } });
  it.each<[string, Holdings, string, string]>([
    ['no answers, when there are none', { ...noHoldings, moments }, 'no answers', 'your moments of truth'],
    ['an assessment without snapshots', holding(visitorWith(ward())), '“\u2068Ward 7\u2069”', ''],
    [
      'an assessment with one snapshot',
      holding(visitorWith(ward({ snapshots: [snapshot(1)] }))),
      '“\u2068Ward 7\u2069” with 1 snapshot',
      '',
    ],
    [
      'two assessments, one with two snapshots',
      holding(
        visitorWith(ward({ snapshots: [snapshot(1), snapshot(2)] }), ward({ id: 'b', name: 'Ward 8' })),
      ),
      '“\u2068Ward 7\u2069” with 2 snapshots and “\u2068Ward 8\u2069”',
      '',
    ],
    [
      'a plan that another replaces, and keeps moments that nothing replaces',
      holding(visitorWith(ward()), { plan, moments }),
      '“\u2068Ward 7\u2069” and your contract for change',
      'your moments of truth',
    ],
  ])('names %s', (_what, here, removed, stays) => {
    expect(viewOf(here, brought)).toMatchObject({ removed, stays });
  });
});

describe('openView of the ways', () => {
  it('marks none when the two sides are of people with different names', () => {
    const of = (name: string, answers = answersTo([a])) =>
      holding({ ...visitorWith(ward({}, answers)), name });
    const brought = of('Ruth', answersTo([b]));
    const chosen = (here: Holdings, entered: Entered = {}) =>
      viewOf(here, brought, entered).ways.flatMap((one) => (one.chosen ? [one.way] : []));
    expect(chosen(of('Zoë'))).toEqual([]);
    expect(chosen(of('Zoë'), { how: 'merge' })).toEqual(['merge']);
    expect(chosen(of('ruth '))).toEqual(['merge']);
    expect(chosen(of(''))).toEqual(['merge']);
    expect(viewOf(of('Zoë'), brought).people).toEqual({ brought: 'Ruth', here: 'Zoë' });
    expect(viewOf(of('Ruth'), brought).people).toBeUndefined();
  });

  it('marks the proposed way, or the one that was entered', () => {
    const sides = [holding(visitorWith(ward())), holding(visitorWith(ward({}, answersTo([b]))))] as const;
    const chosen = (entered: Entered) =>
      viewOf(...sides, entered).ways.flatMap((one) => (one.chosen ? [one.way] : []));
    expect([chosen({}), chosen({ how: 'beside' })]).toEqual([['merge'], ['beside']]);
    expect(viewOf(...sides).only).toBe('');
  });

  it('asks about no way when only worksheets were brought, and replaces', () => {
    const view = viewOf(holding(visitorWith(ward())), { ...noHoldings, plan });
    expect(view).toMatchObject({ ways: [], only: 'replace', added: { merging: '', beside: '' } });
  });

  it('names the assessments that merging and adding add', () => {
    const other = assessmentWith(answersTo([a]), { id: 'b', name: 'Ward 8', level: secondLevel });
    const brought = holding(visitorWith(ward({}, answersTo([b])), other));
    expect(viewOf(holding(visitorWith(ward())), brought).added).toEqual({
      merging: '“\u2068Ward 8\u2069”',
      beside: '“\u2068Ward 7\u2069” and “\u2068Ward 8\u2069”',
    });
  });

  it('names no assessment that the browser holds already', () => {
    const brought = holding(visitorWith(ward()), { plan });
    const view = viewOf(holding(visitorWith(ward())), brought);
    expect(view).toMatchObject({ nothingNew: false, added: { merging: '', beside: '' } });
  });
});

describe('openView of a pair', () => {
  const pairOf = (here: Assessment, brought: Assessment, entered: Entered = {}) =>
    viewOf(holding(visitorWith(here)), holding(visitorWith(brought)), entered);

  it('says that nothing is answered when both sides are empty', () => {
    const view = pairOf(ward({}, new Map()), ward({}, new Map()));
    expect(view.pairs).toEqual([
      { here: 'Ward 7', brought: 'Ward 7', does: 'nothing is answered in either', differing: [] },
    ]);
    expect(view.differing).toBe(0);
  });

  it('counts only what there is', () => {
    const does = (here: Assessment, brought: Assessment) => pairOf(here, brought).pairs[0]?.does;
    expect(does(ward(), ward({}, new Map()))).toBe('1 answer that only this browser has stays');
    expect(does(ward({}, new Map()), ward({}, answersTo([a, b])))).toBe('2 gaps here are filled');
    expect(does(ward({}, answersTo([a, b])), ward({}, answersTo([a, b, c])))).toBe(
      '1 gap here is filled; 2 answers are alike',
    );
  });

  it('lists the questions that differ with both answers and what was picked', () => {
    const gone = { ...a, id: '99.9' };
    const here = ward({ id: 'h1' }, answersTo([a, gone], { me: 3, us: 'not-applicable' }));
    const brought = ward({}, answersTo([a, gone], { me: 0, us: 1 }));
    const view = pairOf(here, brought, { picks: new Map([[`h1-${a.id}`, 'here']]) });
    const answers = { here: 'me 3, us n/a', brought: 'me 0, us 1' };
    expect(view.differing).toBe(2);
    expect(view.pairs[0]?.differing).toEqual([
      { field: `pick-h1-${a.id}`, label: expect.stringMatching(`^${a.id} `), ...answers, picked: 'here' },
      { field: 'pick-h1-99.9', label: '99.9', ...answers, picked: '' },
    ]);
  });

  it('counts what differs over all pairs', () => {
    const both = (answer: 0 | 3) =>
      holding(
        visitorWith(
          ward({}, answersTo([a], { me: answer, us: answer })),
          ward({ id: 'b', level: secondLevel }, answersTo([a, b], { me: answer, us: answer })),
        ),
      );
    const view = viewOf(both(0), both(3));
    expect([view.pairs.length, view.differing]).toEqual([2, 3]);
  });
});

describe('openView of the worksheets', () => {
  const answered = visitorWith(ward());
  it('asks about none unless both sides have one and they differ', () => {
    expect(viewOf(holding(answered, { plan, moments }), holding(answered, { plan })).worksheets).toEqual([]);
    expect(viewOf(holding(answered), holding(answered, { plan, moments })).worksheets).toEqual([]);
  });

  it('asks about each that differs, and proposes the one saved later', () => {
    const here = holding(answered, { plan, moments });
    const brought = holding(answered, {
      plan: { ...plan, less: 'Reports', savedOn: '2026-11-21' },
      moments: { ...moments, cycle: 'Another', savedOn: '2026-11-19' },
    });
    expect(viewOf(here, brought).worksheets).toEqual([
      { field: 'plan', name: 'contract for change', keeps: 'brought' },
      { field: 'moments', name: 'moments of truth', keeps: 'here' },
    ]);
  });
});

/** resumeView: what the link and the QR code of /resume carry, and what they say that they leave out. */
import { describe, expect, it } from 'vitest';
import { type Holdings, noHoldings } from '../../../src/assessment/holdings.ts';
import { emptyMoments } from '../../../src/assessment/moments.ts';
import { emptyPlan } from '../../../src/assessment/plan.ts';
import { resumeView, type Tried } from '../../../src/web/carry/resume-view.ts';
import { codeLimit } from '../../../src/web/render/qr-code.ts';
import { testContent } from '../../site.ts';
import { answersTo, assessmentWith, questionAt, visitorWith } from '../state.ts';
import { holding } from './carried.ts';

const visit = { notices: [], savedUntil: '' };
const answers = answersTo([questionAt(0)]);
const snapshots = [{ takenOn: 20_000, edition: 1, answers }];
const plan = { ...emptyPlan, less: 'Meetings', savedOn: '2026-11-20' };
const moments = { ...emptyMoments, cycle: 'From a to b', savedOn: '2026-11-20' };
const full = holding(
  visitorWith(
    assessmentWith(answers, { id: 'a', name: 'Ward 7', snapshots }),
    assessmentWith(answers, { id: 'b', name: 'Ward 8' }),
  ),
  { plan, moments },
);

/** An address whose length depends on what it carries: `base` characters for the current assessment's answers alone. */
function addressOf(base: number) {
  return ({ visitor, plan: carried }: Holdings) => {
    const { assessments } = visitor;
    const parts = [
      assessments.length > 1,
      assessments.some((one) => one.snapshots.length > 0),
      carried !== emptyPlan || assessments.length === 0,
    ];
    return 'x'.repeat(base + parts.filter(Boolean).length);
  };
}
const linkOf = (base: number, holdings = full) =>
  resumeView(testContent, visit, holdings, addressOf(base)).link;

describe('the link of resumeView', () => {
  it.each([
    [6_997, ''],
    [6_998, 'your contract for change and your moments of truth'],
    [6_999, 'your contract for change, your moments of truth and your snapshots'],
    [7_000, 'your contract for change, your moments of truth, your snapshots and “\u2068Ward 7\u2069”'],
  ])('is at most 7,000 characters long, and names what it leaves out (%i, "%s")', (base, left) => {
    const link = linkOf(base);
    expect(link?.address.length).toBe(7_000);
    if (left) expect(link?.hint).toContain(`it leaves out ${left}.`);
    else expect(link?.hint).toBe('');
  });

  it('is not there when not even the current assessment fits', () => {
    expect(linkOf(7_001)).toBeUndefined();
  });

  it('is not there in an empty browser', () => {
    const view = resumeView(testContent, visit, noHoldings, addressOf(1));
    expect([view.held, view.link, view.code]).toEqual([undefined, undefined, undefined]);
  });

  it('is not there when only a worksheet is held and does not fit', () => {
    expect(linkOf(7_000, { ...noHoldings, plan })).toBeUndefined();
  });

  it.each<[string, Holdings, string]>([
    ['a plan alone', { ...full, moments: emptyMoments }, 'it leaves out your contract for change.'],
    ['moments alone', { ...full, plan: emptyPlan }, 'it leaves out your moments of truth.'],
  ])('names only the worksheet that is held: %s', (_what, holdings, hint) => {
    const address = ({ plan: p, moments: m }: Holdings) =>
      'x'.repeat(p === emptyPlan && m === emptyMoments ? 7_000 : 7_001);
    expect(resumeView(testContent, visit, holdings, address).link?.hint).toContain(hint);
  });

  it('names no snapshots when there are none', () => {
    const without = holding(
      visitorWith(assessmentWith(answers, { id: 'a', name: 'Ward 7' }), assessmentWith(answers, { id: 'b' })),
    );
    expect(linkOf(7_000, without)?.hint).toContain('it leaves out “\u2068Ward 7\u2069”.');
  });
});

describe('the QR code of resumeView', () => {
  it('leaves out what makes it too long, and the link does not', () => {
    const view = resumeView(testContent, visit, full, addressOf(codeLimit - 2));
    expect(view.link?.hint).toBe('');
    expect(view.code?.caption).toContain('leaves out your contract for change and your moments of truth.');
  });

  it('has no hint when it carries everything', () => {
    const view = resumeView(testContent, visit, full, addressOf(100));
    expect(view.code?.caption).toBe('Or point your phone’s camera at this code.');
  });
});

describe('the error of resumeView', () => {
  it.each(['link', 'file'] as const)('is at the field “%s” that was posted, and at no other', (field) => {
    const tried: Tried = { field, entered: 'x', fault: { fault: 'Broken', advice: 'Again' } };
    const view = resumeView(testContent, visit, full, addressOf(1), tried);
    expect(view.errors).toEqual([{ field, text: 'Broken' }]);
    expect(view.fault).toEqual({ link: undefined, file: undefined, [field]: tried.fault });
    expect(view.entered).toBe('x');
  });
});

import type { Request } from 'express';
import { describe, expect, it } from 'vitest';
import { emptyPlan, type Plan } from '../../../src/assessment/plan.ts';
import { planCodec } from '../../../src/codec/worksheets.ts';
import { WorksheetTooLarge } from '../../../src/web/http/errors.ts';
import { spaceText } from '../../../src/web/render/space-text.ts';
import { CookieJar } from '../../../src/web/visitor/cookie-jar.ts';
import { WorksheetStore } from '../../../src/web/visitor/worksheet-store.ts';
import { dayOf } from '../../days.ts';
import { today } from '../../site.ts';

const store = new WorksheetStore({ today: () => dayOf(today) }, 'mirror_plan', planCodec, emptyPlan);

function jarOf(signedCookies: Readonly<Record<string, string>>): CookieJar {
  return new CookieJar({ signedCookies, cookies: {}, headers: {} } as unknown as Request, {
    origin: undefined,
    basePath: '',
  });
}

const plan = (less: string, savedOn = '2026-01-01'): Plan => ({ ...emptyPlan, less, savedOn });
const text = (worksheet: Plan) => planCodec.encode(worksheet);

describe('WorksheetStore', () => {
  it('read returns the empty worksheet when there is no cookie', () => {
    expect(store.read(jarOf({}))).toEqual({ worksheet: emptyPlan, unreadable: false });
  });

  it('read returns the saved worksheet', () => {
    expect(store.read(jarOf({ mirror_plan: text(plan('x')) }))).toEqual({
      worksheet: plan('x'),
      unreadable: false,
    });
  });

  it('read reports an unreadable worksheet', () => {
    expect(store.read(jarOf({ mirror_plan: 'bad' }))).toEqual({ worksheet: emptyPlan, unreadable: true });
  });

  it.each([
    ['2026-01-02', 'aside'],
    ['2026-01-01', 'own'],
    ['2025-12-31', 'own'],
  ])('read compares dates with a worksheet set aside: of %s returns the %s one', (savedOn, expected) => {
    const jar = jarOf({ mirror_plan: text(plan('own')), mirror_plan_aside: text(plan('aside', savedOn)) });
    expect(store.read(jar).worksheet.less).toBe(expected);
  });

  it('read returns a worksheet set aside when the other cannot be read', () => {
    const jar = jarOf({ mirror_plan: 'bad', mirror_plan_aside: text(plan('aside')) });
    expect(store.read(jar)).toEqual({ worksheet: plan('aside'), unreadable: true });
  });

  it('read returns what was saved before in the same request', () => {
    const jar = jarOf({ mirror_plan: text(plan('old')) });
    expect(store.read(jar).worksheet.less).toBe('old');
    store.save(jar, plan('new'));
    expect(store.read(jar)).toEqual({ worksheet: plan('new', '2026-11-21'), unreadable: false });
  });

  it('save sets aside a worksheet that cannot be read, and leaves one that can', () => {
    const unreadable = jarOf({ mirror_plan: 'bad' });
    store.save(unreadable, plan('new'));
    expect(unreadable.verified('mirror_plan_aside')).toBe('bad');
    const readable = jarOf({ mirror_plan: text(plan('old')) });
    store.save(readable, plan('new'));
    expect(readable.names()).toEqual(['mirror_plan']);
  });

  it('save sets a cookie for text that just fits, and throws for one byte more with the excess', () => {
    // One text alone may not fill the cookie.
    const filled = (length: number) => ({ ...plan('x'.repeat(length)), record: 'x'.repeat(1_000) });
    const most = store.spaceLeft(jarOf({}), filled(0));
    const jar = jarOf({});
    store.save(jar, filled(most));
    expect(store.spaceLeft(jarOf({}), filled(most))).toBe(0);
    expect(jar.isChanged).toBe(true);
    const fresh = jarOf({ mirror_plan: 'bad' });
    expect(() => store.save(fresh, filled(most + 3))).toThrow(new WorksheetTooLarge(3));
    expect(fresh.isChanged).toBe(false);
    expect(() => store.save(fresh, filled(most + 1))).toThrow(WorksheetTooLarge);
  });

  it('spaceLeft counts bytes of UTF-8', () => {
    expect(store.spaceLeft(jarOf({}), plan('x')) - store.spaceLeft(jarOf({}), plan('xé“'))).toBe(5);
  });

  it('clear removes the worksheet and one set aside, and leaves what cannot be read', () => {
    const jar = jarOf({ mirror_plan: text(plan('own')), mirror_plan_aside: text(plan('aside')) });
    expect(store.read(jar).worksheet.less).toBe('own');
    store.clear(jar);
    expect(jar.names()).toEqual([]);
    expect(store.read(jar).worksheet).toEqual(emptyPlan);
    const unreadable = jarOf({ mirror_plan: 'bad' });
    store.clear(unreadable);
    expect(unreadable.isChanged).toBe(false);
  });
});

describe('spaceText', () => {
  it.each([
    [-1, '1 character too many'],
    [0, 'About 0 characters left'],
    [1, 'About 1 character left'],
    [99, 'About 99 characters left'],
    [109, 'About 100 characters left'],
    [1_249, 'About 1,240 characters left'],
  ])('for %i returns "%s"', (left, expected) => {
    expect(spaceText(left)).toBe(expected);
  });
});

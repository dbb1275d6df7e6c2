import type { Request, Response } from 'express';
import { describe, expect, it } from 'vitest';
import { currentAssessment, type Visitor } from '../../../src/assessment/visitor.ts';
import { encodeRecents, type RecentAnswer } from '../../../src/codec/recent.ts';
import { encodeState, nameLimit } from '../../../src/codec/state.ts';
import { StateTooLarge } from '../../../src/web/http/errors.ts';
import { CookieJar } from '../../../src/web/visitor/cookie-jar.ts';
import { asideCookies, recentName, stateCookie } from '../../../src/web/visitor/cookies.ts';
import { saveRestoredAnswers } from '../../../src/web/visitor/open-jar.ts';
import { VisitorStore } from '../../../src/web/visitor/visitor-store.ts';
import { dayOf } from '../../days.ts';
import { today } from '../../site.ts';
import { answersTo, assessmentWith, instrument, questionAt, visitorWith } from '../state.ts';

const lastQuestion = questionAt(-1);
const editions = { current: instrument.edition, accepts: [] };
const store = new VisitorStore(
  { now: () => today, today: () => dayOf(today), newKey: () => 'k'.repeat(22) },
  editions,
);

/** The jar of a request whose cookies are signed and hold these texts. */
function jarOf(signedCookies: Readonly<Record<string, string>>): CookieJar {
  return new CookieJar({ signedCookies, cookies: {}, headers: {} } as unknown as Request, {
    origin: undefined,
    basePath: '',
  });
}

/** As long as the ids that the store makes. */
const longId = 'v'.repeat(18);
const stateText = (visitor: Visitor) => encodeState(visitor, editions, longId);
const visitor = visitorWith(assessmentWith(new Map()));
const recent = { assessment: '1', question: lastQuestion.id, answer: { me: 3, us: 0 } } as const;
const of = (...answers: readonly RecentAnswer[]) => ({
  visitor: longId,
  givenAt: today.getTime() / 1_000,
  answers,
});
const recentCookie = { [recentName('1', lastQuestion.id)]: encodeRecents(of(recent), editions) };

/** A visitor whose state fills the cookie so far that one more character does not fit. */
function fullVisitor(): Visitor {
  const answers = answersTo(instrument.questions.slice(0, -1));
  const having = (count: number) =>
    visitorWith(...Array.from({ length: count }, (_, i) => assessmentWith(answers, { id: String(i + 1) })));
  let count = 1;
  while (store.spaceLeft(jarOf({}), having(count + 1)) >= 0) count++;
  let full = having(count);
  while (store.spaceLeft(jarOf({}), longer(full)) >= 0) full = longer(full);
  return full;
}

/** The same with one more character, in the first name that has not reached its limit. */
function longer(visitor: Visitor): Visitor {
  const { assessments } = visitor;
  const at = assessments.findIndex(({ name }) => name.length < nameLimit);
  return {
    ...visitor,
    assessments: assessments.map((one, i) => (i === at ? { ...one, name: `${one.name}x` } : one)),
  };
}

describe('VisitorStore', () => {
  it('saveRestored saves an answer that another tab had dropped', () => {
    const jar = jarOf({ [stateCookie]: stateText(visitor), ...recentCookie });
    expect(store.read(jar).restored).toBe(true);
    store.saveRestored(jar);
    expect(jar.isChanged).toBe(true);
    const again = store.read(jarOf({ [stateCookie]: jar.verified(stateCookie) ?? '' }));
    expect(again.visitor.assessments[0]?.answers.get(lastQuestion.id)).toEqual(recent.answer);
  });

  it('saveRestored sets no cookie and does not throw when the restored state is too large', () => {
    const full = fullVisitor();
    const jar = jarOf({ [stateCookie]: stateText(full), ...recentCookie });
    const { visitor: restored } = store.read(jar);
    expect(store.spaceLeft(jarOf({}), full)).toBeGreaterThanOrEqual(0);
    expect(store.spaceLeft(jarOf({}), restored)).toBeLessThan(0);
    store.saveRestored(jar);
    expect(jar.isChanged).toBe(false);
    expect(store.read(jar).visitor.assessments[0]?.answers.get(lastQuestion.id)).toEqual(recent.answer);
  });

  it('saveRestored sets no cookie when nothing was restored', () => {
    const jar = jarOf({ [stateCookie]: stateText(visitor) });
    store.saveRestored(jar);
    expect(jar.isChanged).toBe(false);
  });

  it('save throws StateTooLarge for a state that does not fit, and sets no cookie', () => {
    const jar = jarOf({ [stateCookie]: 'unreadable' });
    const { assessments } = fullVisitor();
    const more = assessments.map((one, i) => ({ ...one, id: `more${i}` }));
    expect(() => store.save(jar, visitorWith(...assessments, ...more))).toThrow(StateTooLarge);
    expect(jar.isChanged).toBe(false);
  });

  it('save sets a cookie for a state that just fits, and throws for one more character', () => {
    const full = fullVisitor();
    const jar = jarOf({});
    store.save(jar, full);
    expect(jar.verified(stateCookie)).toBeDefined();
    expect(() => store.save(jarOf({}), longer(full))).toThrow(StateTooLarge);
  });

  it('read returns what was just saved, dated today', () => {
    const jar = jarOf({ [stateCookie]: stateText(visitor) });
    store.save(jar, { ...visitor, name: 'Ruth', savedOn: 0 });
    expect(store.read(jar)).toMatchObject({
      visitor: { name: 'Ruth' },
      unreadable: undefined,
      restored: false,
    });
    expect(store.read(jar).visitor.savedOn).toBe(visitor.savedOn);
  });

  it('replace makes recent answers void, so that they are not put back', () => {
    const jar = jarOf({ [stateCookie]: stateText(visitor), ...recentCookie });
    store.replace(jar, visitor);
    const next = jarOf({ [stateCookie]: jar.verified(stateCookie) ?? '', ...recentCookie });
    expect(store.read(next)).toMatchObject({ visitor, restored: false });
  });

  it('save keeps up to three unreadable states aside, and none of them twice', () => {
    const all: Record<string, string> = {};
    for (const text of ['bad1', 'bad2', 'bad2', 'bad3', 'bad4']) {
      const jar = jarOf({ ...all, [stateCookie]: text });
      store.save(jar, visitor);
      for (const name of jar.names()) all[name] = jar.verified(name) ?? '';
    }
    expect(asideCookies.map((name) => all[name])).toEqual(['bad1', 'bad2', 'bad3']);
  });

  it('readAsides returns each state kept aside, with its visitor if it can be read', () => {
    const jar = jarOf({ mirror_aside: 'bad', mirror_aside_3: stateText({ ...visitor, name: 'Ruth' }) });
    const asides = store.readAsides(jar);
    expect(asides.map(({ name, visitor }) => [name, visitor?.name])).toEqual([
      ['mirror_aside', undefined],
      ['mirror_aside_3', 'Ruth'],
    ]);
  });
});

describe('recent answers', () => {
  const [first, second] = [questionAt(0).id, questionAt(1).id];
  const answered = (question: string, me: 0 | 3) => ({ assessment: '1', question, answer: { me, us: me } });

  it('of one form are restored together', () => {
    const recents = [answered(first, 3), answered(second, 3)];
    const name = recentName('1', first, second);
    const jar = jarOf({ [stateCookie]: stateText(visitor), [name]: encodeRecents(of(...recents), editions) });
    const restored = currentAssessment(store.read(jar).visitor)?.answers;
    expect([restored?.get(first), restored?.get(second)]).toEqual(recents.map(({ answer }) => answer));
  });

  it('are dropped when one of their questions is answered again, so that the new answer stays', () => {
    const earlier = [answered(first, 3), answered(second, 3)];
    const name = recentName('1', first, second);
    const jar = jarOf({ [stateCookie]: stateText(visitor), [name]: encodeRecents(of(...earlier), editions) });
    store.save(jar, visitor, answered(second, 0));
    expect(jar.names()).not.toContain(name);
    expect(jar.names()).toContain(recentName('1', second));
  });

  it('are ignored under the cookie name of another question or assessment', () => {
    const value = encodeRecents(of(recent), editions);
    for (const name of [recentName('1', questionAt(0).id), recentName('2', lastQuestion.id)])
      expect(store.read(jarOf({ [stateCookie]: stateText(visitor), [name]: value })).restored).toBe(false);
  });
});

describe('saveRestoredAnswers', () => {
  it.each([
    ['GET', true],
    ['HEAD', false],
    ['POST', false],
  ])('for a %s request saves: %s', (method, isSaved) => {
    const jar = jarOf({ [stateCookie]: stateText(visitor), ...recentCookie });
    saveRestoredAnswers(store)(
      { method } as Request,
      { locals: { jar } } as unknown as Response,
      () => undefined,
    );
    expect(jar.isChanged).toBe(isSaved);
  });
});

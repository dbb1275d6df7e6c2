import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answer } from '../../src/assessment/answers.ts';
import {
  type Assessment,
  newAssessment,
  newVisitor,
  type Visitor,
  withAssessment,
} from '../../src/assessment/visitor.ts';
import { encodeRecents } from '../../src/codec/recent.ts';
import { secretsFrom, sign } from '../../src/codec/signature.ts';
import {
  type DecodedState,
  decodeState,
  type Editions,
  encodeState,
  nameLimit,
  stateVersion,
  whyUnverified,
} from '../../src/codec/state.ts';
import { loadContent } from '../../src/content/load.ts';
import { frameworkSchema } from '../../src/content/schema.ts';
import { stateLimit } from '../../src/web/visitor/cookie-room.ts';
import { cookieText, cookieValue } from '../cookies.ts';
import {
  anyText,
  anyVisitor,
  editions,
  flipped,
  newSecret,
  oldSecret,
  otherSecrets,
  secrets,
} from './visitors.ts';

const one: Assessment = {
  ...newAssessment('a1', 'group', 20_778),
  name: 'Ward 7 – Łódź 🏥',
  answers: new Map<string, Answer>([
    ['3.7', { me: 0, us: 2 }],
    ['1.1', { me: 'not-applicable', us: 3 }],
  ]),
};
const visitor: Visitor = { ...withAssessment(newVisitor, one), name: 'Zoë', savedOn: 20_778 };
const encoded = cookieValue(encodeState(visitor, editions), secrets);
/** Reads a cookie's value as a request does. */
const decode = (value: string): DecodedState => {
  const text = cookieText(value, secrets);
  return text ? decodeState(text, editions) : { ok: false, reason: whyUnverified(value) };
};
const reasonOf = (value: string) => {
  const decoded = decode(value);
  return decoded.ok ? 'read' : decoded.reason;
};

const base64 = (text: string) => Buffer.from(text).toString('base64url');
/** A cookie of this site's with any payload. */
const signedPayload = (payload: string) =>
  cookieValue(`answers.${stateVersion}.${editions.current}.${payload}`, secrets);
const signedJson = (json: unknown) => signedPayload(base64(JSON.stringify(json)));
const row = { i: 'a1', l: 'group', n: '', r: 'key', d: 1, p: '1:a' };
const payload = { d: 1, n: '', c: 'a1', a: [row] };

describe('the state cookie', () => {
  it('gives back any visitor that was encoded', () => {
    fc.assert(
      fc.property(anyVisitor, (someone) => {
        expect(decode(cookieValue(encodeState(someone, editions), secrets))).toEqual({
          ok: true,
          visitor: someone,
          id: '',
        });
      }),
    );
  });

  it('gives back a visitor who has nothing yet', () => {
    expect(decode(cookieValue(encodeState(newVisitor, editions), secrets))).toEqual({
      ok: true,
      visitor: newVisitor,
      id: '',
    });
  });

  it('gives back the id that it was encoded with', () => {
    const text = encodeState(visitor, editions, 'n1a2b3-xyz');
    expect(decodeState(text, editions)).toEqual({ ok: true, visitor, id: 'n1a2b3-xyz' });
  });

  it('begins with its kind, the format version and the edition of the questions', () => {
    expect(encoded.startsWith(`s:answers.${stateVersion}.${editions.current}.`)).toBe(true);
  });

  it('needs no escaping in a cookie (RFC 6265, section 4.1.1)', () => {
    fc.assert(
      fc.property(anyVisitor, (someone) => {
        expect(cookieValue(encodeState(someone, editions), secrets)).toMatch(
          /^[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]+$/,
        );
      }),
    );
  });

  it('stays under half the limit with three levels, long names and every question answered', () => {
    const { instrument, levelsOfBusiness } = loadContent('data');
    const answers = new Map<string, Answer>(
      instrument.questions.map(({ id }) => [id, { me: 'not-applicable', us: 'not-applicable' }]),
    );
    const name = 'Kundenbetreuung für Geschäftskunden, Standort Süd'.padEnd(nameLimit, '.');
    const assessments = levelsOfBusiness.map(({ id }, i) => ({
      ...newAssessment(`id${i}abc`, id, 20_778),
      name,
      answers,
    }));
    const full: Visitor = { name, assessments, current: 'id0abc', savedOn: 20_778 };
    expect(cookieValue(encodeState(full, editions), secrets).length).toBeLessThan(stateLimit / 2);
  });

  it('can hold every id that the content schema allows for a level of the business', () => {
    const levels = frameworkSchema.shape['levels-of-business'];
    const anyLevel = fc
      .stringMatching(/^[A-Za-z0-9-]{1,40}$/)
      .filter((id) => levels.safeParse([{ id, name: 'Our level' }]).success);
    fc.assert(
      fc.property(anyLevel, (level) => {
        const someone = withAssessment(newVisitor, newAssessment('a1', level, 1));
        expect(decode(cookieValue(encodeState(someone, editions), secrets))).toEqual({
          ok: true,
          visitor: someone,
          id: '',
        });
      }),
    );
  });
});

describe('encodeState', () => {
  const changed = (change: object): Visitor => ({ ...visitor, assessments: [{ ...one, ...change }] });

  it.each<[string, Visitor]>([
    [
      'an answer to an id that is not a question id',
      changed({ answers: new Map([['3.x', { me: 0, us: 0 }]]) }),
    ],
    ['a name that is too long', { ...visitor, name: 'x'.repeat(nameLimit + 1) }],
    ['a group’s name that is too long', changed({ name: 'x'.repeat(nameLimit + 1) })],
    ['two assessments of one id', { ...visitor, assessments: [one, one] }],
    ['a current assessment that is not there', { ...visitor, current: 'b2' }],
    ['a level with a space', changed({ level: 'my group!' })],
    ['a day before 1970', { ...visitor, savedOn: -1 }],
    ['a day that is not a whole number', changed({ changedOn: 0.5 })],
  ])('throws for %s', (_, someone) => {
    expect(() => cookieValue(encodeState(someone, editions), secrets)).toThrow();
  });
});

describe('the edition in the state cookie', () => {
  const earlier: Editions = { current: editions.current - 1, accepts: [] };
  const old = cookieValue(encodeState(visitor, earlier), secrets);

  it('is accepted when it is earlier and listed in accepts', () => {
    const accepting: Editions = { current: editions.current, accepts: [1, earlier.current] };
    expect(decodeState(cookieText(old, secrets), accepting)).toEqual({ ok: true, visitor, id: '' });
  });

  it('is refused as other-edition when it is earlier and not listed', () => {
    expect(reasonOf(old)).toBe('other-edition');
  });

  it('gives the answers as `former` when it is refused as other-edition', () => {
    expect(decode(old)).toEqual({
      ok: false,
      reason: 'other-edition',
      former: { edition: earlier.current, visitor },
    });
  });

  it('is refused as other-edition when it is later, because it may count again', () => {
    const later: Editions = { current: editions.current + 1, accepts: [] };
    const value = cookieValue(encodeState(visitor, later), secrets);
    expect(decode(value)).toEqual({ ok: false, reason: 'other-edition' });
  });

  it.each(['', '03', '3.0', ' 3', '-3', 'NaN', '__proto__'])('is refused when it is %j', (edition) => {
    const value = cookieValue(
      `answers.${stateVersion}.${edition}.${base64(JSON.stringify(payload))}`,
      secrets,
    );
    expect(decode(value).ok).toBe(false);
  });
});

describe('the format version in the state cookie', () => {
  it.each([stateVersion - 1, stateVersion + 1, 99])(
    'is refused as other-format when it is %i, though signed',
    (version) => {
      const value = cookieValue(
        `answers.${version}.${editions.current}.${base64(JSON.stringify(payload))}`,
        secrets,
      );
      expect(reasonOf(value)).toBe('other-format');
    },
  );

  it('is refused as other-format for a cookie of version 1, which began with its version', () => {
    expect(reasonOf(`1.${editions.current}.e30.${'x'.repeat(43)}`)).toBe('other-format');
  });
});

describe('the signature of the state cookie', () => {
  const rotated = secretsFrom([newSecret, oldSecret]);

  it('is accepted when an older known secret made it', () => {
    const before = cookieValue(encodeState(visitor, editions), secretsFrom([oldSecret]));
    expect(decodeState(cookieText(before, rotated), editions)).toEqual({ ok: true, visitor, id: '' });
  });

  it('is refused as not-ours when another site’s secret made it', () => {
    expect(reasonOf(cookieValue(encodeState(visitor, editions), otherSecrets))).toBe('not-ours');
  });
});

describe('a hostile state cookie', () => {
  it('is refused when cut short anywhere', () => {
    for (let length = 0; length < encoded.length; length++) {
      const reason = reasonOf(encoded.slice(0, length));
      expect(['cut-short', 'not-ours'], `${length} of ${encoded.length}`).toContain(reason);
    }
    expect(reasonOf(encoded.slice(0, -1))).toBe('cut-short');
  });

  it('is refused with any one character changed', () => {
    for (const forged of flipped(encoded)) expect(decode(forged).ok, JSON.stringify(forged)).toBe(false);
  });

  it('is refused as not-ours when the answers were changed and the signature was kept', () => {
    const [kind, version, edition, , signature] = encoded.split('.');
    const better = base64(JSON.stringify({ ...payload, a: [{ ...row, p: '1:s' }] }));
    expect(reasonOf([kind, version, edition, better, signature].join('.'))).toBe('not-ours');
  });

  it('is refused without an exception when it is any string', () => {
    const beginnings = fc.constantFrom(
      '',
      '1.',
      's:',
      's:answers.2.',
      's:answers.2.3.e30.',
      encoded.slice(0, 60),
    );
    fc.assert(
      fc.property(beginnings, anyText, (beginning, text) => {
        expect(decode(beginning + text).ok).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });

  it('is refused as damaged without an exception for any payload, though signed', () => {
    const anyPayload = fc.oneof(anyText, fc.json().map(base64), fc.string({ unit: 'binary' }).map(base64));
    fc.assert(
      fc.property(anyPayload, (text) => {
        expect(reasonOf(signedPayload(text))).toBe('damaged');
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ['nothing', ''],
    ['a dot', '.'],
    ['dots', '...'],
    ['only a version', '1'],
    ['only the beginning', 's:answers.2.3.'],
    ['NUL bytes', '\u0000\u0000\u0000'],
    ['NUL bytes in between', encoded.replaceAll('.', '\u0000')],
    ['a NUL byte at the end', `${encoded}\u0000`],
    ['10 kB of letters', 'a'.repeat(10_000)],
    ['10 kB of dots', '.'.repeat(10_000)],
    ['itself twice', encoded + encoded],
    ['quotes around it', `"${encoded}"`],
    ['another name before it', `mirror_state=${encoded}`],
    ['a space before it', ` ${encoded}`],
  ])('is refused as cut-short or not-ours when it is %s', (_, value) => {
    expect(['cut-short', 'not-ours']).toContain(reasonOf(value));
  });

  it('is refused when another kind of text was signed', () => {
    const text = encodeState(visitor, editions);
    expect(reasonOf(cookieValue(text.replace('answers.', 'plan.'), secrets))).toBe('not-ours');
    expect(reasonOf(cookieValue(sign(text, 'service-mirror link r', secrets), secrets))).toBe('damaged');
    const recent = { assessment: 'a1', question: '3.7', answer: { me: 1, us: 1 } } as const;
    expect(
      reasonOf(
        cookieValue(encodeRecents({ visitor: 'v1', givenAt: 1, answers: [recent] }, editions), secrets),
      ),
    ).toBe('not-ours');
  });

  it.each([
    ['no base64', '!!!!'],
    ['base64 of no JSON', base64('not JSON')],
    ['JSON cut short', base64(JSON.stringify(payload).slice(0, -2))],
    ['bytes that are not UTF-8', Buffer.from([0xff, 0xfe, 0x7b, 0x7d]).toString('base64url')],
    ['nothing', ''],
    ['10 kB of brackets', base64('['.repeat(10_000))],
    ['10 kB of brackets that close', base64('['.repeat(5_000) + ']'.repeat(5_000))],
  ])('is refused as damaged when its payload is %s', (_, text) => {
    expect(reasonOf(signedPayload(text))).toBe('damaged');
  });

  const { d: _d, ...noDay } = payload;
  const { n: _n, ...noName } = payload;
  const { c: _c, ...noCurrent } = payload;
  const { a: _a, ...noAssessments } = payload;
  const { p: _p, ...noAnswers } = row;
  const withRow = (change: object) => ({ ...payload, a: [{ ...row, ...change }] });

  it.each<[string, unknown]>([
    ['null', null],
    ['a number', 1],
    ['a text', 'state'],
    ['a list', [payload]],
    ['empty', {}],
    ['without a day', noDay],
    ['without a name', noName],
    ['without a current assessment', noCurrent],
    ['without assessments', noAssessments],
    ['an assessment without answers', { ...payload, a: [noAnswers] }],
    ['assessments that are no list', { ...payload, a: { 0: row, length: 1 } }],
    ['an assessment that is null', { ...payload, a: [null] }],
    ['a day that is a text', { ...payload, d: '1' }],
    ['a negative day', { ...payload, d: -1 }],
    ['a day that is not a whole number', { ...payload, d: 0.5 }],
    ['a day far off', { ...payload, d: 1e15 }],
    ['a name that is a list', { ...payload, n: [] }],
    ['a name that is too long', { ...payload, n: 'x'.repeat(nameLimit + 1) }],
    ['a group’s name that is too long', withRow({ n: 'x'.repeat(nameLimit + 1) })],
    ['an id with a dot', { ...payload, c: 'a.1', a: [{ ...row, i: 'a.1' }] }],
    ['an id that is empty', { ...payload, c: '', a: [{ ...row, i: '' }] }],
    ['an id that ends in a line break', { ...payload, c: 'a1\n', a: [{ ...row, i: 'a1\n' }] }],
    ['a level with markup', withRow({ l: '<b>' })],
    ['a route that there is not', withRow({ r: 'none' })],
    ['a route of Object.prototype', withRow({ r: 'constructor' })],
    ['answers that are a number', withRow({ p: 1 })],
    ['answers that are no packed text', withRow({ p: '1:z' })],
    ['an assessment’s id twice', { ...payload, a: [row, row] }],
    ['a current assessment that is not there', { ...payload, c: 'b2' }],
    ['no current assessment though there are some', { ...payload, c: '' }],
    ['a current assessment though there are none', { ...payload, a: [] }],
  ])('is refused as damaged when its JSON is %s, though signed', (_, json) => {
    expect(reasonOf(signedJson(json))).toBe('damaged');
  });

  it('does not change Object.prototype or the visitor through keys such as __proto__', () => {
    const hostile = `{"__proto__":{"name":"x","polluted":1},"constructor":{"prototype":{"polluted":1}},${JSON.stringify(payload).slice(1)}`;
    const decoded = decode(signedPayload(base64(hostile)));
    expect(decoded).toEqual({
      ok: true,
      id: '',
      visitor: {
        name: '',
        current: 'a1',
        savedOn: 1,
        assessments: [
          {
            id: 'a1',
            level: 'group',
            name: '',
            route: 'key',
            changedOn: 1,
            snapshots: [],
            answers: new Map([['1.1', { me: 0, us: 0 }]]),
          },
        ],
      },
    });
    expect('polluted' in (decoded.ok ? decoded.visitor : {})).toBe(false);
    expect('polluted' in {}).toBe(false);
  });
});

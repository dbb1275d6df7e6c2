import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newAssessment, newVisitor, withAssessment } from '../../src/assessment/visitor.ts';
import { decodeRecents, encodeRecents, type RecentAnswer, type Recents } from '../../src/codec/recent.ts';
import { secretsFrom } from '../../src/codec/signature.ts';
import { encodeState } from '../../src/codec/state.ts';
import { cookieText, cookieValue } from '../cookies.ts';
import {
  anyAnswer,
  anyId,
  anyText,
  editions,
  flipped,
  newSecret,
  oldSecret,
  otherSecrets,
  secrets,
} from './visitors.ts';

const recent: RecentAnswer = { assessment: 'a1', question: '3.7', answer: { me: 0, us: 'not-applicable' } };
const of = (answers: readonly RecentAnswer[]): Recents => ({
  visitor: 'nk3x-Ab_9',
  givenAt: 1_795_262_400,
  answers,
});
const encoded = cookieValue(encodeRecents(of([recent]), editions), secrets);
const decode = (value: string) => decodeRecents(cookieText(value, secrets), editions);
const signed = (text: string) => cookieValue(text, secrets);
const version = 3;
const beginning = `recent.${version}.${editions.current}.nk3x-Ab_9.toui00`;

describe('the cookie of a recent answer', () => {
  it('gives back any recent answer, also a cleared one', () => {
    const anyRecent = fc.record({
      assessment: fc.stringMatching(/^[a-z0-9]{1,12}$/),
      question: anyId,
      answer: fc.option(anyAnswer, { nil: undefined }),
    });
    fc.assert(
      fc.property(anyRecent, (some) => {
        expect(decode(cookieValue(encodeRecents(of([some]), editions), secrets))).toEqual(of([some]));
      }),
    );
  });

  it('gives back the answers of a form with several questions, in order', () => {
    const anyRecents = fc.uniqueArray(
      fc.record({ question: anyId, answer: fc.option(anyAnswer, { nil: undefined }) }),
      { selector: ({ question }) => question, minLength: 1, maxLength: 25 },
    );
    fc.assert(
      fc.property(anyRecents, (some) => {
        const recents = some.map((answer) => ({ assessment: 'a1', ...answer }));
        expect(decode(signed(encodeRecents(of(recents), editions)))).toEqual(of(recents));
      }),
    );
  });

  it('needs no escaping in a cookie (RFC 6265, section 4.1.1)', () => {
    expect(encoded).toMatch(/^[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]+$/);
  });

  it('is accepted when an older known secret signed it', () => {
    const before = cookieValue(encodeRecents(of([recent]), editions), secretsFrom([oldSecret]));
    expect(decodeRecents(cookieText(before, secretsFrom([newSecret, oldSecret])), editions)).toEqual(
      of([recent]),
    );
  });

  it('is refused when another site’s secret signed it', () => {
    expect(decode(cookieValue(encodeRecents(of([recent]), editions), otherSecrets))).toBeUndefined();
  });

  it.each([editions.current - 1, editions.current + 1])('is refused when its edition is %i', (current) => {
    expect(
      decode(cookieValue(encodeRecents(of([recent]), { current, accepts: [] }), secrets)),
    ).toBeUndefined();
  });

  it.each([version - 1, version + 1])('is refused when its format version is %i', (other) => {
    expect(
      decode(signed(beginning.replace(`recent.${version}.`, `recent.${other}.`).concat('.a1.3.7.e'))),
    ).toBeUndefined();
  });

  it('is refused when another kind of text was signed', () => {
    const state = encodeState(withAssessment(newVisitor, newAssessment('a1', 'group', 1)), editions);
    expect(decode(signed(state))).toBeUndefined();
    expect(
      decode(signed(encodeRecents(of([recent]), editions).replace('recent.', 'answers.'))),
    ).toBeUndefined();
  });
});

describe('a hostile cookie of a recent answer', () => {
  it('is refused when cut short anywhere', () => {
    for (let length = 0; length < encoded.length; length++)
      expect(decode(encoded.slice(0, length)), String(length)).toBeUndefined();
  });

  it('is refused with any one character changed', () => {
    for (const forged of flipped(encoded)) expect(decode(forged), JSON.stringify(forged)).toBeUndefined();
  });

  it('is refused without an exception when it is any string', () => {
    const beginnings = fc.constantFrom('', '1.', 's:', `s:${beginning}.`, `${beginning}.a1.3.7.e.`);
    fc.assert(
      fc.property(beginnings, anyText, (start, text) => {
        expect(decode(start + text)).toBeUndefined();
      }),
      { numRuns: 1000 },
    );
  });

  it.each(['', '.', '\u0000', 'a'.repeat(10_000), '.'.repeat(10_000), encoded + encoded, `"${encoded}"`])(
    'is refused when it is %j',
    (value) => {
      expect(decode(value)).toBeUndefined();
    },
  );

  it.each([
    ['with text in front of it', `x${beginning}.a1.3.7.e`],
    ['with version 12', `${beginning}.a1.3.7.e`.replace('recent.3', 'recent.12')],
    ['with edition 12', `recent.${version}.12.v.1.a1.3.7.e`],
    ['with a part too few', `${beginning}.a1.3.7`],
    ['with a part too many', `${beginning}.a1.3.7.e.e`],
    ['with a question that is no number', `${beginning}.a1.__proto__.constructor.e`],
    ['with question 0', `${beginning}.a1.3.0.e`],
    ['with a leading zero in the question', `${beginning}.a1.03.7.e`],
    ['with an item above 999', `${beginning}.a1.3.1000.e`],
    ['without a visitor', `recent.${version}.${editions.current}..1.a1.3.7.e`],
    ['without a time', `recent.${version}.${editions.current}.v..a1.3.7.e`],
    ['without a question', `${beginning}.a1...e`],
    ['with a letter that is no answer', `${beginning}.a1.3.7.z`],
    ['with two letters', `${beginning}.a1.3.7.ee`],
    ['without a letter', `${beginning}.a1.3.7.`],
    ['with an empty second answer', `${beginning}.a1.3.7.e_`],
    ['with a second answer without a letter', `${beginning}.a1.3.7.e_3.8`],
    ['without an assessment', `${beginning}..3.7.e`],
    ['with an assessment that is no id', `${beginning}.__proto__.3.7.e`],
  ])('is refused %s, though signed', (_, text) => {
    expect(decode(signed(text))).toBeUndefined();
  });
});

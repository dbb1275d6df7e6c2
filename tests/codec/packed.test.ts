import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answer, Answers, PerspectiveAnswer } from '../../src/assessment/answers.ts';
import { withAnswer } from '../../src/assessment/answers.ts';
import { answerOf, letterOf, lettersOf } from '../../src/codec/packed/letters.ts';
import { packAnswers, unpackAnswers } from '../../src/codec/packed/packed.ts';
import { loadContent } from '../../src/content/load.ts';
import { anyAnswers, anyText } from './visitors.ts';

const { instrument } = loadContent('data');
const na = 'not-applicable';
const responses: readonly PerspectiveAnswer[] = [0, 1, 2, 3, na];
const pairs: readonly Answer[] = responses.flatMap((me) => responses.map((us) => ({ me, us })));
const everywhere = (answer: Answer): Answers => new Map(instrument.questions.map(({ id }) => [id, answer]));

describe('letterOf and answerOf', () => {
  it('letterOf returns a different letter for each answer, and “-” for none', () => {
    const letters = [...pairs, undefined].map(letterOf);
    expect(new Set(letters).size).toBe(pairs.length + 1);
    expect(letters.at(-1)).toBe('-');
  });

  it.each(pairs)('answerOf gives back $me and $us from its letter', (answer) => {
    expect(answerOf(letterOf(answer))).toEqual(answer);
  });

  it.each(['-', '', 'z', 'A', '`', '{', 'aa', '\u0000', '__proto__', 'é'])(
    'answerOf returns undefined for %j',
    (letter) => {
      expect(answerOf(letter)).toBeUndefined();
    },
  );
});

describe('lettersOf', () => {
  it('returns the letters of the questions in their order, “-” where one is not answered', () => {
    const answers: Answers = new Map([
      ['1.1', { me: 0, us: 1 }],
      ['3.7', { me: na, us: na }],
    ]);
    expect(lettersOf([{ id: '3.7' }, { id: '2.1' }, { id: '1.1' }], answers)).toBe('y-b');
    expect(lettersOf([], answers)).toBe('');
  });
});

describe('packed answers', () => {
  it('are unpacked to the same answers', () => {
    fc.assert(
      fc.property(anyAnswers, (answers) => {
        expect(unpackAnswers(packAnswers(answers))).toEqual(answers);
      }),
    );
  });

  it('are the same text for every order of answering', () => {
    fc.assert(
      fc.property(anyAnswers, (answers) => {
        expect(packAnswers(new Map([...answers].toReversed()))).toBe(packAnswers(answers));
      }),
    );
  });

  it('are an empty text for no answers, which is unpacked to none', () => {
    expect(packAnswers(new Map())).toBe('');
    expect(unpackAnswers('')).toEqual(new Map());
  });

  it('are placed by the permanent id and not by the order of asking', () => {
    const answers: Answers = new Map([
      ['3.7', { me: 0, us: 0 }],
      ['3.2', { me: 3, us: na }],
      ['1.1', { me: na, us: na }],
    ]);
    expect(packAnswers(answers)).toBe('1:y.3:-t----a');
  });

  it.each(pairs)('take at most 140 characters for the whole instrument, all $me and $us', (answer) => {
    const packed = packAnswers(everywhere(answer));
    expect(unpackAnswers(packed)?.size).toBe(instrument.questions.length);
    expect(packed.length).toBeLessThanOrEqual(140);
  });

  it('need no escaping in a cookie (RFC 6265, section 4.1.1)', () => {
    fc.assert(
      fc.property(anyAnswers, (answers) => {
        expect(packAnswers(answers)).toMatch(/^[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]*$/);
      }),
    );
  });

  it.each([
    '',
    '3',
    '3.',
    '.7',
    '3.0',
    '0.7',
    '03.7',
    '3.7.1',
    '1000.1',
    '1.1000',
    '3.7 ',
    'a.b',
    '-1.2',
    '1e2.3',
    '__proto__',
  ])('throw for the question id %j', (id) => {
    expect(() => packAnswers(new Map([[id, { me: 0, us: 0 }]]))).toThrow(RangeError);
  });
});

describe('unpackAnswers', () => {
  it('never throws, and accepts only what packAnswers could have made', () => {
    const likely = fc.stringMatching(/^[0-9:.a-z-]{0,40}$/);
    fc.assert(
      fc.property(fc.oneof(anyText, likely), (text) => {
        const answers = unpackAnswers(text);
        if (answers) expect(packAnswers(answers)).toBe(text);
      }),
      { numRuns: 1000 },
    );
  });

  it('returns no answer for a question that is not answered', () => {
    expect([...(unpackAnswers('2:--b') ?? [])]).toEqual([['2.3', { me: 0, us: 1 }]]);
  });

  it.each([
    ['no principle', 'aaa'],
    ['nothing after the colon', '1:'],
    ['only unanswered places', '1:---'],
    ['an unanswered place at the end', '1:a-'],
    ['a letter that is no answer', '1:az'],
    ['a capital letter', '1:A'],
    ['principle 0', '0:a'],
    ['a principle above 999', '1000:a'],
    ['a leading zero', '01:a'],
    ['principles out of order', '2:a.1:a'],
    ['a principle twice', '1:a.1:b'],
    ['a dot too many', '1:a..2:a'],
    ['a dot at the end', '1:a.'],
    ['a dot at the start', '.1:a'],
    ['a space', ' 1:a'],
    ['a line break at the end', '1:a\n'],
    ['a NUL byte', '1:a\u0000'],
    ['a name of Object.prototype', '__proto__:a'],
    ['a digit of another script', '١:a'],
    ['more items than an id can number', `1:${'a'.repeat(1000)}`],
    ['10 kB of letters', 'a'.repeat(10_000)],
    ['10 kB of unanswered places', `1:${'-'.repeat(10_000)}`],
  ])('refuses %s', (_, packed) => {
    expect(unpackAnswers(packed)).toBeUndefined();
  });

  it('never returns all answers from a text that was cut short', () => {
    const answers = everywhere({ me: 1, us: 2 });
    const packed = packAnswers(answers);
    for (let length = 0; length < packed.length; length++)
      expect(unpackAnswers(packed.slice(0, length))?.size ?? 0).toBeLessThan(answers.size);
  });

  it('does not change Object.prototype', () => {
    unpackAnswers('1:a');
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(unpackAnswers('1:a')?.has('__proto__')).toBe(false);
  });
});

describe('unpacked answers', () => {
  const anyId = fc
    .tuple(fc.integer({ min: 1, max: 120 }), fc.integer({ min: 1, max: 120 }))
    .map(([principle, item]) => `${principle}.${item}`);
  const anyAnswer = fc.option(fc.constantFrom(...pairs), { nil: undefined });
  const unpacked = (answers: Answers): Answers => unpackAnswers(packAnswers(answers)) ?? new Map();
  const inOrder = (answers: Answers) => [...answers].toSorted(([a], [b]) => (a < b ? -1 : 1));

  it('have the same entries and methods as a Map', () => {
    fc.assert(
      fc.property(anyAnswers, fc.array(anyId), (answers, others) => {
        const found = unpacked(answers);
        expect(found.size).toBe(answers.size);
        expect(inOrder(found)).toEqual(inOrder(answers));
        expect([...found.entries()]).toEqual([...found]);
        expect([...found.keys()]).toEqual([...found].map(([id]) => id));
        expect([...found.values()]).toEqual([...found].map(([, answer]) => answer));
        const each: unknown[] = [];
        found.forEach((answer, id, all) => {
          each.push([id, answer]);
          expect(all).toBe(found);
        });
        expect(each).toEqual([...found]);
        for (const id of [...answers.keys(), ...others]) {
          expect(found.get(id)).toEqual(answers.get(id));
          expect(found.has(id)).toBe(answers.has(id));
        }
      }),
    );
  });

  it('change as a Map does, and the original does not change', () => {
    fc.assert(
      fc.property(anyAnswers, fc.array(fc.tuple(anyId, anyAnswer), { maxLength: 20 }), (answers, changes) => {
        const before = unpacked(answers);
        let [found, expected]: [Answers, Answers] = [before, new Map(answers)];
        for (const [id, answer] of changes) {
          found = withAnswer(found, id, answer);
          expected = withAnswer(expected, id, answer);
        }
        expect(inOrder(found)).toEqual(inOrder(expected));
        expect(packAnswers(found)).toBe(packAnswers(expected));
        expect(inOrder(before)).toEqual(inOrder(answers));
      }),
    );
  });

  it.each(['', '3', '3.0', '0.3', '03.1', '1000.1', '1.1000', '__proto__', 'constructor', '1.1.1', '-1.1'])(
    'have no answer to %j and throw when one is set',
    (id) => {
      const found = unpacked(everywhere({ me: 1, us: 2 }));
      expect(found.get(id)).toBeUndefined();
      expect(found.has(id)).toBe(false);
      expect(() => withAnswer(found, id, { me: 1, us: 1 })).toThrow(RangeError);
    },
  );
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FigureKey, ShownPart } from '../../../src/assessment/team/team-figures.ts';
import { decodeShown, encodeShown, erasedShown } from '../../../src/codec/database/figures.ts';

const digits = fc.stringMatching(/^[0-3]{0,8}$/);
const part: fc.Arbitrary<ShownPart> = fc.record({
  me: digits,
  us: digits,
  since: fc.record({ me: fc.nat(10_000), us: fc.nat(10_000) }),
});
const key = fc.constantFrom<FigureKey[]>('q1.1', 'q3.10', 'cES', 'cCSP');
const shown = fc.array(fc.tuple(key, part)).map((entries) => new Map(entries));

describe('a person’s part in the figures', () => {
  it('comes back as it was written', () => {
    fc.assert(
      fc.property(shown, (given) => {
        expect(decodeShown(encodeShown(given))).toEqual(given);
      }),
    );
  });

  it('holds no rating any more once the person has left', () => {
    fc.assert(
      fc.property(shown, (given) => {
        for (const [of, { me, us, since }] of decodeShown(erasedShown(encodeShown(given)))) {
          expect([me, us].every((left) => left === '' || left === 'x')).toBe(true);
          expect(since).toEqual(given.get(of)?.since);
        }
      }),
    );
  });

  it.each([
    ' ',
    'q1.1',
    'q1.1,2,1,1',
    'q1.1,4,1,1,1',
    'q1.1,2,1,1,1 ',
    'q1.1,2,1,1,1  cES,,,1,1',
    'z1.1,2,1,1,1',
    '[]',
  ])('is refused when it is %j', (text) => expect(() => decodeShown(text)).toThrow(RangeError));
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeRemovals,
  encodeRemovals,
  longestRemovals,
  type Removal,
} from '../../../src/codec/database/removals.ts';

const key = fc.stringMatching(/^[\w-]{22}$/);
const hash = fc.stringMatching(/^[\w-]{43}$/);
const anyRemoval: fc.Arbitrary<Removal> = fc.oneof(
  fc.record({ what: fc.constantFrom('copy' as const, 'benchmark' as const), id: hash }),
  fc.record({ what: fc.constantFrom('team' as const, 'room' as const), id: key, person: hash }),
);
const id = 'a'.repeat(43);

describe('the cookie of what is still to be removed', () => {
  it('is decoded to what was encoded, of more than 16 removals to the last 16, and is not longer than its limit', () => {
    fc.assert(
      fc.property(fc.array(anyRemoval, { minLength: 1, maxLength: 20 }), (removals) => {
        const text = encodeRemovals(removals);
        expect(decodeRemovals(text)).toEqual(removals.slice(-16));
        expect(text).toMatch(/^[\w.~:-]+$/);
        expect(text.length).toBeLessThanOrEqual(longestRemovals);
      }),
    );
  });

  it('is as long as its limit with the most teams', () => {
    const place = { what: 'team', id: 'a'.repeat(22), person: id } as const;
    expect(encodeRemovals(Array.from({ length: 16 }, () => place))).toHaveLength(longestRemovals);
  });

  it.each([
    '',
    'forget.1.',
    `forget.2.copy:${id}`,
    `copy.1.copy:${id}`,
    `forget.1.copy:${id}~`,
    `forget.1.copy:${id}:${id}`,
    `forget.1.team:${id}`,
    `forget.1.name:${id}`,
    `forget.1.copy:${id.slice(1)}`,
    'forget.1.copy:short',
    `forget.1.copy:${id}~copy`,
    `forget.1.${Array.from({ length: 17 }, () => `copy:${id}`).join('~')}`,
  ])('is decoded to nothing when it is %j', (text) => {
    expect(decodeRemovals(text)).toEqual([]);
  });

  it('never throws, and is decoded to nothing for any other text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(decodeRemovals(`forget.1.${text}`)).toEqual([]);
      }),
    );
  });
});

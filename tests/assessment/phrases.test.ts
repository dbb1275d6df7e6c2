import { describe, expect, it } from 'vitest';
import { list, many } from '../../src/assessment/phrases.ts';

describe('list', () => {
  it.each([
    [[], ''],
    [['A'], 'A'],
    [['A', 'B'], 'A and B'],
    [['A', 'B', 'C', 'D'], 'A, B, C and D'],
  ])('joins %j to "%s"', (names, text) => expect(list(names)).toBe(text));
});

describe('many', () => {
  it.each([
    [0, '0 points'],
    [1, '1 point'],
    [2, '2 points'],
  ])('returns for %i "%s"', (count, text) => expect(many(count, 'point')).toBe(text));
});

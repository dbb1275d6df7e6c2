import { describe, expect, it } from 'vitest';
import { keyIn, sentKey } from '../../../src/web/teams/results/results-link.ts';

const key = 'Ab-_56789012345678901x';

describe('keyIn', () => {
  it.each([
    ['a key', key],
    ['a key between spaces', ` ${key}\n`],
    ['a link', `https://site.example/teams/results?key=${key}`],
    ['a link with more parameters', `https://site.example/teams/results?replaced&key=${key}&with=x`],
  ])('returns the key of %s', (_what, pasted) => {
    expect(keyIn(pasted)).toBe(key);
  });

  it.each([
    ['a longer text', `${key}y`],
    ['a link with a longer key', `https://site.example/teams/results?key=${key}y`],
    ['a link whose key is cut short', `https://site.example/teams/results?key=${key.slice(1)}`],
    ['a parameter that only ends in "key"', `https://site.example/?monkey=${key}`],
    ['a text that ends in a key', `see ${key}`],
  ])('returns an empty text for %s', (_what, pasted) => {
    expect(keyIn(pasted)).toBe('');
  });
});

describe('sentKey', () => {
  it.each([[undefined], [[key, key]], [key.slice(1)], [`${key}y`], [`${key}\n`]])(
    'parses %j as an empty key',
    (sent) => {
      expect(sentKey.parse(sent)).toBe('');
    },
  );
});

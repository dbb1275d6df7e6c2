import { describe, expect, it } from 'vitest';
import { oneLine, paragraph } from '../../../src/web/http/text-fields.ts';

describe('oneLine and paragraph', () => {
  it.each(['\u202a', '\u202b', '\u202c', '\u202d', '\u202e', '\u2066', '\u2067', '\u2068', '\u2069'])(
    'remove %j, which turns the direction of what follows',
    (mark) => {
      expect(oneLine(`Anna${mark}`)).toBe('Anna');
      expect(paragraph(`${mark}one\ntwo${mark}`)).toBe('one\ntwo');
    },
  );

  it('keep names in scripts that run from right to left', () => {
    expect(oneLine('  \u05d0\u05e0\u05d4\u200f ')).toBe('\u05d0\u05e0\u05d4\u200f');
  });
});

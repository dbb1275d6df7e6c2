import { describe, expect, it } from 'vitest';
import { dayOfText } from '../../src/assessment/days.ts';
import { dateText } from '../../src/content/files/dates.ts';
import { blockHtml, inlineHtml } from '../../src/content/files/markdown.ts';
import { ratingText } from '../../src/content/scale.ts';
import { testContent } from '../site.ts';

describe('blockHtml and inlineHtml', () => {
  it('render Markdown, the same again from the cache', () => {
    for (let i = 0; i < 2; i++) {
      expect(blockHtml('A *b*.')).toBe('<p>A <em>b</em>.</p>\n');
      expect(inlineHtml('A *b*.')).toBe('A <em>b</em>.');
    }
  });

  it('escape raw HTML', () => {
    expect(blockHtml('<script>')).toBe('<p>&lt;script&gt;</p>\n');
    expect(inlineHtml('<b>')).toBe('&lt;b&gt;');
  });

  it('do not link a bare address or change quotes', () => {
    expect(inlineHtml('"a" https://example.org')).toBe('&quot;a&quot; https://example.org');
  });
});

describe('dateText', () => {
  it('writes the day in UTC', () => {
    expect(dateText(dayOfText('2026-11-21'))).toBe('21 November 2026');
  });
});

describe('ratingText', () => {
  const { scale } = testContent;

  it('returns the label of a rating, or of not applicable', () => {
    expect(([0, 1, 2, 3] as const).map((rating) => ratingText(rating, scale))).toEqual(scale.ratings);
    expect(ratingText('not-applicable', scale)).toBe(scale.notApplicable);
  });
});

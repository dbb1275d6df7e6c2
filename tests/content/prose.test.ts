import { describe, expect, it } from 'vitest';
import { inlineSpans, proseOf } from '../../src/content/files/prose.ts';

const plain = (text: string) => ({ text, strong: false, emphasis: false });

/** Paragraphs and items as [number, text]. */
const outline = (text: string) =>
  proseOf(text).map(({ item, spans }) => [item, spans.map((span) => span.text).join('')]);

describe('proseOf', () => {
  it('returns paragraphs and headings in order, without an item number', () => {
    expect(outline('# Title\n\nOne.\n\nTwo.')).toEqual([
      [undefined, 'Title'],
      [undefined, 'One.'],
      [undefined, 'Two.'],
    ]);
  });

  it('numbers the items of an ordered list from its start, and gives 0 in a list without numbers', () => {
    expect(outline('3. three\n4. four\n\nText.\n\n- dash')).toEqual([
      [3, 'three'],
      [4, 'four'],
      [undefined, 'Text.'],
      [0, 'dash'],
    ]);
  });

  it('goes on with the outer numbers after a nested list', () => {
    expect(outline('1. one\n   - inner\n2. two')).toEqual([
      [1, 'one'],
      [0, 'inner'],
      [2, 'two'],
    ]);
  });

  it('gives the number only to the first paragraph of an item', () => {
    expect(outline('1. one\n\n   more')).toEqual([
      [1, 'one'],
      [undefined, 'more'],
    ]);
  });

  it('keeps the text of code blocks', () => {
    expect(proseOf('```\na < b\n```')).toEqual([{ item: undefined, spans: [plain('a < b\n')] }]);
    expect(proseOf('    indented')).toEqual([{ item: undefined, spans: [plain('indented\n')] }]);
  });
});

describe('inlineSpans', () => {
  it('marks strong and emphasised text, also nested', () => {
    expect(inlineSpans('a **b *c* d** e')).toEqual([
      plain('a '),
      { text: 'b ', strong: true, emphasis: false },
      { text: 'c', strong: true, emphasis: true },
      { text: ' d', strong: true, emphasis: false },
      plain(' e'),
    ]);
  });

  it('turns line breaks into spaces, and links into their text', () => {
    const text = inlineSpans('one\ntwo [three](https://example.org)').map((span) => span.text);
    expect(text.join('')).toBe('one two three');
  });
});

/** closing.md: the chapter after the competencies. */
import { describe, expect, it } from 'vitest';
import { testContent } from '../site.ts';
import { faultsWith, smallContent } from './small.ts';

const closing = (text: string, frontMatter = 'title: Then') => ({
  'closing.md': `---\n${frontMatter}\n---\n\n${text}`,
});

describe('closing.md', () => {
  it('has a title and a text', () => {
    expect(smallContent(closing('Do **one** thing.\n')).closing).toEqual({
      title: 'Then',
      text: 'Do **one** thing.',
    });
  });

  it('may be missing, and is part of the shipped content', () => {
    expect(smallContent().closing).toBeUndefined();
    expect(testContent.closing?.text).not.toBe('');
  });

  it.each([
    ['no front matter', { 'closing.md': 'Text' }, /^closing\.md: expected front matter/],
    ['no title', closing('Text', 'other: 1'), /^closing\.md: .*title/],
    ['no text', closing(''), /^closing\.md: expected a text/],
    ['a heading', closing('Text\n\n## More\n\nText'), /^closing\.md: More: expected no headings/],
  ])('with %s has a fault', (_what, files, fault) => {
    expect(faultsWith(files)).toEqual(expect.arrayContaining([expect.stringMatching(fault)]));
  });
});

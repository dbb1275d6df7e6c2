/** The lengths that `npm run check` allows in the shipped content, and how they are measured. */
import { describe, expect, it } from 'vitest';
import type { Content } from '../../src/content/content.ts';
import { faultText } from '../../src/content/files/faults.ts';
import { sentencesIn, sizeFaults, wordsIn } from '../../src/content/sizes.ts';
import { testContent } from '../site.ts';

const faultsOf = (content: Content) => sizeFaults(content).map(faultText);
const [firstId = '', firstGuidance] = [...testContent.guidance][0] ?? [];
if (!firstGuidance) throw new Error('the shipped content has no guidance');

/** The shipped content with other guidance for one question. */
function withGuidance(changes: Partial<typeof firstGuidance>): Content {
  const guidance = new Map(testContent.guidance);
  return { ...testContent, guidance: guidance.set(firstId, { ...firstGuidance, ...changes } as never) };
}
const file = `principles/${firstId.split('.')[0]}/${firstId}.md`;
const words = (count: number) => Array.from({ length: count }, () => 'word').join(' ');

describe('sizeFaults', () => {
  it('finds no fault in the shipped content', () => {
    expect(faultsOf(testContent)).toEqual([]);
  });

  it.each([
    ['a part that is too short', { coaching: words(89) }, 'Coaching: expected 90 to 160 words; got: 89'],
    ['a part that is too long', { coaching: words(161) }, 'Coaching: expected 90 to 160 words; got: 161'],
    ['too few in a list', { do: ['One.'] }, 'Do: expected 4 to 6 items; got: 1'],
    [
      'an item that is too long',
      { avoid: ['A.', 'B.', `${words(26)}.`] },
      'Avoid 3: expected 1 to 25 words; got: 26',
    ],
  ])('finds %s', (_name, changes, expected) => {
    expect(faultsOf(withGuidance(changes))).toContainEqual(`${file}: ${expected}`);
  });

  it('finds a question without guidance', () => {
    const guidance = new Map(testContent.guidance);
    guidance.delete(firstId);
    expect(faultsOf({ ...testContent, guidance })).toEqual([
      `${file}: expected the text of the question; it has none`,
    ]);
  });
});

describe('the mean sentence', () => {
  const mean = (faults: readonly string[]) => faults.filter((fault) => fault.includes('on average'));

  it.each([
    ['a principle', 'principles/1/principle.md'],
    ['a competency', `competencies/${[...testContent.competencies.keys()][0]}.md`],
    ['a rung', `lenses/tier/${[...testContent.lenses.tier.keys()][0]}.md`],
    ['a question', file],
    ['the glossary', 'glossary.md'],
  ])('is checked in %s', (_name, expected) => {
    // Without a full stop before a capital, each paragraph is one long sentence.
    const joined = (value: unknown): unknown => {
      if (typeof value === 'string') return value.replace(/[.!?]/g, ',');
      if (value instanceof Map) return new Map([...value].map(([key, entry]) => [key, joined(entry)]));
      if (Array.isArray(value)) return value.map(joined);
      if (value === null || typeof value !== 'object') return value;
      return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, joined(entry)]));
    };
    const { instrument, ...texts } = testContent;
    const faults = sizeFaults({ ...(joined(texts) as Omit<Content, 'instrument'>), instrument });
    expect(mean(faults.map(faultText))).toContainEqual(
      expect.stringMatching(
        new RegExp(`^${expected}: expected sentences of fewer than 18 words on average; got: \\d`),
      ),
    );
  });

  it('may not be 18 words, but may be a little less', () => {
    const texts = {
      why: `${words(18)}.`,
      topics: [],
      avoid: [],
      do: [],
      coaching: '',
      askYourself: [],
      askTogether: [],
    };
    expect(mean(faultsOf(withGuidance(texts)))).toEqual([
      `${file}: expected sentences of fewer than 18 words on average; got: 18.0`,
    ]);
    expect(mean(faultsOf(withGuidance({ ...texts, coaching: `${words(17)}.` })))).toEqual([]);
  });

  it.each([
    ['one without a full stop', ['one without a full stop']],
    ['Two stand here. And a second!', ['Two stand here.', 'And a second!']],
    ['“Is it in?” asks a mother. “Yes.” She nods.', ['“Is it in?” asks a mother.', '“Yes.”', 'She nods.']],
    ['At 10.12 the train left. It cost £3.50 each.', ['At 10.12 the train left.', 'It cost £3.50 each.']],
    ['A heading of a part\n\nAnd its text.', ['A heading of a part', 'And its text.']],
    ['*Stop.* **Now** go on.', ['*Stop.*', '**Now** go on.']],
    [' \n\n — \n\n', []],
  ])('splits "%s" into sentences', (text, expected) => {
    expect(sentencesIn(text).map((sentence) => sentence.trim())).toEqual(expected);
  });

  it('counts words, not dashes', () => {
    expect(wordsIn('Mind – the gap, at 10.12 …')).toBe(5);
  });
});

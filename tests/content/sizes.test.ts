/** The lengths that `npm run check` allows in the shipped content, and how they are measured. */
import { describe, expect, it } from 'vitest';
import type { CompetencyText, Content, Guidance } from '../../src/content/content.ts';
import { faultText } from '../../src/content/files/faults.ts';
import { sentencesIn, sizeFaults, wordsIn } from '../../src/content/sizes.ts';
import { testContent } from '../site.ts';

const faultsOf = (content: Content) => sizeFaults(content).map(faultText);
const [firstId = ''] = [...testContent.guidance.keys()];
const file = `principles/${firstId.split('.')[0]}/${firstId}.md`;
const words = (count: number) => Array.from({ length: count }, () => 'word').join(' ');
const sentence = (count: number) => `${words(count)}.`;
/** Sentences of ten words. */
const text = (count: number) => Array.from({ length: count / 10 }, () => `W${sentence(10)}`).join(' ');

/** A page on which each part has the fewest words, and each list the fewest items. */
const page: Guidance = {
  inShort: text(30),
  why: text(100),
  topics: ['One', 'Two'].map((heading) => ({ heading, text: text(70) })),
  ratings: testContent.scale.ratings.map((label) => ({ label, text: sentence(9) })),
  measure: text(50),
  avoid: Array(3).fill(sentence(9)),
  do: Array(4).fill(sentence(9)),
  coaching: { bothLow: text(70), iAmAhead: text(40), weAreAhead: text(40) },
  askYourself: Array(3).fill(sentence(9)),
  askTogether: Array(3).fill(sentence(9)),
  goDeeper: [sentence(9)],
  related: Array(2).fill({ id: '1.1', reason: words(9) }),
  sources: [],
};
const undivided = (coaching: string) => ({ bothLow: coaching, iAmAhead: coaching, weAreAhead: coaching });

/** A competency whose description and essay have the fewest words. */
const competency: CompetencyText = {
  description: text(50),
  essay: text(200),
  steps: Array(5).fill(sentence(9)),
  readings: {
    'both-low': text(40),
    'both-high': text(40),
    'i-am-ahead': text(40),
    'we-are-ahead': text(40),
  },
  sources: [],
};

/** The shipped content with this guidance for one question. */
function withGuidance(guidance: Guidance): Content {
  return { ...testContent, guidance: new Map(testContent.guidance).set(firstId, guidance) };
}

describe('sizeFaults', () => {
  it('finds no fault in the shipped content', () => {
    expect(faultsOf(testContent)).toEqual([]);
  });

  it('finds no fault in a page that is just long enough', () => {
    expect(faultsOf(withGuidance(page))).toEqual([]);
  });

  it.each<[string, Partial<Guidance>, string]>([
    ['a summary that is too short', { inShort: words(29) }, 'In short: expected 30 to 50 words; got: 29'],
    [
      'a reason that is too long',
      { why: text(180) },
      'Why this matters: expected 100 to 170 words; got: 180',
    ],
    ['too few essays', { topics: page.topics.slice(1) }, 'expected 2 to 3 essays; got: 1'],
    [
      'missing lines for the ratings',
      { ratings: [] },
      'What the ratings look like: expected 4 to 4 items; got: 0',
    ],
    [
      'a line for a rating with another label than the scale',
      { ratings: page.ratings.map((line, i) => (i === 1 ? { ...line, label: 'Now and then' } : line)) },
      'What the ratings look like 2: expected the label of the scale, "Sometimes"; got: "Now and then"',
    ],
    ['no measure', { measure: '' }, 'What to measure: expected 50 to 90 words; got: 0'],
    ['too few in a list', { do: ['One.'] }, 'Do: expected 4 to 6 items; got: 1'],
    [
      'an item that is too long',
      { avoid: ['A.', 'B.', sentence(23)] },
      'Avoid 3: expected 1 to 22 words; got: 23',
    ],
    [
      'coaching that is too short',
      { coaching: { ...page.coaching, weAreAhead: text(30) } },
      'Coaching, we are ahead: expected 40 to 80 words; got: 30',
    ],
    ['no source', { goDeeper: [] }, 'Go deeper: expected 1 to 3 items; got: 0'],
    [
      'a reason of too many words',
      { related: Array(2).fill({ id: '1.1', reason: words(13) }) },
      'Related 1: expected 1 to 12 words; got: 13',
    ],
    [
      'a page that is too long',
      {
        ...page,
        inShort: text(50),
        why: text(170),
        topics: Array(3).fill({ heading: 'Topic', text: text(140) }),
        coaching: { bothLow: text(120), iAmAhead: text(80), weAreAhead: text(80) },
        measure: text(90),
      },
      'expected 1 to 1150 words in all; got: 1193',
    ],
  ])('finds %s', (_name, changes, expected) => {
    expect(faultsOf(withGuidance({ ...page, ...changes }))).toContainEqual(`${file}: ${expected}`);
  });

  it.each<[string, Partial<CompetencyText>, string[]]>([
    ['nothing in a competency that is just long enough', {}, []],
    [
      'a description that is too short',
      { description: words(49) },
      ['Description: expected 50 to 80 words; got: 49'],
    ],
    [
      'a description that is too long',
      { description: text(90) },
      ['Description: expected 50 to 80 words; got: 90'],
    ],
    ['an essay that is too short', { essay: text(190) }, ['Essay: expected 200 to 300 words; got: 190']],
    ['an essay that is too long', { essay: text(310) }, ['Essay: expected 200 to 300 words; got: 310']],
    ['too few steps', { steps: Array(4).fill(sentence(9)) }, ['Steps: expected 5 to 5 items; got: 4']],
  ])('finds %s', (_name, changes, expected) => {
    const competencies = new Map(testContent.competencies).set('SL', { ...competency, ...changes });
    const faults = faultsOf({ ...testContent, competencies });
    expect(faults).toEqual(expected.map((fault) => `competencies/SL.md: ${fault}`));
  });

  it('finds advice of more than 40 words for a band of a rung', () => {
    const [[id, rung] = []] = testContent.lenses.tier;
    if (!id || !rung) throw new Error('the shipped content has a ladder');
    const bands = new Map(rung.bands).set('build', text(50));
    const tier = new Map(testContent.lenses.tier).set(id, { ...rung, bands });
    expect(faultsOf({ ...testContent, lenses: { ...testContent.lenses, tier } })).toEqual([
      `lenses/tier/${id}.md: build: expected 10 to 40 words; got: 50`,
    ]);
  });

  it('finds a sentence of more than 18 words', () => {
    const questions = testContent.instrument.questions.map((question) =>
      question.id === firstId
        ? { ...question, statements: { me: sentence(18), us: sentence(19) } }
        : question,
    );
    expect(faultsOf({ ...testContent, instrument: { ...testContent.instrument, questions } })).toEqual([
      `${file}: us: expected 1 to 18 words; got: 19`,
    ]);
  });

  it('finds a word of how often, such as "never", in a sentence', () => {
    const questions = testContent.instrument.questions.map((question) =>
      question.id === firstId
        ? { ...question, statements: { me: 'I never call back.', us: 'We call back.' } }
        : question,
    );
    expect(faultsOf({ ...testContent, instrument: { ...testContent.instrument, questions } })).toEqual([
      `${file}: me: expected no word of how often, which the scale asks; got: "never"`,
    ]);
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
    const none = {
      ...page,
      topics: [],
      ratings: [],
      measure: '',
      avoid: [],
      do: [],
      askYourself: [],
      askTogether: [],
    };
    const long = { ...none, inShort: sentence(18), why: sentence(18), coaching: undivided('') };
    expect(mean(faultsOf(withGuidance(long)))).toEqual([
      `${file}: expected sentences of fewer than 18 words on average; got: 18.0`,
    ]);
    expect(mean(faultsOf(withGuidance({ ...long, coaching: undivided(sentence(17)) })))).toEqual([]);
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

/** glossary.md: parsing, faults, and whether the shipped glossary agrees with the framework. */
import { describe, expect, it } from 'vitest';
import { scoreOf } from '../../src/assessment/scores/scores.ts';
import { testContent } from '../site.ts';
import { faultsWith, smallContent } from './small.ts';

const glossary = (text: string, frontMatter = 'forms: {}') => ({
  'glossary.md': `---\n${frontMatter}\n---\n\n${text}`,
});

describe('a glossary', () => {
  it('is sorted by term, each with its forms and an id for the page', () => {
    const { glossary: terms } = smallContent(
      glossary(
        '## Two Words\n\nSecond.\n\n## anchor\n\nFirst.\n\nMore.\n',
        'forms: { Two Words: [two word] }',
      ),
    );
    expect(terms).toEqual([
      { id: 'anchor', term: 'anchor', forms: [], text: 'First.\n\nMore.' },
      { id: 'two-words', term: 'Two Words', forms: ['two word'], text: 'Second.' },
    ]);
  });

  it('may be in any script', () => {
    const { glossary: terms } = smallContent(glossary('## Überblick (grob)\n\nA.\n\n## お客様 の声\n\nB.\n'));
    expect(terms.map(({ id }) => id).toSorted()).toEqual(['überblick-grob', 'お客様-の声']);
  });

  it('may be missing or empty', () => {
    expect(smallContent().glossary).toEqual([]);
    expect(smallContent(glossary('')).glossary).toEqual([]);
  });

  it.each([
    ['no front matter', { 'glossary.md': '## A\n\nB.\n' }, /^glossary\.md: expected front matter/],
    ['an unknown field', glossary('', 'from: {}'), /^glossary\.md: .*from/],
    [
      'forms that are not a list',
      glossary('## A\n\nB.\n', 'forms: { A: B }'),
      /^glossary\.md: forms\.A: .*got: "B"/,
    ],
    [
      'a source that is not text',
      glossary('', 'sources: [1984]'),
      /^glossary\.md: sources\.0: expected text; got: 1984/,
    ],
    [
      'text before the first term',
      glossary('Well.\n\n## A\n\nB.\n'),
      /^glossary\.md: expected nothing before the first/,
    ],
    ['a term without text', glossary('## A\n\n## B\n\nC.\n'), /^glossary\.md: A: expected some text/],
    [
      'a term without a letter',
      glossary('## …\n\nB.\n'),
      /^glossary\.md: …: expected a term with a letter or a digit/,
    ],
    [
      'a term that comes twice',
      glossary('## A b\n\nC.\n\n## a-B\n\nD.\n'),
      /^glossary\.md: a-B: expected this term once/,
    ],
    [
      'forms of no term',
      glossary('## A\n\nB.\n', 'forms: { C: [D] }'),
      /^glossary\.md: forms\.C: expected a term of this/,
    ],
    [
      'a form that is another term',
      glossary('## A b\n\nC.\n\n## D e\n\nF.\n', 'forms: { D e: [a B] }'),
      /^glossary\.md: forms\.D e: expected a form of one term only; "a B" belongs to "A b" already/,
    ],
    [
      'a form of two terms',
      glossary('## A\n\nC.\n\n## D\n\nF.\n', 'forms: { A: [x y], D: [X y] }'),
      /^glossary\.md: forms\.D: expected a form of one term only; "X y" belongs to "A" already/,
    ],
  ])('is rejected with %s', (_name, changes, expected) => {
    expect(faultsWith(changes)).toEqual([expect.stringMatching(expected)]);
  });
});

/** Numbers in the text must agree with the framework. */
describe('the shipped glossary', () => {
  const { instrument, glossary: terms } = testContent;
  const { questions, principles, competencies, lenses, bands, points, thresholds } = instrument;
  const text = (term: string): string => {
    const entry = terms.find((known) => known.term === term);
    if (!entry) throw new Error(`the glossary has no ${term}`);
    return entry.text;
  };
  const inWords = 'no one two three four five six seven eight nine ten'.split(' ');
  const spelt = (count: number) => inWords[count] ?? String(count);
  const each = (counts: readonly number[]): number => {
    expect(new Set(counts).size).toBe(1);
    return counts[0] ?? 0;
  };
  const perCompetency = each(competencies.map((competency) => competency.questions.length));
  const perPrinciple = each(principles.map((principle) => principle.questions.length));
  const keyCount = questions.filter(({ key }) => key).length;

  it('has the bands of the framework', () => {
    const names = bands.map(({ title }) => title.toLowerCase());
    const list = `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
    expect(text('Band')).toContain(list);
    expect(text('Band')).toContain(`out of ${points.competency} and out of ${points.principle}`);
    const half = bands.find(({ below = 101 }) => 50 < below);
    expect(text('Band')).toContain(`${points.competency / 2} of ${points.competency} has reached half`);
    expect(text('Band')).toContain(`counts as ${half?.title.toLowerCase()}`);
  });

  it('has the competencies of the framework, and their points', () => {
    expect(text('Competency')).toContain(`One of the ${spelt(competencies.length)} abilities`);
    expect(text('Competency')).toContain(`asked about in ${spelt(perCompetency)} questions`);
    expect(text('Competency')).toContain(`two scores out of ${points.competency}`);
  });

  it('has the key questions, which are half of every competency', () => {
    expect(text('Key question')).toContain(`One of the ${keyCount} questions, out of ${questions.length}`);
    expect(text('Key question')).toContain(`once all ${keyCount} are answered`);
    expect(text('Key question')).toContain('Half of every competency’s questions are key');
    for (const competency of competencies)
      expect(competency.questions.filter(({ key }) => key)).toHaveLength(perCompetency / 2);
  });

  it('has the principles', () => {
    expect(text('Principle')).toContain(`One of the ${spelt(principles.length)} beliefs`);
    expect(text('Principle')).toContain(`${spelt(perPrinciple)} to each`);
    expect(text('Principle')).toContain(`out of ${points.principle}`);
    expect([text('Principle').includes('hundred questions'), questions.length]).toEqual([true, 100]);
  });

  it('has the rungs of the ladder, from the bottom up', () => {
    const names = lenses.tier.map(({ title }) => title.toLowerCase());
    expect(text('Ladder')).toContain(`The ${spelt(names.length)} rungs`);
    expect(text('Ladder')).toContain(`${names.slice(0, -1).join(', ')} and ${names.at(-1)}`);
  });

  it('has an example of a provisional score that the report confirms', () => {
    const [competency] = competencies;
    if (!competency) throw new Error('there is no competency');
    const rated = competency.questions.slice(0, 5).map(({ id }) => [id, { me: 2, us: 2 }] as const);
    const score = scoreOf(competency.questions, new Map(rated), 'us', 'competency', {
      points,
      bands,
      thresholds,
    });
    if (score.kind !== 'provisional') throw new Error('the score is not provisional');
    expect(text('Provisional score')).toContain(
      `rated five of ${spelt(score.of)} questions, each with a 2, sees ${score.points} of ${score.max}, ` +
        `and that it could end anywhere from ${score.lowest} to ${score.highest}`,
    );
  });
});

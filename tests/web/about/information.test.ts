/** /about and /method show the content of data/. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Content } from '../../../src/content/content.ts';
import { fullGuidance, guidance, smallContent, swap } from '../../content/small.ts';
import { testApp, testContent } from '../../site.ts';
import { Browser } from '../browser.ts';

const pageOf = (address: string, content?: Content) =>
  new Browser(testApp(content ? { content } : {})).page(address);

/** A Markdown link, whose address may have a pair of brackets, as some DOIs do. */
const link = /\[([^\]]*)\]\((?:[^()\s]|\([^()\s]*\))*\)/g;

/** Reads the files without the loader, so that the test finds a kind of file that the loader forgets. */
function sourcesNamedIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .flatMap((file) => {
      const text = readFileSync(join(folder, file), 'utf8');
      const [, frontMatter = ''] = text.split(/^---$/m);
      const [, further = ''] = text.split(/^## Go deeper$/m);
      const plain = (further.split(/^## /m)[0] ?? '').replaceAll(link, '$1').replaceAll('*', '');
      const works = plain.match(/(?<=^- )[^\n]*?\(\d{4}[^)\n]*\)/gm) ?? [];
      const { sources = [] } = parse(frontMatter) as { sources?: string[] };
      return [...sources, ...works];
    });
}

describe('GET /about', () => {
  it('lists every source that a file of data/ names once, in alphabetical order', async () => {
    const named = new Set(sourcesNamedIn('data'));
    const listed = (await pageOf('/about')).texts('article li');
    expect(named.size).toBeGreaterThan(40);
    expect(listed.toSorted()).toEqual([...named].toSorted());
    expect(listed).toEqual(listed.toSorted((a, b) => a.localeCompare(b, 'en')));
  });

  it('lists every source with a year', () => {
    for (const source of testContent.sources) expect(source).toMatch(/^\S.* \((?:1[89]|20)\d\d(?:,[^)]*)?\)/);
  });

  it.each([
    ['a principle', 'principles/5/principle.md', swap('id: 5', 'id: 5\nsources: [Ann Author]')],
    ['a question', 'principles/2/2.2.md', swap('id: "2.2"', 'id: "2.2"\nsources: [Ann Author]')],
    ['a competency', 'competencies/CARE.md', swap('id: CARE', 'id: CARE\nsources: [Ann Author]')],
    ['an entry of a lens', 'lenses/demand/3.md', swap('id: "3"', 'id: "3"\nsources: [Ann Author]')],
    ['the glossary', 'glossary.md', '---\nsources: [Ann Author, Ann Author]\n---\n'],
  ])('lists a source of %s', async (_name, file, change) => {
    expect((await pageOf('/about', smallContent({ [file]: change }))).texts('article li')).toEqual([
      'Ann Author',
    ]);
  });

  it('lists a work once, as text, when its title is a link on one page and none on another', async () => {
    const linked = 'Ann Author, [*The Sea*](https://doi.org/10.1016/S0024(01)00039-5) (1999): it is wet.';
    const content = smallContent({
      'principles/2/2.2.md': swap(guidance, fullGuidance),
      'principles/2/2.3.md': (text) =>
        text + fullGuidance.replace('Ann Author, *The Sea* (1999): it is wet.', linked),
    });
    expect(content.guidance.get('2.3')?.goDeeper).toEqual([linked]);
    expect((await pageOf('/about', content)).texts('article li')).toEqual(['Ann Author, The Sea (1999)']);
  });

  it('says that the scenes are made up', async () => {
    expect((await pageOf('/about')).text('article')).toContain(
      'The scenes on the pages of the questions are made up',
    );
  });

  it('has no section on sources when the content names none', async () => {
    const page = await pageOf('/about', smallContent());
    expect(page.texts('article li')).toEqual([]);
    expect(page.texts('h2')).not.toContain('Whose ideas these are');
  });
});

describe('GET /accessibility', () => {
  it('says what it claims, what is not perfect, and that nobody audited it', async () => {
    const page = await pageOf('/accessibility');
    expect(page.texts('h2')).toContain('What is not perfect');
    for (const words of ['WCAG 2.2 at level AA', 'Nobody from outside has audited them', 'screen reader'])
      expect(page.text('article')).toContain(words);
  });

  it('names the contact, or else the person who gave the address', async () => {
    expect((await pageOf('/accessibility')).text('article')).toContain('whoever gave you the address');
    const app = testApp({ environment: { CONTACT: 'help@example.org' } });
    const page = await new Browser(app).page('/accessibility');
    expect(page.attributes('article a', 'href')).toEqual(['mailto:help@example.org']);
  });
});

describe('GET /method', () => {
  it.each([
    ['the shipped content', () => testContent],
    ['content of another size', () => smallContent()],
  ])('shows the points, limits and bands of %s', async (_name, contentOf) => {
    const content = contentOf();
    const { points, bands, thresholds, competencies, questions } = content.instrument;
    const text = (await pageOf('/method', content)).text('article');
    for (const words of [
      `the ${questions.length} statements`,
      ...content.scale.ratings.map((label, rating) => `${rating} “${label}”`),
      `“${content.scale.notApplicable}”`,
      `There are ${competencies.length},`,
      `A competency, out of ${points.competency}`,
      `${points.competency} × sum of ratings`,
      `fewer than ${thresholds.fewestAnswers.competency} ratings`,
      `fewer than ${thresholds.fewestAnswers.lens} ratings`,
      `It asks “${content.scale.question}”`,
      `A principle, out of ${points.principle}`,
      `Below ${thresholds.workOnBelow} it is marked`,
      `out of ${points.lens}, from us`,
      `bottom rung that is under ${thresholds.weakRungBelow} `,
      `Below ${thresholds.coachingBelow} the report coaches`,
      `${thresholds.strengthFrom} or more is a strength`,
      `at ${thresholds.aheadBy} points or more`,
      `in the band “${bands[0]?.title.toLowerCase()}”`,
      `their mean is ${thresholds.bothHighFrom} %`,
      `The first ${thresholds.priorities} are yours`,
      ...bands.map(
        ({ title, below }) => `${title}: ${below === undefined ? 'everything above' : `under ${below} %`}`,
      ),
    ])
      expect(text).toContain(words);
  });

  it('explains the two sentences and the reverse questions, and links to each of these', async () => {
    const page = await pageOf('/method');
    expect(page.texts('h3')).toEqual(
      expect.arrayContaining(['Why two sentences', 'Worded the other way round']),
    );
    const reverse = testContent.instrument.questions.filter((question) => question.reverse);
    expect(page.attributes('article a[href^="/questions/"]', 'href')).toEqual(
      reverse.map(({ id }) => `/questions/${id}`),
    );
  });

  it('explains neither two sentences nor reverse questions when the instrument has none', async () => {
    const page = await pageOf('/method', smallContent());
    expect(page.texts('h3')).not.toContain('Why two sentences');
    expect(page.text('article')).not.toContain('other way round');
  });

  it.each([
    [24, '24 × 6 ÷ 9 = 16, from 3 of'],
    [10, '10 × 6 ÷ 9, rounded: 7, from 3 of'],
    [5, '5 × 6 ÷ 9, rounded: 3, from 3 of'],
  ])('shows the worked example for scores out of %i', async (competency, expected) => {
    const { instrument } = testContent;
    const content = {
      ...testContent,
      instrument: { ...instrument, points: { ...instrument.points, competency } },
    };
    expect((await pageOf('/method', content)).text('article')).toContain(expected);
  });

  it('has no worked example when every competency has fewer than three questions', async () => {
    const { instrument } = testContent;
    const competencies = instrument.competencies.map((entry) => ({
      ...entry,
      questions: entry.questions.slice(0, 2),
    }));
    const content = { ...testContent, instrument: { ...instrument, competencies } };
    expect((await pageOf('/method', content)).text('article')).not.toContain('For example');
  });
});

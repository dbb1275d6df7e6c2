/** The page /glossary, and the links to it where a page first uses a term. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GlossaryTerm } from '../../../src/content/content.ts';
import { termLinker } from '../../../src/web/render/glossary.ts';
import { guidance, smallContent } from '../../content/small.ts';
import { testApp, testContent } from '../../site.ts';
import { Browser } from '../browser.ts';
import { attributeOf, htmlFaults, Page, textOf } from '../dom.ts';
import { request } from '../request.ts';
import { instrument } from '../state.ts';

const term = (words: string, ...forms: string[]): GlossaryTerm => ({
  id: words.toLowerCase().replaceAll(/\W+/g, '-'),
  term: words,
  forms,
  text: 'What it means.',
});
const terms = [
  term('Cause'),
  term('Common cause', 'common causes', 'chance cause'),
  term('Near miss', 'near-miss'),
  term('Near miss report'),
  term('R&D "lab" <one>'),
  term('C++ (old) code'),
];
const linkIn = (html: string, base = '') => termLinker(terms, base)()(html);
const to = (id: string, words: string, base = '') =>
  `<a class="term" href="${base}/glossary#${id}">${words}</a>`;

describe('glossary links', () => {
  it.each([
    ['a term', 'A common cause of it.', `A ${to('common-cause', 'common cause')} of it.`],
    ['a form of it', 'By chance cause.', `By ${to('common-cause', 'chance cause')}.`],
    ['whatever the case', 'COMMON Causes.', `${to('common-cause', 'COMMON Causes')}.`],
    ['with a hyphen', 'a near-miss,', `a ${to('near-miss', 'near-miss')},`],
    ['over the end of a line', 'a near\n miss', `a ${to('near-miss', 'near\n miss')}`],
    ['the longest that fits', 'near miss report', to('near-miss-report', 'near miss report')],
    ['signs that a pattern would mean something by', 'C++ (old) code', to('c-old-code', 'C++ (old) code')],
    [
      'signs that HTML escapes',
      'Our R&amp;D &quot;lab&quot; &lt;one&gt;.',
      `Our ${to('r-d-lab-one-', 'R&amp;D &quot;lab&quot; &lt;one&gt;')}.`,
    ],
    ['in emphasis', '<em>common cause</em>', `<em>${to('common-cause', 'common cause')}</em>`],
    ['after a link', '<a href="/">x</a> near miss', `<a href="/">x</a> ${to('near-miss', 'near miss')}`],
    [
      'after an abbreviation, which is no link',
      '<abbr>x</abbr> near miss',
      `<abbr>x</abbr> ${to('near-miss', 'near miss')}`,
    ],
  ])('are made of %s', (_name, html, expected) => {
    expect(linkIn(html)).toBe(expected);
  });

  it.each([
    ['a single everyday word', 'The cause of it.'],
    ['a part of a longer word', 'uncommon cause, common causeway, near-miss-es, éa near missé'],
    ['a link', '<a href="/">a common cause</a>'],
    ['emphasis in a link', '<a href="/"><em>a common cause</em></a>'],
    ['a heading', '<h3>Common cause</h3>'],
    ['code', '<p><code>common cause</code></p><pre class="x">near miss</pre>'],
    ['an attribute', '<img alt="common cause" src="near miss">'],
    ['nothing', ''],
  ])('are not made in %s', (_name, html) => {
    expect(linkIn(html)).toBe(html);
  });

  it('are made once on a page, at the first use of any form of the term', () => {
    const link = termLinker(terms, '')();
    expect(link('<h2>Common cause</h2><p>Chance cause.</p>')).toContain(to('common-cause', 'Chance cause'));
    expect(link('A common cause, a common cause.')).toBe('A common cause, a common cause.');
    expect(link('A near miss and a near miss.')).toBe(`A ${to('near-miss', 'near miss')} and a near miss.`);
  });

  it('are made again on the next page', () => {
    expect([linkIn('near miss'), linkIn('near miss')]).toEqual(Array(2).fill(to('near-miss', 'near miss')));
  });

  it('have the path of BASE_URL', () => {
    expect(linkIn('near miss', '/mirror')).toBe(to('near-miss', 'near miss', '/mirror'));
  });

  it('are not made when there is no glossary', () => {
    expect(termLinker([], '')()('A common cause.')).toBe('A common cause.');
  });

  it('change nothing else in the HTML, for any text', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        'common cause',
        'Near miss report',
        'near-miss',
        ' ',
        '<a href="/">',
        '</a>',
        '<em>',
        '</em>',
        '<h2>',
      ),
      fc.constantFrom('</h2>', '<code>', '</code>', '&amp;', '>', 'R&amp;D &quot;lab&quot; &lt;one&gt;'),
      fc.string({ maxLength: 5 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const html = pieces.join('');
        const added = /<a class="term" href="\/glossary#[^"]*">([^<]*)<\/a>/g;
        const linked = linkIn(html);
        expect(linked.replace(added, '$1')).toBe(html);
        const ids = [...linked.matchAll(/glossary#([^"]*)"/g)].map(([, id]) => id);
        expect(new Set(ids).size).toBe(ids.length);
      }),
    );
  });
});

describe('GET /glossary', () => {
  const app = testApp();

  it('lists each term with its text, and links to each from the list at the top', async () => {
    const page = await new Browser(app).page('/glossary');
    expect(page.text('title')).toBe('Glossary – Service Mirror');
    expect(page.text('h1')).toBe('Glossary');
    expect(page.texts('h2')).toEqual(testContent.glossary.map((entry) => entry.term));
    expect(page.texts('.contents a')).toEqual(page.texts('h2'));
    expect(page.attributes('.contents a', 'href')).toEqual(page.attributes('h2', 'id').map((id) => `#${id}`));
    for (const { text } of testContent.glossary)
      expect(page.text('article')).toContain(text.split(/[*_[\n]/)[0]);
  });

  it('is cacheable, indexed, without cookies, and valid HTML', async () => {
    const { status, headers, text } = await request(app).get('/glossary');
    expect(status).toBe(200);
    expect(headers['cache-control']).toMatch(/^public, max-age=\d+, no-transform$/);
    expect([headers['x-robots-tag'], headers['set-cookie']]).toEqual([undefined, undefined]);
    expect(await htmlFaults(text)).toEqual([]);
  });

  it('is linked from the foot of every page', async () => {
    expect((await new Browser(app).page('/about')).attributes('footer a', 'href')).toContain('/glossary');
  });

  it('has the anchor of each glossary link, and each term is linked once a page', async () => {
    const known = (await new Browser(app).page('/glossary')).attributes('h2', 'id');
    const used = new Set<string>();
    const addresses = [
      ...instrument.questions.flatMap(({ id }) => [`/questions/${id}`, `/questions/${id}/further`]),
      ...instrument.principles.map(({ id }) => `/principles/${id}`),
    ];
    for (const address of addresses) {
      const { text } = await request(app).get(address);
      const ids = [...text.matchAll(/class="term" href="\/glossary#([^"]*)"/g)].map(([, id = '']) => id);
      expect({ address, twice: ids.filter((id, i) => ids.indexOf(id) < i) }).toEqual({ address, twice: [] });
      for (const id of ids) used.add(id);
    }
    expect([...used].filter((id) => !known.includes(id))).toEqual([]);
    expect(used.size).toBeGreaterThan(5);
  });
});

describe('a content folder of its own', () => {
  const withGlossary = (text: string, question = guidance) =>
    smallContent({
      'glossary.md': `---\nforms: {}\n---\n\n${text}`,
      'principles/2/2.2.md': (source) => source.replace(guidance, question),
    });

  it('without a glossary file has no /glossary and no link to it', async () => {
    const browser = new Browser(testApp({ content: smallContent() }));
    const { status, text } = await browser.get('/glossary');
    expect([status, new Page(text).text('main')]).toEqual([
      404,
      expect.stringContaining('This site has no glossary.'),
    ]);
    for (const address of ['/', '/questions/2.2', '/about'])
      expect((await browser.page(address)).attributes('a', 'href')).not.toContain('/glossary');
  });

  it('has its own terms, which are linked', async () => {
    const question = guidance.replace('Because of the *sea*.', 'Because of the *Höhe über* the bow wave.');
    const content = withGlossary('## Höhe über\n\nHeight.\n\n## Bow wave\n\nA wave.\n', question);
    const page = await new Browser(testApp({ content })).page('/questions/2.2');
    expect(page.all('a.term').map((link) => [textOf(link), attributeOf(link, 'href')])).toEqual([
      ['Höhe über', '/glossary#höhe-über'],
      ['bow wave', '/glossary#bow-wave'],
    ]);
  });

  it('cannot break the page with markup in its glossary', async () => {
    const wild = '<script>alert(1)</script> & "co"';
    const content = withGlossary(`## ${wild}\n\n${wild}\n`, guidance.replace('Bail first.', wild));
    const browser = new Browser(testApp({ content }));
    for (const address of ['/glossary', '/questions/2.2']) {
      const { text } = await browser.get(address);
      expect(await htmlFaults(text)).toEqual([]);
      expect(text).not.toContain('<script>alert');
    }
    expect((await browser.page('/glossary')).texts('h2')).toEqual([wild]);
  });
});

/** The paths that documents and comments name exist, and so do the sections that comments cite. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const read = (file: string) => readFileSync(file, 'utf8');
const folders = ['src', 'docs', 'data', 'views', 'public', 'tests', 'bench', 'deploy'];
const documents = ['docs/design.md', 'docs/performance.md', 'README.md', 'CONTRIBUTING.md'];

/** Paths in backticks, also within a block of code. */
function pathsIn(text: string): string[] {
  const path = new RegExp(`(?<![\\w/.:-])(?:${folders.join('|')})/[\\w./@-]*`, 'g');
  const code = text.matchAll(/```[\s\S]*?```|`[^`\n]+`/g);
  return [...code].flatMap(([part]) => [...part.matchAll(path)].map(([name]) => name.replace(/\.$/, '')));
}

/** Links to files of this repository, as paths from its root. */
function linksIn(document: string): string[] {
  return [...read(document).matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)]
    .map(([, to = '']) => to)
    .filter((to) => !to.startsWith('http'))
    .map((to) => join(dirname(document), to));
}

describe.each(documents)('%s', (document) => {
  it('names only files and folders that exist', () => {
    const named = [...pathsIn(read(document)), ...linksIn(document)];
    expect(named.length).toBeGreaterThan(1);
    expect(named.filter((path) => !existsSync(path))).toEqual([]);
  });
});

describe('docs/design.md', () => {
  it('has an anchor for each link of its contents', () => {
    const text = read('docs/design.md');
    const anchors = [...text.matchAll(/^#+ (.*)$/gm)].map(
      ([, title = '']) => `#${title.toLowerCase().replaceAll(' ', '-')}`,
    );
    const linked = [...text.matchAll(/\]\((#[^)]+)\)/g)].map(([, to = '']) => to);
    expect(linked.length).toBeGreaterThan(5);
    expect(linked.filter((to) => !anchors.includes(to))).toEqual([]);
  });
});

interface Citation {
  readonly file: string;
  readonly path: string;
  /** Empty when the comment cites the whole document. */
  readonly section: string;
}

/** Citations such as `docs/design.md, "Scores"`, also when a comment breaks the line within one. */
function citationsIn(file: string): Citation[] {
  const text = read(file).replaceAll(/\n\s*(?:\*|\/\/)?\s*/g, ' ');
  const found = text.matchAll(/\b(docs\/[\w/-]+(?:\.md)?)(?:, "([^"]+)")?/g);
  return [...found].map(([, path = '', section = '']) => ({ file, path, section }));
}

/** A decision may be cited by its number alone: docs/decisions/0010. */
function documentOf(path: string): string | undefined {
  if (existsSync(path)) return path;
  const [, number] = /^docs\/decisions\/(\d{4})$/.exec(path) ?? [];
  const name = number && readdirSync('docs/decisions').find((file) => file.startsWith(`${number}-`));
  return name ? `docs/decisions/${name}` : undefined;
}

describe('the comments in src/', () => {
  const citations = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.[jt]s$/.test(name))
    .flatMap((name) => citationsIn(`src/${name.replaceAll('\\', '/')}`));
  const shown = ({ file, path, section }: Citation) => `${file} cites ${path}${section && `, "${section}"`}`;

  it('cite only documents that exist', () => {
    expect(citations.length).toBeGreaterThan(10);
    expect(citations.filter(({ path }) => documentOf(path) === undefined).map(shown)).toEqual([]);
  });

  it('cite only sections that the document has', () => {
    const sections = citations.filter(({ section }) => section !== '');
    const isMissing = ({ path, section }: Citation) =>
      !read(documentOf(path) ?? '')
        .split('\n')
        .some((line) => line.replace(/^#+ /, '') === section && line.startsWith('#'));
    expect(sections.map(({ section }) => section)).toContain('Scores');
    expect(sections.filter(isMissing).map(shown)).toEqual([]);
  });
});

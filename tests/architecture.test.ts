/** The conventions that matter (docs: style, rule 12): import rules, documented settings and dependencies, no inline code. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, matchesGlob, posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import packageJson from '../package.json' with { type: 'json' };
import { settingNames } from '../src/config.ts';
import { systemTests } from './system.ts';

const root = join(import.meta.dirname, '..');

/** Paths from the root of the project, with slashes. */
function filesIn(folder: string, ...endings: readonly string[]): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((name) => endings.some((ending) => name.endsWith(ending)))
    .toSorted();
}

const read = (file: string) => readFileSync(join(root, file), 'utf8');
/** Without comments; a `//` in a string or an address is left alone. */
const codeOf = (file: string) =>
  read(file)
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .replaceAll(/^\s*\/\/.*$/gm, '');

const sources = filesIn('src', '.ts', '.js');
const views = filesIn('views', '.ejs');

interface Import {
  readonly file: string;
  /** As src/… when it is one of ours, else the package's name, or node:…. */
  readonly of: string;
}

function importsOf(file: string): Import[] {
  const found = codeOf(file).matchAll(
    /(?<![-.\w])(?:from\s+|import\s*\(\s*|import\s+|require\s*\(\s*|resolve\s*\(\s*)(['"])([^'"]+)\1/g,
  );
  return [...found].map(([, , name = '']) => ({
    file,
    of: name.startsWith('.') ? posix.normalize(`${dirname(file)}/${name}`) : packageOf(name),
  }));
}

function packageOf(name: string): string {
  return name.startsWith('node:') ? name : name.split('/', name.startsWith('@') ? 2 : 1).join('/');
}

const imports = sources.flatMap(importsOf);
const shown = ({ file, of }: Import) => `${file} imports ${of}`;
const outside = (folder: string, allowed: (of: string) => boolean) =>
  imports.filter(({ file, of }) => file.startsWith(`src/${folder}/`) && !allowed(of)).map(shown);
const isOf = (folder: string) => (of: string) => of.startsWith(`src/${folder}/`);
const isNode = (of: string) => of.startsWith('node:');

describe('the imports', () => {
  it('are found by this test', () => {
    expect(imports).toContainEqual({ file: 'src/start.js', of: 'src/server.ts' });
    expect(imports).toContainEqual({ file: 'src/codec/payload.ts', of: 'zod' });
    expect(imports).toContainEqual({
      file: 'src/assessment/scores/report.ts',
      of: 'src/assessment/scores/scores.ts',
    });
  });

  it('of assessment/ are of nothing but itself', () => {
    expect(outside('assessment', isOf('assessment'))).toEqual([]);
  });

  it('of codec/ are of itself, assessment/, Node and zod', () => {
    const allowed = (of: string) => isOf('codec')(of) || isOf('assessment')(of) || isNode(of) || of === 'zod';
    expect(outside('codec', allowed)).toEqual([]);
  });

  it('of charts/ are of itself and d3', () => {
    expect(outside('charts', (of) => isOf('charts')(of) || /^d3-[a-z]+$/.test(of))).toEqual([]);
  });

  it('of content/ are not of web/, nor of what is wired above it', () => {
    const above = (of: string) => isOf('web')(of) || isOf('cli')(of) || of === 'src/server.ts';
    expect(outside('content', (of) => !above(of))).toEqual([]);
  });

  it('of exports/ are not of web/, nor of what is wired above it', () => {
    const above = (of: string) => isOf('web')(of) || isOf('cli')(of) || of === 'src/server.ts';
    expect(outside('exports', (of) => !above(of))).toEqual([]);
  });

  it('of web/ are not of server.ts or cli/', () => {
    expect(outside('web', (of) => of !== 'src/server.ts' && !isOf('cli')(of))).toEqual([]);
  });

  it('of config.ts and config/ are of each other, Node and packages', () => {
    const isConfig = (of: string) => of === 'src/config.ts' || isOf('config')(of);
    const wrong = imports.filter(({ file, of }) => isConfig(file) && of.startsWith('src/') && !isConfig(of));
    expect(wrong.map(shown)).toEqual([]);
  });

  it('of packages are of those that a production install has', () => {
    const packages = imports.filter(({ of }) => !of.startsWith('src/') && !isNode(of));
    expect(packages.filter(({ of }) => !(of in packageJson.dependencies)).map(shown)).toEqual([]);
  });

  it('use every dependency of package.json', () => {
    const used = new Set(imports.map(({ of }) => of));
    expect(Object.keys(packageJson.dependencies).filter((name) => !used.has(name))).toEqual([]);
  });
});

/** Files in which the pattern occurs outside of comments, apart from those that may. */
function filesWith(pattern: RegExp, among: readonly string[], ...allowed: readonly string[]): string[] {
  return among.filter(
    (file) => !allowed.some((start) => file.startsWith(start)) && pattern.test(codeOf(file)),
  );
}

const wiring = ['src/server.ts', 'src/cli/'];

describe('the wiring', () => {
  it('alone reads the environment; config.ts takes it as an argument', () => {
    const environment =
      /\bprocess\s*(?:\??\.\s*env\b|\[)|\{[^}]*\benv\b[^}]*\}\s*=\s*process\b|['"](?:node:)?process['"]/;
    expect(filesWith(environment, sources, ...wiring, 'src/start.js')).toEqual([]);
  });

  it.each([
    ['loads the content', /\bloadContent\s*\(/, 'src/content/load.ts'],
    ['parses the configuration', /\bparseConfig\s*\(/, 'src/config.ts'],
    ['makes the secrets', /\bsecretsFrom\s*\(/, 'src/codec/signature.ts'],
    ['opens the documents', /\bopenDocuments\s*\(/, 'src/exports/documents.ts'],
    ['makes the logger', /\bpino\s*\(|import\s*\{(?!\s*type\b)[^}]*\}\s*from\s*'pino'/, 'src/log.ts'],
    ['makes the app', /\bcreateApp\s*\(/, 'src/web/app.ts'],
    ['listens', /\.listen\s*\(/, ''],
    ['looks at the clock', /\bnew Date\(\s*\)|\bDate\.now\b/, ''],
    ['stops the process', /\bprocess\s*\.\s*(?:exit|on|once|kill|abort)\b/, 'src/start.js'],
  ])('alone %s', (_, pattern, definedIn) => {
    expect(filesWith(pattern, sources, ...wiring, ...(definedIn ? [definedIn] : []))).toEqual([]);
  });

  it('leaves no clock, chance, I/O or environment to assessment/', () => {
    const impure =
      /\bDate\.now\b|\bnew Date\(\s*\)|\bMath\.random\b|\bperformance\b|\bcrypto\b|\bprocess\b|\bconsole\b|\bfetch\s*\(|\bset(?:Timeout|Interval|Immediate)\b/;
    expect(
      filesWith(
        impure,
        sources.filter((file) => file.startsWith('src/assessment/')),
      ),
    ).toEqual([]);
  });
});

describe('the views', () => {
  /** The HTML alone: what EJS runs is not sent. */
  const htmlOf = (file: string) => read(file).replaceAll(/<%[\s\S]*?%>/g, '');
  const viewsWith = (pattern: RegExp) => views.filter((file) => pattern.test(htmlOf(file)));

  it('are found by this test', () => {
    expect(views).toContain('views/partials/head.ejs');
    expect(viewsWith(/<script\b/i)).toContain('views/partials/head.ejs');
  });

  it('have no inline style', () => {
    expect(viewsWith(/\sstyle\s*=|<style\b/i)).toEqual([]);
  });

  it('have no script without a src', () => {
    expect(viewsWith(/<script\b(?![^>]*\ssrc\s*=)/i)).toEqual([]);
  });

  it('have no on… handler and no javascript: address', () => {
    expect(viewsWith(/\son[a-z]+\s*=|javascript:/i)).toEqual([]);
  });

  it('ask no other host for anything', () => {
    expect(
      viewsWith(/<(?:script|link|img|iframe|source)\b[^>]*\s(?:src|href)\s*=\s*["']?(?:https?:)?\/\//i),
    ).toEqual([]);
  });
});

describe('the tests', () => {
  const tests = filesIn('tests', '.test.ts').filter((file) => !file.startsWith('tests/browser/'));
  const isOfSystem = (file: string) => systemTests.some((pattern) => matchesGlob(file, pattern));

  /** The one server that the others share, and the one that a test may stop, are started for them (tests/storage/). */
  it('that start programs are those of the project "system"', () => {
    const starting = ['node:child_process', 'tests/running.ts', 'tests/ops/running.ts'];
    const start = (file: string) => importsOf(file).some(({ of }) => starting.includes(of));
    expect(tests.filter((file) => start(file) && !isOfSystem(file))).toEqual([]);
    expect(tests.filter(start).length).toBeGreaterThan(10);
  });

  it('of the project "system" are there, whatever its list names', () => {
    const unused = systemTests.filter((pattern) => !tests.some((file) => matchesGlob(file, pattern)));
    expect(unused).toEqual([]);
  });
});

describe('the code', () => {
  const longest = 260;

  it(`has no file under src/ of more than ${longest} lines`, () => {
    const long = sources
      .map((file) => ({ file, lines: read(file).trimEnd().split('\n').length }))
      .filter(({ lines }) => lines > longest)
      .map(({ file, lines }) => `${file}: ${lines}`);
    expect(long).toEqual([]);
  });

  it('has no inline style or handler in the SVG it writes', () => {
    const charts = sources.filter((file) => file.startsWith('src/charts/'));
    expect(filesWith(/\s(?:style|on[a-z]+)="|<style\b|<script\b/i, charts)).toEqual([]);
  });
});

describe('the README', () => {
  const readme = existsSync(join(root, 'README.md')) ? read('README.md') : '';
  /** Table lines, each with the names in its first cell: by themselves, in a list, in code or as links. */
  const lines = readme.split('\n').flatMap((line) => {
    const cell = /^\s*\|([^|]*)\|/.exec(line)?.[1];
    return cell ? [{ line, names: namesIn(cell) }] : [];
  });
  const inTable = (name: string) => lines.some(({ names }) => names.includes(name)) || inLineOfTypes(name);
  const missing = (names: readonly string[]) => names.filter((name) => !inTable(name));

  function namesIn(text: string): string[] {
    return text.split(/[\s,`*[\]()]+/);
  }

  /** The packages of types may share the line `@types/…` if it names each. */
  function inLineOfTypes(name: string): boolean {
    const [, typed] = /^@types\/(.+)$/.exec(name) ?? [];
    if (!typed) return false;
    const shared = lines.find(({ names }) => names.includes('@types/…'))?.line ?? '';
    return namesIn(shared.replace(/\.\s*\|/, ' |')).includes(typed);
  }

  it('has a line in a table for every dependency', () => {
    expect(missing(Object.keys(packageJson.dependencies))).toEqual([]);
  });

  it('has a line in a table for every development dependency', () => {
    expect(missing(Object.keys(packageJson.devDependencies))).toEqual([]);
  });

  it('has a line in a table for every setting', () => {
    expect(missing(settingNames)).toEqual([]);
  });
});

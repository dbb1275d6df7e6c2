/** Conventions of the code that are tests: import rules, sizes, documented settings and dependencies, no inline script or style. */
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
/** The file without block comments and without lines that are comments. */
const codeOf = (file: string) =>
  read(file)
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .replaceAll(/^\s*\/\/.*$/gm, '');

const sources = filesIn('src', '.ts', '.js');
const views = filesIn('views', '.ejs');

interface Import {
  readonly file: string;
  /** A path such as src/log.ts, the name of a package, or node:…. */
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

describe('imports', () => {
  it('are found by this test', () => {
    expect(imports).toContainEqual({ file: 'src/start.js', of: 'src/server.ts' });
    expect(imports).toContainEqual({ file: 'src/codec/payload.ts', of: 'zod' });
    expect(imports).toContainEqual({
      file: 'src/assessment/scores/report.ts',
      of: 'src/assessment/scores/scores.ts',
    });
  });

  it('of assessment/ are of assessment/ only', () => {
    expect(outside('assessment', isOf('assessment'))).toEqual([]);
  });

  it('of codec/ are of codec/, assessment/, Node and zod only', () => {
    const allowed = (of: string) => isOf('codec')(of) || isOf('assessment')(of) || isNode(of) || of === 'zod';
    expect(outside('codec', allowed)).toEqual([]);
  });

  it('of charts/ are of charts/ and d3 only', () => {
    expect(outside('charts', (of) => isOf('charts')(of) || /^d3-[a-z]+$/.test(of))).toEqual([]);
  });

  it('of content/ are not of web/, cli/ or server.ts', () => {
    const above = (of: string) => isOf('web')(of) || isOf('cli')(of) || of === 'src/server.ts';
    expect(outside('content', (of) => !above(of))).toEqual([]);
  });

  it('of exports/ are not of web/, cli/ or server.ts', () => {
    const above = (of: string) => isOf('web')(of) || isOf('cli')(of) || of === 'src/server.ts';
    expect(outside('exports', (of) => !above(of))).toEqual([]);
  });

  it('of web/ are not of server.ts or cli/', () => {
    expect(outside('web', (of) => of !== 'src/server.ts' && !isOf('cli')(of))).toEqual([]);
  });

  it('of config.ts and config/ are of each other, Node and packages only', () => {
    const isConfig = (of: string) => of === 'src/config.ts' || isOf('config')(of);
    const wrong = imports.filter(({ file, of }) => isConfig(file) && of.startsWith('src/') && !isConfig(of));
    expect(wrong.map(shown)).toEqual([]);
  });

  it('of packages are of the dependencies that a production install has', () => {
    const packages = imports.filter(({ of }) => !of.startsWith('src/') && !isNode(of));
    expect(packages.filter(({ of }) => !(of in packageJson.dependencies)).map(shown)).toEqual([]);
  });

  it('cover every dependency of package.json', () => {
    const used = new Set(imports.map(({ of }) => of));
    expect(Object.keys(packageJson.dependencies).filter((name) => !used.has(name))).toEqual([]);
  });
});

/** Returns the files in which the pattern occurs outside comments, without the allowed ones. */
function filesWith(pattern: RegExp, among: readonly string[], ...allowed: readonly string[]): string[] {
  return among.filter(
    (file) => !allowed.some((start) => file.startsWith(start)) && pattern.test(codeOf(file)),
  );
}

it('a moment becomes a day or a time of day in src/time-zone.ts only', () => {
  const reading =
    /\bgetUTC\w+\(|\.get(?:FullYear|Month|Date|Day|Hours|Minutes)\(|toLocale(?:Date|Time)String|DateTimeFormat|toISOString\(\)\s*\.slice/;
  // These format or count days of the calendar, or check the name of a zone.
  const ofDays = ['src/assessment/days.ts', 'src/content/files/dates.ts', 'src/web/report/change-charts.ts'];
  expect(filesWith(reading, sources, 'src/time-zone.ts', 'src/config/values.ts', ...ofDays)).toEqual([]);
});

const wiring = ['src/server.ts', 'src/cli/'];

describe('only the wiring (server.ts and cli/)', () => {
  it('reads the environment', () => {
    const environment =
      /\bprocess\s*(?:\??\.\s*env\b|\[)|\{[^}]*\benv\b[^}]*\}\s*=\s*process\b|['"](?:node:)?process['"]/;
    expect(filesWith(environment, sources, ...wiring, 'src/start.js')).toEqual([]);
  });

  it.each([
    ['loads the content', /\bloadContent\s*\(/, 'src/content/load.ts'],
    ['parses the configuration', /\bparseConfig\s*\(/, 'src/config.ts'],
    ['reads the secrets', /\bsecretsFrom\s*\(/, 'src/codec/signature.ts'],
    ['opens the documents', /\bopenDocuments\s*\(/, 'src/exports/documents.ts'],
    ['makes the logger', /\bpino\s*\(|import\s*\{(?!\s*type\b)[^}]*\}\s*from\s*'pino'/, 'src/log.ts'],
    ['makes the app', /\bcreateApp\s*\(/, 'src/web/app.ts'],
    ['listens', /\.listen\s*\(/, ''],
    ['reads the clock', /\bnew Date\(\s*\)|\bDate\.now\b/, ''],
    ['stops the process', /\bprocess\s*\.\s*(?:exit|on|once|kill|abort)\b/, 'src/start.js'],
  ])('%s', (_, pattern, definedIn) => {
    expect(filesWith(pattern, sources, ...wiring, ...(definedIn ? [definedIn] : []))).toEqual([]);
  });

  it('reads the clock, random numbers, files or the environment; assessment/ does not', () => {
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
  /** The HTML of a view, without its EJS tags. */
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

  it('have no inline event handler and no javascript: address', () => {
    expect(viewsWith(/\son[a-z]+\s*=|javascript:/i)).toEqual([]);
  });

  it('load nothing from another host', () => {
    expect(
      viewsWith(/<(?:script|link|img|iframe|source)\b[^>]*\s(?:src|href)\s*=\s*["']?(?:https?:)?\/\//i),
    ).toEqual([]);
  });
});

describe('tests', () => {
  const tests = filesIn('tests', '.test.ts').filter((file) => !file.startsWith('tests/browser/'));
  const isOfSystem = (file: string) => systemTests.some((pattern) => matchesGlob(file, pattern));

  it('that start programs belong to the project "system"', () => {
    const starting = ['node:child_process', 'tests/running.ts', 'tests/ops/running.ts'];
    const start = (file: string) => importsOf(file).some(({ of }) => starting.includes(of));
    expect(tests.filter((file) => start(file) && !isOfSystem(file))).toEqual([]);
    expect(tests.filter(start).length).toBeGreaterThan(10);
  });

  it('are found for each pattern of the project "system"', () => {
    const unused = systemTests.filter((pattern) => !tests.some((file) => matchesGlob(file, pattern)));
    expect(unused).toEqual([]);
  });
});

/** The folders of src/web/ that every feature may import. */
const sharedFolders = ['http', 'render', 'visitor', 'sync'];
const folderOf = (file: string) => /^src\/web\/([^/]+)\//.exec(file)?.[1];

/** Imports between features that are allowed, each with its reason. */
const betweenFeatures = new Map([
  [
    'src/web/live/opening/open.ts imports src/web/teams/results/team-reader.ts',
    'a live room may ask the statements with the widest gaps of a team',
  ],
  [
    'src/web/report/report.ts imports src/web/moments/moments-table.ts',
    'the moments are a chapter of the report',
  ],
  ['src/web/report/report.ts imports src/web/plan/contract.ts', 'the contract is a chapter of the report'],
  ['src/web/report/sample.ts imports src/web/moments/moments-table.ts', 'as on the page'],
  ['src/web/report/sample.ts imports src/web/plan/contract.ts', 'as on the page'],
  ['src/web/report/own-chapters.ts imports src/web/moments/moments-table.ts', 'as on the page'],
  ['src/web/report/own-chapters.ts imports src/web/plan/contract.ts', 'as on the page'],
  ['src/web/share/shared.ts imports src/web/report/report-page.ts', 'a shared report is shown as a report'],
  ['src/web/share/shared.ts imports src/web/report/links.ts', 'with chapters'],
  ['src/web/share/shared.ts imports src/web/report/pages.ts', 'as on /report'],
]);

describe('a feature folder of src/web/', () => {
  const ofFeatures = imports.flatMap(({ file, of }) => {
    const [folder, other] = [folderOf(file), folderOf(of)];
    const isOwn = folder === undefined || sharedFolders.includes(folder);
    return isOwn ? [] : [{ file, of, isOther: other !== undefined && other !== folder }];
  });

  it('imports shared folders and no other feature, except those listed with a reason', () => {
    const found = ofFeatures.filter(
      ({ of, isOther }) => isOther && !sharedFolders.includes(folderOf(of) ?? ''),
    );
    expect(found.map(shown).toSorted()).toEqual([...betweenFeatures.keys()].toSorted());
  });

  it('imports site.ts and dependencies.ts, and no other file directly in src/web/', () => {
    const direct = ofFeatures.filter(({ of }) => /^src\/web\/[^/]+\.ts$/.test(of));
    const allowed = ['src/web/site.ts', 'src/web/dependencies.ts'];
    expect(direct.filter(({ of }) => !allowed.includes(of)).map(shown)).toEqual([]);
  });
});

describe('a shared folder of src/web/', () => {
  it('imports no feature and not app.ts', () => {
    const wrong = imports.filter(({ file, of }) => {
      if (!sharedFolders.includes(folderOf(file) ?? '')) return false;
      return of === 'src/web/app.ts' || !sharedFolders.includes(folderOf(of) ?? 'http');
    });
    expect(wrong.map(shown)).toEqual([]);
  });
});

/** Returns each import cycle once, as the files on it; type-only imports count. */
function cyclesOf(all: readonly Import[]): string[] {
  const importedBy = Map.groupBy(all, ({ file }) => file);
  const [path, done, cycles]: [string[], Set<string>, string[]] = [[], new Set(), []];
  const visit = (file: string) => {
    const start = path.indexOf(file);
    if (start >= 0) cycles.push([...path.slice(start), file].join(' → '));
    if (start >= 0 || done.has(file)) return;
    path.push(file);
    for (const { of } of importedBy.get(file) ?? []) visit(of);
    path.pop();
    done.add(file);
  };
  for (const file of importedBy.keys()) visit(file);
  return cycles;
}

describe('imports of src/', () => {
  it('form no cycle, type-only imports included', () => {
    expect(cyclesOf(imports)).toEqual([]);
  });

  it('are checked by a function that finds a cycle', () => {
    const around = [
      { file: 'a', of: 'b' },
      { file: 'b', of: 'c' },
      { file: 'c', of: 'b' },
    ];
    expect(cyclesOf(around)).toEqual(['b → c → b']);
  });
});

describe('the code in src/', () => {
  const sizes = sources.map((file) => ({ file, lines: read(file).trimEnd().split('\n').length }));

  it('has no file of more than 200 lines', () => {
    const long = sizes.filter(({ lines }) => lines > 200).map(({ file, lines }) => `${file}: ${lines}`);
    expect(long).toEqual([]);
  });

  it('has a median of at most 70 lines a file', () => {
    const lines = sizes.map((size) => size.lines).toSorted((a, b) => a - b);
    expect(lines[Math.floor(lines.length / 2)]).toBeLessThanOrEqual(70);
  });

  it('has at most 15 files a folder', () => {
    const folders = Map.groupBy(sources, (file) => dirname(file));
    const full = [...folders].filter(([, files]) => files.length > 15);
    expect(full.map(([folder, files]) => `${folder}: ${files.length}`)).toEqual([]);
  });

  it('writes no inline style, script or event handler into SVG', () => {
    const charts = sources.filter((file) => file.startsWith('src/charts/'));
    expect(filesWith(/\s(?:style|on[a-z]+)="|<style\b|<script\b/i, charts)).toEqual([]);
  });
});

describe('the README', () => {
  const readme = existsSync(join(root, 'README.md')) ? read('README.md') : '';
  /** The table rows, each with the names in its first cell. */
  const lines = readme.split('\n').flatMap((line) => {
    const cell = /^\s*\|([^|]*)\|/.exec(line)?.[1];
    return cell ? [{ line, names: namesIn(cell) }] : [];
  });
  const inTable = (name: string) => lines.some(({ names }) => names.includes(name)) || inLineOfTypes(name);
  const missing = (names: readonly string[]) => names.filter((name) => !inTable(name));

  function namesIn(text: string): string[] {
    return text.split(/[\s,`*[\]()]+/);
  }

  /** The type packages may share the row `@types/…` if it names each of them. */
  function inLineOfTypes(name: string): boolean {
    const [, typed] = /^@types\/(.+)$/.exec(name) ?? [];
    if (!typed) return false;
    const shared = lines.find(({ names }) => names.includes('@types/…'))?.line ?? '';
    return namesIn(shared.replace(/\.\s*\|/, ' |')).includes(typed);
  }

  it('has a table row for every dependency', () => {
    expect(missing(Object.keys(packageJson.dependencies))).toEqual([]);
  });

  it('has a table row for every development dependency', () => {
    expect(missing(Object.keys(packageJson.devDependencies))).toEqual([]);
  });

  it('has a table row for every setting', () => {
    expect(missing(settingNames)).toEqual([]);
  });
});

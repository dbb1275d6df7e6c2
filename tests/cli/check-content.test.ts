/** `npm run check:content` as docs/editing-content.md describes it, and what that page says about the folder. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  competencySchema,
  frameworkSchema,
  glossarySchema,
  lensEntrySchema,
  principleSchema,
  questionSchema,
} from '../../src/content/schema.ts';
import { smallFolder, swap } from '../content/small.ts';
import { bareEnvironment } from '../running.ts';

function check(...given: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['src/cli/check-content.ts', ...given], {
    encoding: 'utf8',
    env: bareEnvironment,
  });
  return { status, stdout, stderr };
}

describe('npm run check:content', () => {
  it('prints a summary of a folder without faults', () => {
    const folder = smallFolder();
    expect(check(folder)).toEqual({
      status: 0,
      stdout: `${folder}: edition 7, 12 questions (4 key, 1 with guidance), 3 principles, 2 competencies. No faults.\n`,
      stderr: '',
    });
  });

  it('lists every fault and exits with code 1', () => {
    const folder = smallFolder({
      'framework.yaml': swap('edition: 7', 'edition: seven'),
      'principles/2/2.1.md': swap(/tier: \w+/, 'tier: cellar'),
    });
    const { status, stdout, stderr } = check(folder);
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(
      /has 2 faults:\n {2}framework\.yaml: edition: .*\n {2}principles\/2\/2\.1\.md: tier: .*\n$/,
    );
  });

  it('checks the lengths of parts only with --sizes', () => {
    const folder = smallFolder();
    const { status, stderr } = check('--sizes', folder);
    expect(status).toBe(1);
    expect(stderr).toContain('principles/2/2.2.md: Why this matters: expected 100 to 170 words; got: 4');
  });
});

describe('docs/editing-content.md', () => {
  const page = readFileSync('docs/editing-content.md', 'utf8');
  const names = (text: string) => [...text.matchAll(/`([^`\n]+)`/g)].map(([, name = '']) => name);
  const section = (heading: string) => page.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';

  it('names only files and folders that exist', () => {
    const cells = [...section('What is where').matchAll(/^\| (`[^|]+) \|/gm)].flatMap(([, cell = '']) =>
      names(cell),
    );
    expect(cells.length).toBeGreaterThan(5);
    expect(cells.filter((path) => !existsSync(`data/${path}`))).toEqual([]);
    const sources = names(page).filter((name) => name.startsWith('src/'));
    expect(sources.filter((path) => !existsSync(path))).toEqual([]);
  });

  it('names only commands that exist', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: object };
    const commands = [...page.matchAll(/npm (?:run )?([\w:]+)/g)].map(([, command = '']) => command);
    expect(commands).toContain('check:content');
    expect(commands.filter((command) => !(command in scripts))).toEqual([]);
  });

  it('names exactly the fields of a question, and fields of the framework that exist', () => {
    const fields = [...section('A question').matchAll(/^- .*$/gm)]
      .flatMap(([line]) => names(line))
      .map((name) => name.split(':')[0])
      .filter((name) => !name?.startsWith('/'));
    expect([...new Set(fields)].toSorted()).toEqual(Object.keys(questionSchema.shape).toSorted());
    for (const name of ['edition', 'accepts', 'order']) expect(frameworkSchema.shape).toHaveProperty(name);
  });

  it('is right that these files may have sources', () => {
    for (const { shape } of [
      principleSchema,
      questionSchema,
      competencySchema,
      lensEntrySchema,
      glossarySchema,
    ])
      expect(shape).toHaveProperty('sources');
  });
});

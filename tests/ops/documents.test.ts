/** The files and commands that docs/security.md and docs/scaling.md name exist. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };

const documents = ['docs/security.md', 'docs/scaling.md'];

describe.each(documents)('%s', (document) => {
  const text = readFileSync(document, 'utf8');

  it('names files that exist', () => {
    const named = [...text.matchAll(/\b(?:tests|src|deploy|bench|docs)\/[\w./-]+\.\w+/g)].map(
      ([file]) => file,
    );
    expect(named.length).toBeGreaterThan(2);
    expect(named.filter((file) => !existsSync(file))).toEqual([]);
  });

  it('names commands that exist', () => {
    const named = [...text.matchAll(/npm run ([\w:-]+)/g)].map(([, name = '']) => name);
    expect(named.filter((name) => !(name in packageJson.scripts))).toEqual([]);
  });
});

describe('docs/security.md', () => {
  const text = readFileSync('docs/security.md', 'utf8');

  it('has a row for each of the 17 chapters of the ASVS', () => {
    for (let chapter = 1; chapter <= 17; chapter++)
      expect(text).toMatch(new RegExp(`^\\| V${chapter} [^|]+ \\| [^|]+ \\| [^|]+ \\|`, 'm'));
  });

  it('names every test of tests/web/security', () => {
    const files = readdirSync('tests/web/security').filter((name) => name.endsWith('.test.ts'));
    expect(files.filter((name) => !text.includes(`tests/web/security/${name}`))).toEqual([]);
  });
});

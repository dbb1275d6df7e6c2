/** The fonts of the pages: their characters, their weight, and how they are sent. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import PDFDocument from 'pdfkit';
import { describe, expect, it } from 'vitest';
import { testApp } from '../../site.ts';
import { Browser } from '../browser.ts';
import { request } from '../request.ts';

const folder = 'public/fonts';
const names = readdirSync(folder).filter((name) => name.endsWith('.woff2'));
const app = testApp();

/** Returns every text file below a folder as one text. */
function textOf(where: string): string {
  const entries = readdirSync(where, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return entries.map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8')).join('\n');
}

/** The font of the PDF from which a font of the pages is made. */
const sources: Record<string, string> = {
  'source-sans-3-400.woff2': 'source-sans-3/400Regular/SourceSans3_400Regular.ttf',
  'source-sans-3-600.woff2': 'source-sans-3/600SemiBold/SourceSans3_600SemiBold.ttf',
  'source-serif-4-600.woff2': 'source-serif-4/600SemiBold/SourceSerif4_600SemiBold.ttf',
};

/** Returns the characters of a text that a font of the pages lacks, although its source has them. */
function lostIn(name: string, text: string): string[] {
  const source = `node_modules/@expo-google-fonts/${sources[name]}`;
  const unknown = missingIn(source, text);
  return missingIn(join(folder, name), text).filter((character) => !unknown.includes(character));
}

/** Returns the characters of a text that a font file lacks. */
function missingIn(file: string, text: string): string[] {
  const reader = new PDFDocument({ autoFirstPage: false }).font(readFileSync(file));
  // Not in its types: the font that pdfkit itself lays text out with.
  const { font } = (reader as unknown as { _font: { font: { hasGlyphForCodePoint(code: number): boolean } } })
    ._font;
  const characters = new Set(text.replaceAll(/\s/g, ''));
  return [...characters].filter((character) => !font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0));
}

async function sheetOf(address: string): Promise<{ css: string; sheet: string }> {
  const page = await new Browser(app).page(address);
  const [sheet = ''] = page.attributes('link[rel="stylesheet"]', 'href');
  return { css: (await request(app).get(sheet)).text, sheet };
}

describe('the fonts', () => {
  it('are three files', () => {
    expect(names.toSorted()).toEqual([
      'source-sans-3-400.woff2',
      'source-sans-3-600.woff2',
      'source-serif-4-600.woff2',
    ]);
  });

  it('have at most 60 kB in all', () => {
    const sizes = names.map((name) => readFileSync(join(folder, name)).length);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(60_000);
  });

  it.each(names)('%s has every character of data/, views/ and the style sheets', (name) => {
    expect(lostIn(name, textOf('data') + textOf('views') + textOf('public/css'))).toEqual([]);
  });

  it.each(names)('%s has the letters of European names', (name) => {
    const people =
      'Zoë Núñez Łukasz Żółć Şükrü Ğ Ștefan Țîrlea Øyvind Þór Åse Dvořák Ľubomír Őri Ķ Ģ Ĉapek Ŵyn ẞ';
    expect(missingIn(join(folder, name), people)).toEqual([]);
  });

  it.each(['source-sans-3', 'source-serif-4'])('%s comes with its licence', (family) => {
    expect(readFileSync(join(folder, `${family}-OFL.txt`), 'utf8')).toContain(
      'SIL OPEN FONT LICENSE Version 1.1',
    );
  });

  it('have names of their own, because their licence reserves "Source"', () => {
    for (const name of names) {
      const reader = new PDFDocument({ autoFirstPage: false }).font(readFileSync(join(folder, name)));
      const { font } = (reader as unknown as { _font: { font: { familyName: string; copyright: string } } })
        ._font;
      expect(font.familyName).toMatch(/^Mirror S/);
      expect(font.copyright).toContain('Adobe');
    }
  });

  it('are sent as they are, for a year, from addresses with a hash', async () => {
    const { css, sheet } = await sheetOf('/');
    const addresses = [...css.matchAll(/url\("([^"]+)"\)/g)].map(([, url = '']) => url);
    expect(addresses).toHaveLength(names.length);
    for (const url of addresses) {
      const { pathname } = new URL(url, `http://localhost${sheet}`);
      const { status, headers } = await request(app).get(pathname).set('Accept-Encoding', 'br, gzip');
      expect([status, headers['content-type'], headers['content-encoding']]).toEqual([
        200,
        'font/woff2',
        undefined,
      ]);
      expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
      expect(pathname).toMatch(/\.[0-9a-f]{8}\.woff2$/);
    }
  });

  it('are shown when they arrive, and not preloaded', async () => {
    const { css } = await sheetOf('/');
    expect(css.match(/font-display: swap/g)).toHaveLength(names.length);
    expect((await new Browser(app).get('/')).text).not.toContain('preload');
  });
});

describe('a style sheet', () => {
  it('is sent without comments and line breaks', async () => {
    const { css } = await sheetOf('/');
    expect(css).not.toMatch(/\/\*|\n/);
    expect(css).toContain(':root { color-scheme: light dark;');
  });
});

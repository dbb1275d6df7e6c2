/**
 * Fonts by face and script. They come cut into scripts (latin, greek, …), so a text is set in as many of them as it
 * needs; what none of them has is told apart, never dropped. Files are read when first needed, and once.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import sansScripts from '@fontsource/source-sans-3/unicode.json' with { type: 'json' };
import serifScripts from '@fontsource/source-serif-4/unicode.json' with { type: 'json' };
import PDFDocument from 'pdfkit';
import { fontOfWoff } from './woff.ts';

export interface Face {
  readonly family: 'sans' | 'serif';
  readonly bold: boolean;
  readonly italic: boolean;
}

/** A text as glyphs. The width is a getter that adds up the positions. */
interface GlyphRun {
  readonly positions: readonly object[];
  readonly advanceWidth: number;
}

/** What a parsed font can do; pdfkit has parsed it, and takes it back for the next document. */
interface FontProgram {
  readonly unitsPerEm: number;
  hasGlyphForCodePoint(codePoint: number): boolean;
  layout(text: string, features?: unknown): GlyphRun;
}

/** Texts in one font; `font` is undefined for characters that no font here has. */
export interface FontRun {
  readonly text: string;
  readonly font: Font | undefined;
}

const { resolve } = createRequire(import.meta.url);
const families = {
  sans: { name: 'source-sans-3', scripts: Object.entries(sansScripts).toReversed() },
  serif: { name: 'source-serif-4', scripts: Object.entries(serifScripts).toReversed() },
};

export class Font {
  readonly name: string;
  readonly #path: string;
  readonly #covers: readonly (readonly [from: number, to: number])[];
  readonly #widths = new Map<string, number>();
  #program: FontProgram | undefined;

  /** @param covered the ranges of its characters, as CSS writes them: "U+0000-00FF,U+0131" */
  constructor(name: string, path: string, covered: string) {
    this.name = name;
    this.#path = path;
    this.#covers = covered.split(',').map((range) => {
      const [from = 0, to = from] = range
        .trim()
        .slice(2)
        .split('-')
        .map((hex) => Number.parseInt(hex, 16));
      return [from, to];
    });
  }

  get program(): FontProgram {
    this.#program ??= parsed(fontOfWoff(readFileSync(this.#path)));
    return this.#program;
  }

  /** Whether it can set all of this. */
  has(text: string): boolean {
    return [...text].every((character) => {
      const point = character.codePointAt(0) ?? 0;
      const covered = this.#covers.some(([from, to]) => point >= from && point <= to);
      return covered && this.program.hasGlyphForCodePoint(point);
    });
  }

  /** In ems. */
  width(text: string): number {
    let width = this.#widths.get(text);
    if (width === undefined) {
      width = this.program.layout(text).advanceWidth / this.program.unitsPerEm;
      if (this.#widths.size > 20_000) this.#widths.clear();
      this.#widths.set(text, width);
    }
    return width;
  }
}

/** Parsed once, because that takes longer than a page. */
function parsed(bytes: Buffer): FontProgram {
  const reader = new PDFDocument({ autoFirstPage: false });
  reader.font(bytes);
  // Not in its types: the font that pdfkit itself lays text out with.
  const { font } = (reader as unknown as { readonly _font: { readonly font: FontProgram } })._font;
  font.layout = cachedLayout(font.layout.bind(font));
  return font;
}

/** Words kept for each font, and their longest length, which bounds the memory that a visitor's texts can take. */
const wordsKept = 5_000;
const longestKept = 24;

/** Laying out a word takes most of the time of a document, so words are laid out once for all documents. */
function cachedLayout(layout: FontProgram['layout']): FontProgram['layout'] {
  const runs = new Map<string, GlyphRun>();
  return (text, features) => {
    if (features || text.length > longestKept) return layout(text, features);
    let run = runs.get(text);
    if (!run) {
      run = layout(text);
      if (runs.size >= wordsKept) runs.clear();
      runs.set(text, run);
    }
    // pdfkit changes the positions that it gets.
    const positions = run.positions.map((position) => ({ ...position }));
    return Object.assign(Object.create(Object.getPrototypeOf(run)), run, { positions });
  };
}

const kept = new Map<string, readonly Font[]>();

/** The fonts of a face, the commonest script first. */
function fontsOf({ family, bold, italic }: Face): readonly Font[] {
  const cut = `${bold ? 600 : 400}-${italic ? 'italic' : 'normal'}`;
  let fonts = kept.get(`${family} ${cut}`);
  if (!fonts) {
    const { name, scripts } = families[family];
    fonts = scripts.map(([script, covered]) => {
      const file = `@fontsource/${name}/files/${name}-${script}-${cut}.woff`;
      return new Font(`${family}-${script}-${cut}`, resolve(file), covered);
    });
    kept.set(`${family} ${cut}`, fonts);
  }
  return fonts;
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** A text cut where its font changes. A letter and the marks on it stay together. */
export function fontRuns(text: string, face: Face): readonly FontRun[] {
  const fonts = fontsOf(face);
  const [latin] = fonts;
  if (latin && (/^[\x20-\x7e’‘“”–—…]*$/.test(text) || latin.has(text))) return [{ text, font: latin }];
  const runs: { text: string; font: Font | undefined }[] = [];
  for (const { segment } of graphemes.segment(text)) {
    const font = fonts.find((candidate) => candidate.has(segment));
    const last = runs.at(-1);
    if (last?.font && last.font === font) last.text += segment;
    else runs.push({ text: segment, font });
  }
  return runs;
}

/** The fonts, and which characters of a text they have. A font file is read when it is first needed, and once. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';
import type { GlyphRun } from './glyph-run.ts';
import { layoutOf } from './shaping.ts';

export interface Face {
  readonly family: 'sans' | 'serif';
  readonly bold: boolean;
  readonly italic: boolean;
}

/** What pdfkit's parser makes of a font file. pdfkit takes it in place of the file. */
interface FontProgram {
  readonly unitsPerEm: number;
  hasGlyphForCodePoint(codePoint: number): boolean;
  layout(text: string): GlyphRun;
}

/** A part of a text; `font` is undefined for characters that no font has. */
export interface FontRun {
  readonly text: string;
  readonly font: Font | undefined;
}

const { resolve } = createRequire(import.meta.url);
const emojiFile = resolve('@expo-google-fonts/noto-emoji/400Regular/NotoEmoji_400Regular.ttf');
const files = {
  sans: {
    regular: resolve('@expo-google-fonts/source-sans-3/400Regular/SourceSans3_400Regular.ttf'),
    italic: resolve('@expo-google-fonts/source-sans-3/400Regular_Italic/SourceSans3_400Regular_Italic.ttf'),
    bold: resolve('@expo-google-fonts/source-sans-3/600SemiBold/SourceSans3_600SemiBold.ttf'),
    boldItalic: resolve(
      '@expo-google-fonts/source-sans-3/600SemiBold_Italic/SourceSans3_600SemiBold_Italic.ttf',
    ),
  },
  serif: {
    regular: resolve('@expo-google-fonts/source-serif-4/400Regular/SourceSerif4_400Regular.ttf'),
    italic: resolve('@expo-google-fonts/source-serif-4/400Regular_Italic/SourceSerif4_400Regular_Italic.ttf'),
    bold: resolve('@expo-google-fonts/source-serif-4/600SemiBold/SourceSerif4_600SemiBold.ttf'),
    boldItalic: resolve(
      '@expo-google-fonts/source-serif-4/600SemiBold_Italic/SourceSerif4_600SemiBold_Italic.ttf',
    ),
  },
};

export class Font {
  readonly name: string;
  readonly program: FontProgram;
  readonly #widths = new Map<string, number>();

  constructor(name: string, file: string) {
    this.name = name;
    this.program = parsed(readFileSync(file));
  }

  /** Whether it has every character of this text. */
  has(text: string): boolean {
    return [...text].every((character) => this.program.hasGlyphForCodePoint(character.codePointAt(0) ?? 0));
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

function parsed(file: Buffer<ArrayBuffer>): FontProgram {
  const reader = new PDFDocument({ autoFirstPage: false });
  reader.font(file);
  // Not in its types: the font that pdfkit itself lays text out with.
  const { font } = (reader as unknown as { readonly _font: { readonly font: FontProgram } })._font;
  font.layout = layoutOf(file);
  return font;
}

/** Kept between documents, because parsing a font takes longer than drawing a page. */
const fonts = new Map<string, Font>();

function fontOf({ family, bold, italic }: Face): Font {
  const style = bold ? (italic ? 'boldItalic' : 'bold') : italic ? 'italic' : 'regular';
  return loaded(`${family}-${style}`, files[family][style]);
}

function loaded(name: string, file: string): Font {
  let font = fonts.get(name);
  if (!font) {
    font = new Font(name, file);
    fonts.set(name, font);
  }
  return font;
}

/** Emoji have a font of their own. For other scripts, such as Chinese, every font is larger than the rest of the site. */
function fallbackFor(segment: string): Font | undefined {
  if (!/\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}/u.test(segment)) return undefined;
  const font = loaded('emoji', emojiFile);
  return font.has(segment) ? font : undefined;
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Divides a text into runs of one font. A letter and its marks stay together. */
export function fontRuns(text: string, face: Face): readonly FontRun[] {
  const own = fontOf(face);
  if (own.has(text)) return [{ text, font: own }];
  const runs: { text: string; font: Font | undefined }[] = [];
  for (const { segment } of graphemes.segment(text)) {
    const font = own.has(segment) ? own : fallbackFor(segment);
    const last = runs.at(-1);
    if (last && last.font === font) last.text += segment;
    else runs.push({ text: segment, font });
  }
  return runs;
}

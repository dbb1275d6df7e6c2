/** HarfBuzz lays out the documents as pdfkit's own layout would. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';
import { describe, expect, it } from 'vitest';
import { layoutOf } from '../../../src/exports/pdf/shaping.ts';
import { testContent } from '../../site.ts';

const { resolve } = createRequire(import.meta.url);
const faces = [
  '@expo-google-fonts/source-sans-3/400Regular/SourceSans3_400Regular.ttf',
  '@expo-google-fonts/source-serif-4/600SemiBold/SourceSerif4_600SemiBold.ttf',
  '@expo-google-fonts/noto-emoji/400Regular/NotoEmoji_400Regular.ttf',
];

interface Run {
  readonly glyphs: readonly {
    readonly id: number;
    readonly advanceWidth: number;
    readonly codePoints: readonly number[];
  }[];
  readonly positions: readonly Record<'xAdvance' | 'yAdvance' | 'xOffset' | 'yOffset', number>[];
  readonly advanceWidth: number;
}

interface Program {
  layout(text: string): Run;
  hasGlyphForCodePoint(codePoint: number): boolean;
}

function programOf(file: string): Program {
  const doc = new PDFDocument({ autoFirstPage: false });
  doc.font(file);
  return (doc as unknown as { _font: { font: Program } })._font.font;
}

const plain = ({ glyphs, positions, advanceWidth }: Run) => ({
  advanceWidth,
  glyphs: glyphs.map(({ id, advanceWidth: width, codePoints }, i) => {
    const { xAdvance, yAdvance, xOffset, yOffset } = positions[i] ?? {};
    return { id, width, codePoints: [...codePoints], xAdvance, yAdvance, xOffset, yOffset };
  }),
});

const { questions } = testContent.instrument;
const written = new Set(
  questions.flatMap(({ statements }) => `${statements.us} ${statements.me}`.split(' ')),
);
const special = ['office', 'AVATAR', '1/2', 'ŵ', '«fi»', 'пример', 'Ζεύς', '--', 'x²', 'q\u0308', '🎉', ' '];

describe.each(faces)('layoutOf %s', (name) => {
  const file = resolve(name);
  const [layout, program] = [layoutOf(readFileSync(file)), programOf(file)];
  const texts = [...written, ...special].flatMap((text) => [text, `${text} `]);
  const printed = texts.filter((text) =>
    [...text].every((character) => program.hasGlyphForCodePoint(character.codePointAt(0) ?? 0)),
  );

  it('gives the glyphs, characters and positions that pdfkit gives', () => {
    expect(printed.length).toBeGreaterThan(1);
    for (const word of printed) expect(plain(layout(word)), word).toEqual(plain(program.layout(word)));
  });

  it('gives the same again after pdfkit has scaled the positions', () => {
    const first = layout('Wave');
    const before = plain(first);
    for (const position of first.positions) Object.assign(position, { xAdvance: 0 });
    expect(plain(layout('Wave'))).toEqual(before);
  });
});

describe('layoutOf the font of emoji', () => {
  it('gives a glyph that is made of two characters both of them, where pdfkit loses one', () => {
    const { glyphs } = layoutOf(readFileSync(resolve(faces[2] ?? '')))('👩🏽');
    expect(glyphs.map(({ codePoints }) => codePoints)).toEqual([[0x1f469, 0x1f3fd]]);
  });
});

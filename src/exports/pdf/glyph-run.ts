/** What pdfkit needs to know of a text that it writes. */
/** A glyph as pdfkit writes it. The width is in units of the font. */
export interface Glyph {
  readonly id: number;
  readonly advanceWidth: number;
  readonly codePoints: readonly number[];
}

/** In units of the font. pdfkit scales the positions of a run in place. */
interface Position {
  readonly xAdvance: number;
  readonly yAdvance: number;
  readonly xOffset: number;
  readonly yOffset: number;
}

/** A text as glyphs. */
export class GlyphRun {
  readonly glyphs: readonly Glyph[];
  readonly positions: readonly Position[];

  constructor(glyphs: readonly Glyph[], positions: readonly Position[]) {
    this.glyphs = glyphs;
    this.positions = positions;
  }

  get advanceWidth(): number {
    return this.positions.reduce((sum, { xAdvance }) => sum + xAdvance, 0);
  }
}

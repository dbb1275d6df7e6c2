/** Draws on the pages of a pdfkit document. */
import { createHash } from 'node:crypto';
import type { Font } from '../fonts.ts';
import { colours, type Paper } from '../paper.ts';
import type { Line, Link, Run } from '../text.ts';
import type { Mark } from './mark.ts';
import { type About, newDocument } from './new-document.ts';
import { Structure } from './structure.ts';

export class Pen {
  readonly #doc: PDFKit.PDFDocument;
  readonly #end: () => Buffer;
  readonly #structure: Structure;
  readonly #fonts = new Set<Font>();

  constructor(paper: Paper, about: About) {
    const { doc, bytes } = newDocument(paper, about);
    this.#doc = doc;
    this.#end = bytes;
    this.#structure = new Structure(this.#doc);
  }

  newPage(): void {
    this.#structure.close();
    this.#doc.addPage();
  }

  /** Adds a bookmark of `y` on this page. @param parent the bookmark that it is listed under */
  bookmark(title: string, y: number, parent?: PDFKit.PDFOutline): PDFKit.PDFOutline {
    const { width } = this.#doc.page;
    // pdfkit counts from the right and the top. Its types do not have these options.
    const place = { expanded: false, fit: false, left: width, top: Math.max(0, y - 12) };
    return (parent ?? this.#doc.outline).addItem(title, place);
  }

  /** Makes links to this name lead to `y` on this page. */
  anchor(name: string, y: number): void {
    this.#doc.addNamedDestination(anchorName(name), 'XYZ', 0, Math.max(0, y - 12), 0);
  }

  /** What is drawn next belongs to this mark; without one it is decoration. */
  enter(mark: Mark | undefined): void {
    this.#structure.enter(mark);
  }

  /** What is drawn next belongs to this figure, which is in this area. */
  enterFigure(mark: Mark, x: number, y: number, width: number, height: number): void {
    this.#structure.enter(mark, [x, y, x + width, y + height]);
  }

  /** A line of text with its baseline at `y`. */
  text(line: Line, x: number, y: number, mark: Mark | undefined): void {
    const spelled = mark && spelledOut(line.runs, mark);
    for (const run of line.runs) {
      const left = x + run.x;
      const target = run.link && mark ? mark.in('Link') : mark;
      this.enter(spelled?.get(run) ?? target);
      if (run.sign) this.#sign(run.sign, left, y, run.size);
      else if (run.font) this.#write(run.text, run.font, run.size, run.colour, left, y);
      else {
        // A line to write on, in place of characters that no font has. Screen readers read the characters.
        if (!spelled?.has(run)) this.enter(target?.in('Span', { actual: run.text }));
        this.stroke(left, y + 1.5, left + run.width, y + 1.5, run.colour);
      }
      if (run.link) this.#link(run.link, run.text, left, y, run.width, run.size, target);
    }
  }

  #write(text: string, font: Font, size: number, colour: string, x: number, y: number): void {
    if (!this.#fonts.has(font)) {
      // pdfkit takes a font that is already parsed. Its types do not say so.
      this.#doc.registerFont(font.name, font.program as unknown as Uint8Array);
      this.#fonts.add(font);
    }
    this.#doc
      .font(font.name, size)
      .fillColor(colour)
      .text(text, x, y, { lineBreak: false, baseline: 'alphabetic' });
  }

  #sign(sign: 'me' | 'us', x: number, y: number, size: number): void {
    const radius = 0.31 * size;
    if (sign === 'me') this.meMark(x + radius, y - 0.33 * size, radius);
    else this.usMark(x + radius, y - 0.33 * size, 0.92 * radius);
  }

  #link(
    link: Link,
    text: string,
    x: number,
    y: number,
    width: number,
    size: number,
    mark: Mark | undefined,
  ): void {
    const area = [x, y - size, width, 1.3 * size] as const;
    const structParent = mark && this.#structure.element(mark);
    const options = { Contents: new String(text), ...(structParent ? { structParent } : {}) } as object;
    if ('to' in link) this.#doc.goTo(...area, anchorName(link.to), options);
    else this.#doc.link(...area, link.url, options);
    // pdfkit writes the page of a link when its element ends.
    this.#structure.close();
    structParent?.end();
  }

  fill(x: number, y: number, width: number, height: number, colour: string): void {
    this.#doc.rect(x, y, width, height).fill(colour);
  }

  outline(x: number, y: number, width: number, height: number, colour: string, thickness = 0.6): void {
    this.#doc.lineWidth(thickness).rect(x, y, width, height).stroke(colour);
  }

  stroke(x1: number, y1: number, x2: number, y2: number, colour: string, thickness = 0.6): void {
    this.#doc.lineWidth(thickness).moveTo(x1, y1).lineTo(x2, y2).stroke(colour);
  }

  dashes(x1: number, y1: number, x2: number, y2: number, colour: string): void {
    this.#doc.save().dash(2.5, { space: 2 });
    this.stroke(x1, y1, x2, y2, colour, 0.9);
    this.#doc.restore();
  }

  /** Me is a filled circle and us is an open square on the whole site. */
  meMark(x: number, y: number, radius = 4): void {
    this.#doc.circle(x, y, radius).fill(colours.me);
  }

  usMark(x: number, y: number, radius = 4): void {
    this.#doc.lineWidth(0.36 * radius).rect(x - radius, y - radius, 2 * radius, 2 * radius);
    this.#doc.fillAndStroke(colours.paper, colours.us);
  }

  /** Ends the document, after which nothing can be drawn. */
  bytes(): Buffer {
    this.#structure.close();
    return this.#end();
  }
}

/**
 * The mark of each run from the first to the last that no font has: one mark with the text of all of them, because a mark
 * for each would take most of the memory of a document in two scripts. None where a link or a sign is between them.
 */
function spelledOut(runs: readonly Run[], mark: Mark): ReadonlyMap<Run, Mark> {
  const isMissing = ({ font, sign }: Run) => !font && !sign;
  const from = runs.findIndex(isMissing);
  if (from < 0) return new Map();
  const together = runs.slice(from, runs.findLastIndex(isMissing) + 1);
  if (together.some(({ link, sign }) => link || sign)) return new Map();
  const span = mark.in('Span', { actual: together.map(({ text }) => text).join('') });
  return new Map(together.map((run) => [run, span]));
}

/** An anchor as a name in ASCII: a PDF sorts names by their bytes. */
function anchorName(name: string): string {
  return /^[\w.-]+$/.test(name) ? name : createHash('sha256').update(name).digest('hex').slice(0, 16);
}

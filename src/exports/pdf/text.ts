/** Divides text into lines: finds the fonts and widths of the words, and where each line ends. */
import { type Font, fontRuns } from './fonts.ts';
import type { Style } from './styles.ts';

/** The name of an anchor in the document, or an address on the web. */
export type Link = { readonly to: string } | { readonly url: string };

/** A part of a text that looks different from the rest. */
export interface Span extends Partial<Style> {
  readonly text: string;
  readonly link?: Link | undefined;
  /** Draws the mark of me or of us before the text. */
  readonly sign?: 'me' | 'us';
  /** The distance to the word before it in points, instead of a space. */
  readonly apart?: number;
}

export type Text = string | readonly Span[];

/** A part of a line with one font. It begins at `x`. */
export interface Run {
  readonly x: number;
  readonly width: number;
  readonly text: string;
  /** Undefined for characters that no font has. A line to write on is drawn in their place. */
  readonly font: Font | undefined;
  readonly size: number;
  readonly colour: string;
  readonly link: Link | undefined;
  /** Drawn instead of text; `text` is empty. */
  readonly sign?: 'me' | 'us';
}

export interface Line {
  readonly width: number;
  readonly runs: readonly Run[];
}

/** The width of the line that is drawn for a missing character, in ems. */
export const missingWidth = 0.8;

/** Composes letters, makes one space of any white space, and drops control characters and invisible ones. */
export function printable(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll(/[\s\p{Zs}\u2028\u2029]+/gu, ' ')
    .replaceAll(/\p{Cc}|\p{Cf}|\p{Cs}|[\ufe00-\ufe0f]/gu, '');
}

/** What stays on one line: a word, or a part of one. */
interface Atom {
  readonly runs: Omit<Run, 'x'>[];
  width: number;
  /** The width of the space before it; 0 when it continues a word. */
  readonly space: number;
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Where a word may be divided: after a hyphen, a dash or a slash between letters. */
const joints = /(?<=[\p{L}\p{N}][-–—/])(?=[\p{L}\p{N}])/u;

function measured(text: string, span: Omit<Span, 'text'> & Style): Omit<Run, 'x'>[] {
  const { size, colour, link } = span;
  return fontRuns(text, span).map(({ text: part, font }) => {
    const width = size * (font ? font.width(part) : missingWidth * [...graphemes.segment(part)].length);
    return { text: part, font, width, size, colour, link };
  });
}

const widthOf = (runs: readonly { readonly width: number }[]) =>
  runs.reduce((sum, { width }) => sum + width, 0);

function atomsOf(spans: readonly Span[], base: Style): Atom[] {
  const atoms: Atom[] = [];
  let joined = false;
  for (const span of spans) {
    const { sign, apart, ...rest } = span;
    const styled = { ...base, ...rest };
    const space = apart ?? widthOf(measured(' ', styled));
    if (sign) {
      const { size, colour } = styled;
      const run = { text: '', font: undefined, width: 0.95 * size, size, colour, link: undefined, sign };
      atoms.push({ runs: [run], width: run.width, space: joined || atoms.length === 0 ? 0 : space });
      joined = true;
    }
    for (const [i, word] of printable(span.text).split(' ').entries()) {
      if (i > 0) joined = false;
      for (const [j, part] of word.split(joints).entries()) {
        if (part === '') continue;
        const runs = measured(part, styled);
        const last = atoms.at(-1);
        if (joined && j === 0 && last) {
          last.runs.push(...runs);
          last.width += widthOf(runs);
        } else atoms.push({ runs, width: widthOf(runs), space: j === 0 && atoms.length > 0 ? space : 0 });
        joined = true;
      }
    }
  }
  return atoms;
}

/** Divides a word that is longer than a line into parts that fit. */
function divided(atom: Atom, measure: number): Atom[] {
  if (atom.width <= measure) return [atom];
  const parts: Atom[] = [];
  let { space } = atom;
  for (const run of atom.runs)
    for (const { segment } of run.sign ? [{ segment: '' }] : graphemes.segment(run.text)) {
      const width = run.sign ? run.width : run.size * (run.font ? run.font.width(segment) : missingWidth);
      const last = parts.at(-1);
      const piece = { ...run, text: segment, width };
      if (!last || last.width + width > measure) {
        parts.push({ runs: [piece], width, space });
        space = 0;
      } else {
        last.runs.push(piece);
        last.width += width;
      }
    }
  return parts;
}

/**
 * Lines of at most `measure` points, aligned to the left. An empty text has no lines. The text of a line ends in a space,
 * which takes no width, unless a word goes on in the next line: readers of the document would join two words without it.
 */
export function linesOf(text: Text, base: Style, measure: number): Line[] {
  const spans = typeof text === 'string' ? [{ text }] : text;
  const atoms = atomsOf(spans, base).flatMap((atom) => divided(atom, measure));
  const lines: { runs: Run[]; width: number }[] = [];
  for (const atom of atoms) {
    let line = lines.at(-1);
    const gap = line ? atom.space : 0;
    // Rounding must not break a text that is as wide as the line.
    if (!line || line.width + gap + atom.width > measure + 0.01) {
      if (line && gap > 0) endInSpace(line, base);
      line = { runs: [], width: 0 };
      lines.push(line);
    } else if (gap > 0) line.width += gap;
    for (const run of atom.runs) {
      append(line.runs, { ...run, x: line.width }, line.runs.length > 0 && gap > 0 && run === atom.runs[0]);
      line.width += run.width;
    }
  }
  const last = lines.at(-1);
  if (last) endInSpace(last, base);
  return lines;
}

function endInSpace({ runs, width }: { readonly runs: Run[]; readonly width: number }, base: Style): void {
  const last = runs.at(-1);
  if (last?.font) runs[runs.length - 1] = { ...last, text: `${last.text} ` };
  else {
    const [space] = measured(' ', { ...base, link: undefined });
    if (space) runs.push({ ...space, x: width, width: 0 });
  }
}

/** Words that look the same become one run, which makes the document smaller. */
function append(runs: Run[], run: Run, spaced: boolean): void {
  const last = runs.at(-1);
  const alike =
    last &&
    !last.sign &&
    !run.sign &&
    last.font === run.font &&
    last.size === run.size &&
    last.colour === run.colour &&
    last.link === run.link;
  if (!alike) {
    // The space is part of a run, because copied text would join the two words without it.
    if (spaced && last && !last.sign)
      runs[runs.length - 1] = { ...last, text: `${last.text} `, width: run.x - last.x };
    runs.push(run);
    return;
  }
  const text = `${last.text}${spaced ? ' ' : ''}${run.text}`;
  runs[runs.length - 1] = { ...last, text, width: run.x + run.width - last.x };
}

/** The chapters that the visitor wrote: the moments of truth and the contract for change. */
import type { Part, Piece } from '../drawing/flow.ts';
import type { Mark } from '../drawing/mark.ts';
import { colours, type Paper } from '../paper.ts';
import { boxed, columns, labelled, paragraph } from '../pieces.ts';
import { type Style, styles } from '../styles.ts';
import { table } from '../table.ts';
import { chapterHead, columnsOf, leadText, type Setting } from './setting.ts';

/** A field of the contract. `text` is empty when nothing was written. */
export interface Field {
  readonly title: string;
  readonly text: string;
}

/** The contract for change, in words. */
export interface Contract {
  readonly title: string;
  readonly goals: readonly {
    readonly text: string;
    /** Owner, due date and state: a few words each. */
    readonly fields: readonly Field[];
    readonly source: Field | undefined;
  }[];
  readonly texts: readonly Field[];
  readonly signing: readonly Field[];
}

/** The worksheet of moments, in words. */
export interface MomentsTable {
  readonly title: string;
  readonly cycle: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export function contractChapter({ paper, root }: Setting, contract: Contract): Piece[] {
  const { title } = contract;
  const section = root.in('Sect');
  return [
    ...chapterHead(title, 'contract', paper, section, { breaks: true }),
    ...contractPieces(contract, paper, section),
  ];
}

/** The contract without its title. */
export function contractPieces({ goals, texts, signing }: Contract, paper: Paper, section: Mark): Piece[] {
  const { measure } = paper;
  const padding = 11;
  const inner = measure - 2 * padding;
  return [
    ...goals.flatMap(({ text, fields, source }, i) =>
      boxed(
        [
          ...(text === ''
            ? written({ title: `${i + 1}.`, text }, 18, inner, section, 0)
            : lines(`${i + 1}. ${text}`, inner, section, styles.box, 0)),
          ...sideBySide(fields, inner, section, 4),
          ...(source ? written(source, paper.rail - padding, inner, section, 4, goalLabel) : []),
        ],
        measure,
        { padding, fill: colours.tint, above: i === 0 ? 14 : 8 },
      ),
    ),
    { above: 4, height: 0, keep: true, parts: [] },
    ...withLastKept(textPieces(texts, paper, section)),
    ...sideBySide(signing, measure, section, 12),
  ];
}

/** A signature does not stand alone on a page: the last two lines above it go with it. */
function withLastKept(pieces: readonly Piece[]): Piece[] {
  return pieces.map((piece, i) => (i >= pieces.length - 2 ? { ...piece, keep: true } : piece));
}

/**
 * The contract in little space, without the questions that its goals came from.
 * @param longest texts of more characters are cut at the end of a word, and a line says where the rest is
 */
export function briefContract(
  { goals, texts, signing }: Contract,
  paper: Paper,
  section: Mark,
  longest: number,
): Piece[] {
  const { measure } = paper;
  let isCut = false;
  const cut = (text: string) => {
    if (text.length <= longest) return text;
    isCut = true;
    return `${text.slice(0, longest).replace(/\s+\S*$/, '')}…`;
  };
  const [share, ...shares] = [0.5, 0.22, 0.16, 0.12];
  const titles = goals[0]?.fields.map(({ title }, i) => [title, shares[i] ?? 0] as const) ?? [];
  const rows = goals.map(({ text, fields }, i) => [
    [{ text: `${i + 1}. `, bold: true }, { text: cut(text) }],
    ...fields.map((field) => cut(field.text)),
  ]);
  const pieces = [
    ...table('What I will change', columnsOf(measure, ['Goal', share ?? 1], ...titles), rows, section, 30),
    { above: 6, height: 0, keep: true, parts: [] },
    ...texts.flatMap(({ title, text }) =>
      written({ title, text: cut(text) }, 1.85 * paper.rail, measure, section, 5),
    ),
    ...sideBySide(
      signing.map(({ title, text }) => ({ title, text: cut(text) })),
      measure,
      section,
      14,
    ),
  ];
  const note = 'Texts that end in “…” stand in full in the workbook.';
  return isCut
    ? [...pieces, ...paragraph(note, measure, section.in('P'), { style: styles.small, above: 8 })]
    : pieces;
}

const goalLabel: Style = { ...styles.cell, leading: styles.body.leading, colour: colours.muted };

/** A title in the left column, and what was written or a line to write on. */
function written(
  { title, text }: Field,
  rail: number,
  measure: number,
  section: Mark | undefined,
  above: number,
  style: Style = styles.label,
): Piece[] {
  const content =
    text === '' ? [blank(measure - rail)] : lines(text, measure - rail, section, styles.body, 0);
  return labelled(title, rail, section?.in('P'), content, above, style);
}

/** Makes the left column wide enough for titles of one line when that takes less height: a contract fits on one page. */
function textPieces(texts: readonly Field[], { rail, measure }: Paper, section: Mark): Piece[] {
  const pieces = (wide: number, mark?: Mark) =>
    texts.flatMap((field) => written(field, wide, measure, mark, 6));
  const height = (wide: number) => pieces(wide).reduce((sum, piece) => sum + piece.above + piece.height, 0);
  const wide = 1.85 * rail;
  return pieces(height(rail) < height(wide) ? rail : wide, section);
}

/** Short texts beside each other, with their titles above them. */
function sideBySide(fields: readonly Field[], measure: number, section: Mark, above: number): Piece[] {
  const width = measure / Math.max(1, fields.length);
  const room = width - 14;
  const pieces = ({ title, text }: Field) => [
    ...paragraph(title, room, section.in('P'), { style: styles.small, above: 0 }),
    ...(text === '' ? [blank(room)] : lines(text, room, section, styles.body, 0)),
  ];
  return [
    columns(
      fields.map((field) => ({ width, pieces: pieces(field) })),
      above,
    ),
  ];
}

/** A text that the visitor typed, with its line breaks. */
function lines(
  text: string,
  measure: number,
  section: Mark | undefined,
  style: Style,
  above: number,
): Piece[] {
  return text
    .split(/\r\n|\r|\n/)
    .flatMap((line, i) => paragraph(line, measure, section?.in('P'), { style, above: i === 0 ? above : 2 }));
}

function blank(measure: number): Piece {
  const draw: Part['draw'] = (pen, x, y) => {
    pen.enter(undefined);
    pen.stroke(x, y + 14, x + measure, y + 14, colours.rule, 0.7);
  };
  return { above: 0, height: 20, keep: false, parts: [{ draw }] };
}

export function momentsChapter({ paper, root }: Setting, moments: MomentsTable): Piece[] {
  const section = root.in('Sect');
  const share = 1 / Math.max(1, moments.columns.length);
  const style: Style = { ...styles.cell, size: 9, leading: 12 };
  const cellOf = (text: string, first: boolean) => ({
    lines: text.split(/\r\n|\r|\n/).map((line) => ({ text: line, style: { ...style, bold: first } })),
  });
  return [
    ...chapterHead(moments.title, 'moments', paper, section),
    ...leadText(moments.cycle, paper, section),
    ...table(
      'Moments of truth, in the order in which the customer meets them',
      columnsOf(paper.measure, ...moments.columns.map((title) => [title, share] as const)),
      moments.rows.map((cells) => cells.map((text, i) => cellOf(text, i === 0))),
      section,
    ),
  ];
}

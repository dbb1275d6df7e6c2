/** Tables. The head is repeated on every page, and a row is not divided between two pages. */
import { keptTogether, moved, type Part, type Piece, stacked } from './drawing/flow.ts';
import type { Mark } from './drawing/mark.ts';
import type { Pen } from './drawing/pen.ts';
import { colours } from './paper.ts';
import { paragraph } from './pieces.ts';
import { type Style, styles } from './styles.ts';
import type { Text } from './text.ts';

export interface Column {
  readonly title: Text;
  readonly width: number;
  readonly align?: 'left' | 'right';
}

export interface DrawnCell {
  readonly height: number;
  readonly alt: string;
  readonly draw: (pen: Pen, x: number, y: number, mark: Mark) => void;
}

/** Text, lines of text, or a drawing with its text alternative. The first cell of a row is its header. */
export type Cell =
  | Text
  | { readonly lines: readonly { readonly text: Text; readonly style?: Style }[] }
  | DrawnCell;

const padding = { above: 5, between: 14 };

/** The width for the content of a column. Only the last column needs no space after it. */
function room(tableColumns: readonly Column[], i: number): number {
  const width = tableColumns[i]?.width ?? 0;
  return i === tableColumns.length - 1 ? width : width - padding.between;
}

/**
 * @param caption what the table shows; stands above it
 * @param section the mark that contains the table
 * @param least the smallest height of a row
 */
export function table(
  caption: string,
  tableColumns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  section: Mark,
  least = 0,
): Piece[] {
  const mark = section.in('Table');
  const measure = tableColumns.reduce((sum, { width }) => sum + width, 0);
  const again = headPiece(tableColumns, undefined);
  return [
    ...keptTogether(
      paragraph(caption, measure, mark.in('Caption'), { style: styles.caption, above: 14 }),
      true,
    ),
    { ...headPiece(tableColumns, mark), above: 4, keep: true },
    ...rows.flatMap((cells) =>
      rowPieces(tableColumns, cells, mark, least).map((piece) => ({ ...piece, head: again })),
    ),
  ];
}

/** @param mark undefined on later pages, where the head is decoration that screen readers skip */
function headPiece(tableColumns: readonly Column[], mark: Mark | undefined): Piece {
  const row = mark?.in('TR');
  const titles = tableColumns.map(({ title, align }, i) =>
    stacked(
      paragraph(title, room(tableColumns, i), row?.in('TH', { scope: 'Column' }), {
        style: styles.head,
        above: 0,
        align: align ?? 'left',
      }),
    ),
  );
  const height = heightOf(titles) + 5;
  return beside(tableColumns, titles, height, { line: colours.rule, thickness: 0.9 });
}

/** A row as one piece. Only a row that is too high for this is divided into lines. */
function rowPieces(
  tableColumns: readonly Column[],
  cells: readonly Cell[],
  mark: Mark,
  least: number,
): Piece[] {
  const row = mark.in('TR');
  const contents = tableColumns.map(({ align = 'left' }, i) => {
    const cell = cells[i] ?? '';
    const cellMark = i === 0 ? row.in('TH', { scope: 'Row' }) : row.in('TD');
    return cellPieces(cell, room(tableColumns, i), align, cellMark);
  });
  const whole = contents.map((content) => stacked(content));
  const height = heightOf(whole);
  if (height <= highestRow)
    return [
      beside(tableColumns, whole, Math.max(least, height + 2 * padding.above), {
        ...rowRule,
        down: padding.above,
      }),
    ];
  const count = Math.max(...contents.map(({ length }) => length));
  return Array.from({ length: count }, (_, line) => {
    const lines = contents.map((content) => content[line] ?? nothing);
    const down = line === 0 ? padding.above : 0;
    const last = line === count - 1;
    const ruled = last ? { ...rowRule, down } : { down };
    return beside(tableColumns, lines, heightOf(lines) + down + (last ? padding.above : 0), ruled);
  });
}

const highestRow = 360;
const rowRule = { line: colours.hair, thickness: 0.6 };
const nothing: Piece = { above: 0, height: 0, keep: false, parts: [] };
const heightOf = (contents: readonly Piece[]) => Math.max(0, ...contents.map(({ height }) => height));

function cellPieces(cell: Cell, measure: number, align: 'left' | 'right', mark: Mark): Piece[] {
  if (typeof cell === 'object' && 'draw' in cell) {
    const figure = mark.in('Figure', { alt: cell.alt });
    const part: Part = {
      draw: (pen, x, y) => {
        pen.enterFigure(figure, x, y, measure, cell.height);
        cell.draw(pen, x, y, figure);
      },
    };
    return [{ above: 0, height: cell.height, keep: false, parts: [part] }];
  }
  const lines =
    typeof cell === 'object' && 'lines' in cell ? cell.lines : [{ text: cell, style: styles.cell }];
  return lines.flatMap(({ text, style = styles.cell }) =>
    paragraph(text, measure, mark, { style, above: 0, align }),
  );
}

interface Ruled {
  readonly down?: number;
  readonly line?: string;
  readonly thickness?: number;
}

function beside(
  tableColumns: readonly Column[],
  contents: readonly Piece[],
  height: number,
  ruled: Ruled,
): Piece {
  const { down = 0, line, thickness = 0.6 } = ruled;
  const parts: Part[] = [];
  let right = 0;
  for (const [i, { width }] of tableColumns.entries()) {
    parts.push(...moved(contents[i]?.parts ?? [], right, down));
    right += width;
  }
  const whole = right;
  if (line)
    parts.push({
      draw: (pen, x, y) => {
        pen.enter(undefined);
        pen.stroke(x, y + height, x + whole, y + height, line, thickness);
      },
    });
  return { above: 0, height, keep: false, parts };
}

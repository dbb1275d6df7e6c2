/** What the visitor wrote: the moments of truth, and the contract for change with room to sign. */
import { keptTogether, type Part, type Piece } from '../flow.ts';
import type { Mark } from '../mark.ts';
import { boxed, labelled, paragraph } from '../pieces.ts';
import { colours } from '../sheet.ts';
import { table } from '../table.ts';
import { type Style, styles } from '../text.ts';
import { chapterHead, columnsOf, type Setting } from './setting.ts';

/** A question of a sheet, and what was written; empty when nothing was. */
export interface Field {
  readonly title: string;
  readonly text: string;
}

/** My contract for change, in words. */
export interface Contract {
  readonly title: string;
  readonly goals: readonly { readonly text: string; readonly fields: readonly Field[] }[];
  readonly texts: readonly Field[];
  readonly signing: readonly Field[];
}

/** The worksheet of moments, in words. */
export interface MomentsSheet {
  readonly title: string;
  readonly cycle: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export function contractChapter(
  { sheet, root }: Setting,
  { title, goals, texts, signing }: Contract,
): Piece[] {
  const section = root.in('Sect');
  const { measure } = sheet;
  const padding = 11;
  const inner = measure - 2 * padding;
  /** The titles fit one line of this, so that a contract fits a page. */
  const wide = 1.85 * sheet.rail;
  return [
    ...chapterHead(title, 'contract', sheet, section),
    ...goals.flatMap(({ text, fields }, i) =>
      boxed(
        [
          ...(text === ''
            ? written({ title: `${i + 1}.`, text }, 18, inner, section, 0)
            : lines(`${i + 1}. ${text}`, inner, section, styles.box, 0)),
          ...fields.flatMap((field) => written(field, sheet.rail - padding, inner, section, 4, goalLabel)),
        ],
        measure,
        { padding, fill: colours.tint, above: i === 0 ? 14 : 8 },
      ),
    ),
    { above: 4, height: 0, keep: true, parts: [] },
    ...texts.flatMap((field) => written(field, wide, measure, section, 8)),
    { above: 6, height: 0, keep: true, parts: [] },
    ...keptTogether(signing.flatMap((field) => written(field, wide, measure, section, 8))),
  ];
}

const goalLabel: Style = { ...styles.cell, leading: styles.body.leading, colour: colours.muted };

/** A title in the margin with what was written, or a line to write on. */
function written(
  { title, text }: Field,
  rail: number,
  measure: number,
  section: Mark,
  above: number,
  style: Style = styles.label,
): Piece[] {
  const content =
    text === '' ? [blank(measure - rail)] : lines(text, measure - rail, section, styles.body, 0);
  return labelled(title, rail, section.in('H3'), content, above, style);
}

/** A text that was typed, its own line ends kept. */
function lines(text: string, measure: number, section: Mark, style: Style, above: number): Piece[] {
  return text
    .split(/\r\n|\r|\n/)
    .flatMap((line, i) => paragraph(line, measure, section.in('P'), { style, above: i === 0 ? above : 2 }));
}

function blank(measure: number): Piece {
  const draw: Part['draw'] = (pen, x, y) => {
    pen.enter(undefined);
    pen.stroke(x, y + 14, x + measure, y + 14, colours.rule, 0.7);
  };
  return { above: 0, height: 20, keep: false, parts: [{ draw }] };
}

export function momentsChapter({ sheet, root }: Setting, moments: MomentsSheet): Piece[] {
  const section = root.in('Sect');
  const share = 1 / Math.max(1, moments.columns.length);
  const style: Style = { ...styles.cell, size: 9, leading: 12 };
  const cellOf = (text: string, first: boolean) => ({
    lines: text.split(/\r\n|\r|\n/).map((line) => ({ text: line, style: { ...style, bold: first } })),
  });
  return [
    ...chapterHead(moments.title, 'moments', sheet, section),
    ...paragraph(moments.cycle, sheet.measure, section.in('P'), { style: styles.lead, above: 10 }),
    ...table(
      columnsOf(sheet.measure, ...moments.columns.map((title) => [title, share] as const)),
      moments.rows.map((cells) => cells.map((text, i) => cellOf(text, i === 0))),
      section.in('Table'),
    ),
  ];
}

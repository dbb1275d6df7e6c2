import { describe, expect, it } from 'vitest';
import { documentOf } from '../../../src/exports/pdf/document.ts';
import { Mark } from '../../../src/exports/pdf/drawing/mark.ts';
import { papers } from '../../../src/exports/pdf/paper.ts';
import { baseline } from '../../../src/exports/pdf/pieces.ts';
import { styles } from '../../../src/exports/pdf/styles.ts';
import { type Cell, type Column, table } from '../../../src/exports/pdf/table.ts';
import { linesOf } from '../../../src/exports/pdf/text.ts';
import { positionsIn, readPdf } from './pdf-reading.ts';

const about = { title: 'Title', author: '', subject: 'Subject', language: 'en-GB', made: new Date(0) };
const { left } = papers.a4;
const threeColumns: Column[] = [
  { title: 'First', width: 100 },
  { title: 'Second', width: 120, align: 'right' },
  { title: 'Third', width: 80, align: 'right' },
];
const rowsOf = (columns: Column[], rows: Cell[][]) => table('Caption', columns, rows, new Mark('Document'));
const bytesOf = (columns: Column[], rows: Cell[][]) =>
  documentOf({ paper: papers.a4, about, foot: '', pieces: rowsOf(columns, rows) });
const widthOf = (text: string, style = styles.cell) => linesOf(text, style, 500)[0]?.width ?? 0;

describe('table', () => {
  it('aligns its cells and titles, with space between the columns but not after the last', async () => {
    const [texts = []] = await positionsIn(await bytesOf(threeColumns, [['a', 'bb', 'cc']]));
    const x = new Map(texts.map(([text, at]) => [text.trim(), at - left]));
    expect(x.get('First')).toBeCloseTo(0, 1);
    expect(x.get('a')).toBeCloseTo(0, 1);
    expect(x.get('Second')).toBeCloseTo(220 - 14 - widthOf('Second', styles.head), 1);
    expect(x.get('bb')).toBeCloseTo(220 - 14 - widthOf('bb'), 1);
    expect(x.get('Third')).toBeCloseTo(300 - widthOf('Third', styles.head), 1);
    expect(x.get('cc')).toBeCloseTo(300 - widthOf('cc'), 1);
  });

  it('has its caption above a head of one line', async () => {
    expect(rowsOf(threeColumns, [])[1]?.height).toBe(styles.head.leading + 5);
    const [texts = []] = await positionsIn(await bytesOf(threeColumns, [['a', '', '']]));
    const y = new Map(texts.map(([text, , at]) => [text.trim(), at - papers.a4.top]));
    const head = styles.caption.leading + 4;
    expect(y.get('Caption')).toBeCloseTo(baseline(styles.caption), 1);
    expect(y.get('First')).toBeCloseTo(head + baseline(styles.head), 1);
    expect(y.get('a')).toBeCloseTo(head + styles.head.leading + 5 + 5 + baseline(styles.cell), 1);
  });

  it('keeps its caption and its head with the first row, and repeats the head on each page', async () => {
    const rows = Array.from({ length: 60 }, (_, i): Cell[] => [`row ${i}`, '', '']);
    const [caption, head, ...others] = rowsOf(threeColumns, rows);
    expect([caption?.keep, head?.keep]).toEqual([true, true]);
    expect(others.map(({ keep }) => keep)).toEqual(rows.map(() => false));
    const { pages } = await readPdf(await bytesOf(threeColumns, rows));
    expect(pages).toHaveLength(2);
    for (const page of pages) expect(page).toMatch(/^(?:Caption )?First Second Third row \d+/);
    expect(pages.map((page) => page.includes('Caption'))).toEqual([true, false]);
  });

  it('tags its head once, and the first cell of a row as its header', async () => {
    const rows = Array.from({ length: 60 }, (_, i): Cell[] => [`row ${i}`, 'b', 'c']);
    const { roles, pages } = await readPdf(await bytesOf(threeColumns, rows));
    // pdf.js gives the whole table for each of its pages.
    const count = (role: string) => (roles.get(role) ?? 0) / pages.length;
    expect([count('Caption'), count('TR'), count('TH'), count('TD')]).toEqual([1, 61, 63, 120]);
  });

  it('makes a row as high as its highest cell, with padding above and below', () => {
    const lines = { lines: [{ text: 'one' }, { text: 'two', style: styles.body }] };
    const [, , row] = rowsOf(threeColumns, [['a', lines, '']]);
    expect(row?.height).toBe(styles.cell.leading + styles.body.leading + 10);
  });

  it('makes a row with little in it as high as asked for', () => {
    const [, , row] = table('Caption', threeColumns, [['a']], new Mark('Document'), 40);
    expect(row?.height).toBe(40);
  });

  it('keeps a row of up to half a page in one piece', () => {
    const most = Math.floor(360 / styles.cell.leading);
    const piecesOf = (count: number) => {
      const lines = { lines: Array.from({ length: count }, (_, i) => ({ text: `line ${i}` })) };
      return rowsOf(threeColumns, [['a', lines, '']]).slice(2);
    };
    expect([piecesOf(most).length, piecesOf(most + 1).length]).toEqual([1, most + 1]);
  });

  it('divides a row that is higher than half a page into lines', async () => {
    const lines = { lines: Array.from({ length: 30 }, (_, i) => ({ text: `line ${i}` })) };
    const [, , ...pieces] = rowsOf(threeColumns, [['a', lines, '']]);
    const { leading } = styles.cell;
    expect(pieces.map(({ height }) => height)).toEqual([
      leading + 5,
      ...Array.from({ length: 28 }, () => leading),
      leading + 5,
    ]);
    const { text } = await readPdf(await bytesOf(threeColumns, [['a', lines, '']]));
    expect(text).toContain('line 0 line 1 line 2');
    expect(text).toContain('line 29');
  });

  it('draws a cell with its text alternative', async () => {
    const cell: Cell = { height: 40, alt: 'a drawing', draw: (pen, x, y) => pen.meMark(x, y) };
    const [, , row] = rowsOf(threeColumns, [['a', cell, '']]);
    expect(row?.height).toBe(50);
    expect((await readPdf(await bytesOf(threeColumns, [['a', cell, '']]))).alternatives).toEqual([
      'a drawing',
    ]);
  });

  it('leaves cells empty that a row does not have', () => {
    expect(rowsOf(threeColumns, [['a']])).toHaveLength(3);
  });
});

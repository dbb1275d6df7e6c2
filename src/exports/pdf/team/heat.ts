/** The heat map of all questions: a row a principle, a column an item. The shades are those of the page (public/css/heat.css). */
import { type HeatCell, heatOf, shadeNames } from '../../../assessment/team/heat.ts';
import { words } from '../drawing/chart-text.ts';
import { keptTogether, moved, type Part, type Piece, stacked } from '../drawing/flow.ts';
import type { Mark } from '../drawing/mark.ts';
import { colours, heatShades } from '../paper.ts';
import { paragraph } from '../pieces.ts';
import { type Style, styles } from '../styles.ts';
import type { Setting } from './setting.ts';

const labelWidth = 112;
const between = 2;
const rowHeight = 37;
const code: Style = { ...styles.small, size: 7, leading: 8 };
const ours: Style = { ...styles.cell, bold: true, size: 9.5, leading: 11 };
const mine: Style = { ...styles.cell, size: 8.5, leading: 10 };

/** On one page. */
export function heatMap({ results, content, paper }: Setting, section: Mark): Piece[] {
  const { measure } = paper;
  const heat = heatOf(content.instrument, results.questions);
  const width = (measure - labelWidth) / heat.columns.length;
  const table = section.in('Table');
  const head = table.in('TR');
  const titles: Part[] = [
    headed('Principle', head, 0),
    ...heat.columns.map((item, i) => headed(String(item), head, labelWidth + i * width)),
  ];
  return keptTogether([
    ...paragraph(
      'Means from 0 to 3: in each cell the question, us in bold, and me under it. The stronger the colour, the lower us. A dash: too few have rated the question for it to be shown.',
      measure,
      section.in('P'),
      { style: styles.small, above: 8 },
    ),
    key(section.in('P')),
    ...paragraph('Means of every question, a row a principle', measure, table.in('Caption'), {
      style: styles.caption,
      above: 12,
    }),
    { above: 4, height: 14, keep: true, parts: titles },
    ...heat.rows.map(({ id, title, cells }): Piece => {
      const row = table.in('TR');
      const label = stacked(
        paragraph(
          [{ text: id, bold: true }, { text: ` ${title}` }],
          labelWidth - 10,
          row.in('TH', { scope: 'Row' }),
          {
            style: { ...styles.cell, size: 8.5, leading: 10.5 },
            above: 0,
          },
        ),
      );
      return {
        above: between,
        height: Math.max(rowHeight, label.height),
        keep: true,
        parts: [
          ...moved(label.parts, 0, Math.max(0, (rowHeight - label.height) / 2)),
          ...cells.map((cell, i) => drawn(cell, row.in('TD'), labelWidth + i * width, width - between)),
        ],
      };
    }),
  ]);
}

function headed(title: string, row: Mark, right: number): Part {
  const mark = row.in('TH', { scope: 'Column' });
  return { draw: (pen, x, y) => words(pen, title, styles.head, x + right, y + 7, mark) };
}

function drawn(cell: HeatCell | undefined, mark: Mark, right: number, width: number): Part {
  return {
    draw: (pen, x, y) => {
      if (!cell) return;
      const { ground = colours.paper, ink = colours.ink } = heatShades[cell.shade ?? -1] ?? {};
      const left = x + right;
      pen.enter(undefined);
      pen.fill(left, y, width, rowHeight, ground);
      pen.outline(left, y, width, rowHeight, colours.rule, 0.5);
      const line = (text: string, style: Style, down: number, of: Mark) =>
        words(pen, text, { ...style, colour: ink }, left + 4, y + down, of);
      line(cell.id, code, 7, mark);
      if (cell.shade === undefined) line('–', ours, 18, mark.in('Span', { actual: 'too few' }));
      else {
        line(cell.us, ours, 18, mark.in('Span', { actual: `us ${cell.us}` }));
        line(cell.me, mine, 29, mark.in('Span', { actual: `me ${cell.me}` }));
      }
    },
  };
}

/** Which means each shade stands for. */
function key(mark: Mark): Piece {
  const width = 74;
  return {
    above: 8,
    height: 16,
    keep: true,
    parts: shadeNames.map((name, i) => ({
      draw: (pen, x, y) => {
        const { ground = colours.paper, ink = colours.ink } = heatShades[i] ?? {};
        pen.enter(undefined);
        pen.fill(x + i * width, y, width - between, 16, ground);
        pen.outline(x + i * width, y, width - between, 16, colours.rule, 0.5);
        words(pen, name, { ...mine, colour: ink }, x + i * width + 4, y + 8, mark);
      },
    })),
  };
}

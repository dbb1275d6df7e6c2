/** The parts of documents: what is kept together, and where their text is on the page. */
import { describe, expect, it } from 'vitest';
import { documentOf } from '../../../src/exports/pdf/document.ts';
import type { Piece } from '../../../src/exports/pdf/drawing/flow.ts';
import { Mark } from '../../../src/exports/pdf/drawing/mark.ts';
import { colours, papers } from '../../../src/exports/pdf/paper.ts';
import {
  baseline,
  boxed,
  columns,
  hairline,
  heading,
  labelled,
  list,
  paragraph,
} from '../../../src/exports/pdf/pieces.ts';
import { styles } from '../../../src/exports/pdf/styles.ts';
import { linesOf } from '../../../src/exports/pdf/text.ts';
import { positionsIn } from './pdf-reading.ts';

const about = { title: 'Title', author: '', subject: 'Subject', language: 'en-GB', made: new Date(0) };
const root = new Mark('Document');
const mark = root.in('P');
const { left, top } = papers.a4;
const { leading } = styles.body;

/** The texts with their positions from the corner of the margins; the baseline of a body line counts as its top. */
async function drawn(pieces: readonly Piece[]): Promise<[text: string, x: number, y: number][]> {
  const bytes = await documentOf({ paper: papers.a4, about, foot: '', pieces });
  const pages = await positionsIn(bytes);
  return (pages[0] ?? []).map(([text, x, y]) => [
    text.trim(),
    Number((x - left).toFixed(1)),
    Number((y - top - baseline(styles.body)).toFixed(1)),
  ]);
}
const keeps = (pieces: readonly Piece[]) => pieces.map(({ keep }) => keep);
const spaces = (pieces: readonly Piece[]) => pieces.map(({ above }) => above);

describe('baseline', () => {
  it('is 0.78 of the size below the top of the letters, which are in the middle of the line', () => {
    expect(baseline({ ...styles.body, size: 10, leading: 15 })).toBeCloseTo(10.3);
  });
});

describe('paragraph', () => {
  it('makes no piece of an empty text', () => {
    expect(paragraph('', 100, mark)).toEqual([]);
  });

  it('keeps the first two lines together, and the last two', () => {
    const lines = paragraph('a b c d e', 5, mark);
    expect(keeps(lines)).toEqual([true, false, false, true, false]);
    expect(keeps(paragraph('a b c d e', 5, mark, { whole: true }))).toEqual([true, true, true, true, false]);
  });

  it('has its space above the first line only', () => {
    expect(spaces(paragraph('a b', 5, mark))).toEqual([6, 0]);
    expect(spaces(paragraph('a b', 5, mark, { above: 9 }))).toEqual([9, 0]);
  });

  it('is aligned to the left, or to the right when asked for', async () => {
    const width = linesOf('one', styles.body, 500)[0]?.width ?? 0;
    expect(await drawn(paragraph('one', 200, mark))).toEqual([['one', 0, 0]]);
    const [[, x] = []] = await drawn(paragraph('one', 200, mark, { align: 'right' }));
    expect(x).toBeCloseTo(200 - width, 1);
  });

  it('sets each line below the one before it', async () => {
    const lines = await drawn(paragraph('one two three', 30, mark));
    expect(lines.map(([, , y]) => y)).toEqual([0, leading, 2 * leading].map((y) => Number(y.toFixed(1))));
  });
});

describe('heading', () => {
  it('keeps all its lines with what follows', () => {
    expect(keeps(heading('one two', 30, mark))).toEqual([true, true]);
  });

  it('has its anchor, bookmark and page break on the first line only', () => {
    const bookmark = { title: 'one', level: 1 as const };
    const named = { anchor: 'here', bookmark, breaks: true };
    const [first, second] = heading('one two', 30, mark, named);
    expect(first).toMatchObject(named);
    expect(second).not.toHaveProperty('anchor');
    expect(second).not.toHaveProperty('bookmark');
    expect(second).not.toHaveProperty('breaks');
    expect(heading('one', 100, mark)[0]).not.toHaveProperty('anchor');
  });
});

describe('labelled', () => {
  it('sets the label in the left column and the content in the right one', async () => {
    const pieces = labelled('Label', 118, mark, paragraph('content', 300, mark), 18, styles.body);
    expect(await drawn(pieces)).toEqual([
      ['Label', 0, -0.5],
      ['content', 118, 0],
    ]);
    expect(spaces(pieces)).toEqual([18]);
  });

  it('sets each line of the label below the one before it', async () => {
    const pieces = labelled('one two', 40, mark, paragraph('content', 300, mark), 18, styles.body);
    const texts = await drawn(pieces);
    expect(texts.slice(0, 2).map(([text]) => text)).toEqual(['one', 'two']);
    expect((texts[1]?.[2] ?? 0) - (texts[0]?.[2] ?? 0)).toBeCloseTo(leading, 0);
  });

  it('has its label and its space beside the first piece only', () => {
    const pieces = labelled('Label', 118, mark, paragraph('a b', 5, mark), 18, styles.body);
    expect(spaces(pieces)).toEqual([18, 0]);
    expect(pieces.map(({ parts }) => parts.length)).toEqual([2, 1]);
  });

  it('does not keep the last line with what follows, however high the label is', () => {
    const content = [1, 2].map((): Piece => ({ above: 0, height: leading, keep: false, parts: [] }));
    expect(keeps(labelled('one two three', 40, mark, content, 18, styles.body))).toEqual([true, false]);
  });

  it('is nothing without content', () => {
    expect(labelled('Label', 118, mark, [])).toEqual([]);
  });

  it('is as high as the label when that is higher than the only line of the content', () => {
    const [piece] = labelled('one two three', 50, mark, paragraph('content', 300, mark), 18, styles.body);
    const lines = linesOf('one two three', styles.body, 34).length;
    expect(lines).toBeGreaterThan(1);
    expect(piece?.height).toBeCloseTo(lines * leading);
  });

  it('is as high as the label when that is higher than all lines of the content', () => {
    const content = [1, 2].map((): Piece => ({ above: 0, height: leading, keep: false, parts: [] }));
    const heights = labelled('one two three', 40, mark, content, 18, styles.body).map(({ height }) => height);
    const lines = linesOf('one two three', styles.body, 24).length;
    expect(lines).toBeGreaterThan(2);
    expect(heights[0]).toBe(leading);
    expect(heights[1]).toBeCloseTo((lines - 1) * leading);
  });

  it('keeps the lines beside the label together', () => {
    const content = [1, 2, 3, 4].map((): Piece => ({ above: 0, height: leading, keep: false, parts: [] }));
    expect(keeps(labelled('one two', 40, mark, content, 18, styles.body))).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});

describe('list', () => {
  it('numbers its items, or sets a dash before each', async () => {
    const indent = Number((1.7 * styles.body.size).toFixed(1));
    const items = ['first', 'second'];
    expect(await drawn(list(items, 300, mark, { above: 0, gap: 0 }))).toEqual(
      [
        ['1.', 0, 0],
        ['first', indent, 0],
        ['2.', 0, leading],
        ['second', indent, leading],
      ].map(([text, x, y]) => [text, x, Number(Number(y).toFixed(1))]),
    );
    const signs = await drawn(list(items, 300, mark, { numbered: false }));
    expect(signs.map(([text]) => text)).toEqual(['–', 'first', '–', 'second']);
  });

  it('breaks its items within the measure', () => {
    const width = linesOf('one two', styles.body, 500)[0]?.width ?? 0;
    const indent = 1.7 * styles.body.size;
    expect(list(['one two'], width + indent, mark)).toHaveLength(1);
    expect(list(['one two'], width + indent - 1, mark)).toHaveLength(2);
  });

  it('keeps up to five items together, whatever their length', () => {
    expect(keeps(list(['a', 'b', 'c', 'd', 'e'], 300, mark))).toEqual([true, true, true, true, false]);
    expect(keeps(list(['a a a a a', 'b'], 25, mark))).toEqual([true, true, true, true, true, false]);
    expect(keeps(list(['a'], 300, mark))).toEqual([false]);
  });

  it('keeps the first two of more items together, and the last two', () => {
    expect(keeps(list(['a', 'b', 'c', 'd', 'e', 'f'], 300, mark))).toEqual([
      true,
      false,
      false,
      false,
      true,
      false,
    ]);
  });

  it('has its space above the first item, and a gap above the others', () => {
    expect(spaces(list(['a', 'b', 'c'], 300, mark, { above: 9, gap: 3 }))).toEqual([9, 3, 3]);
  });
});

describe('boxed', () => {
  const content = [1, 2, 3].map((above): Piece => ({ above, height: 10, keep: false, parts: [] }));

  it('adds the padding around its content and keeps it together', () => {
    const box = boxed(content, 200, { padding: 7 });
    expect(box.map(({ height }) => height)).toEqual([17, 12, 20]);
    expect(spaces(box)).toEqual([14, 0, 0]);
    expect(keeps(box)).toEqual([true, true, false]);
  });

  it('moves its content by the padding', async () => {
    const box = boxed(paragraph('one', 100, mark, { above: 0 }), 200, { padding: 7, fill: colours.tint });
    expect(await drawn(box)).toEqual([['one', 7, 7]]);
  });
});

describe('columns', () => {
  it('sets its contents side by side in one piece, as high as the highest', async () => {
    const contents = [
      { width: 100, pieces: paragraph('one', 100, mark) },
      { width: 50, pieces: paragraph('a b', 5, mark) },
      { width: 80, pieces: paragraph('two', 80, mark) },
    ];
    const piece = columns(contents, 5);
    expect(piece).toMatchObject({ above: 5, height: 2 * leading, keep: false });
    const [first, a, b, last] = await drawn([piece]);
    expect([first, a, last]).toEqual([
      ['one', 0, 0],
      ['a', 100, 0],
      ['two', 150, 0],
    ]);
    expect(b?.slice(0, 2)).toEqual(['b', 100]);
  });
});

describe('hairline', () => {
  it('has the space above it that is asked for', () => {
    expect(hairline(100)).toMatchObject({ above: 10, height: 0.6, keep: false });
    expect(hairline(100, 0).above).toBe(0);
  });
});

/** The texts of the charts: what they say, and that they are where the scale has them. */
import { describe, expect, it } from 'vitest';
import { documentOf } from '../../../src/exports/pdf/document.ts';
import { barChart } from '../../../src/exports/pdf/drawing/bar-chart.ts';
import type { Piece } from '../../../src/exports/pdf/drawing/flow.ts';
import { gapChart } from '../../../src/exports/pdf/drawing/gap-chart.ts';
import { ladderChart } from '../../../src/exports/pdf/drawing/ladder-chart.ts';
import { Mark } from '../../../src/exports/pdf/drawing/mark.ts';
import { slopeCharts } from '../../../src/exports/pdf/drawing/slopes.ts';
import { papers } from '../../../src/exports/pdf/paper.ts';
import { styles } from '../../../src/exports/pdf/styles.ts';
import { linesOf } from '../../../src/exports/pdf/text.ts';
import { positionsIn } from './pdf-reading.ts';

const about = { title: 'Title', author: '', subject: 'Subject', language: 'en-GB', made: new Date(0) };
const { left, top } = papers.a4;
const section = new Mark('Document').in('Sect');
const number = { ...styles.cell, bold: true, size: 9 };
const widthOf = (text: string, style = number) => linesOf(text, style, 500)[0]?.width ?? Number.NaN;

/** The texts of a chart in the order in which they are read, with their positions in it. */
async function textsOf(pieces: readonly Piece[]) {
  const [page = []] = await positionsIn(await documentOf({ paper: papers.a4, about, foot: '', pieces }));
  return page.map(([text, x, y]) => ({ text: text.trim(), x: x - left, y: y - top }));
}
const saidBy = (texts: readonly { readonly text: string }[]) => texts.map(({ text }) => text);

describe('gapChart', () => {
  const measure = 400;
  /** Where a value of a scale from 0 to 24 is. */
  const at = (value: number) => 168 + 18 + (value / 24) * (measure - 168 - 36);
  const chart = (me: number | undefined, us: number | undefined, max = 24) =>
    textsOf([gapChart([{ label: 'Row', me, us }], max, measure, 'alternative', section)]);
  const numbers = async (me: number | undefined, us: number | undefined) =>
    (await chart(me, us)).filter(({ text, y }) => text !== 'Row' && y > 14);

  it.each([
    [24, ['0', '6', '12', '18', '24']],
    [50, ['0', '50']],
  ])('names the quarters of a scale up to %i if they are whole numbers', async (max, ticks) => {
    expect(saidBy(await chart(undefined, undefined, max))).toEqual([...ticks, 'Row', 'no score']);
  });

  it('sets the numbers on the outer sides of the marks, the lower one first', async () => {
    const [us, me] = await numbers(18, 8);
    expect(us).toMatchObject({ text: '8' });
    expect(us?.x).toBeCloseTo(at(8) - 8 - widthOf('8'), 1);
    expect(me).toMatchObject({ text: '18' });
    expect(me?.x).toBeCloseTo(at(18) + 8, 1);
    expect(saidBy(await numbers(8, 18))).toEqual(['8', '18']);
    expect((await numbers(8, 18))[0]?.x).toBeCloseTo(at(8) - 8 - widthOf('8'), 1);
  });

  it.each([
    ['both are the same', 12, 12],
    ['there is only me', 12, undefined],
    ['there is only us', undefined, 12],
  ])('sets one number, on the right, when %s', async (_what, me, us) => {
    const texts = await numbers(me, us);
    expect(saidBy(texts)).toEqual(['12']);
    expect(texts[0]?.x).toBeCloseTo(at(12) + 8, 1);
  });

  it('shows a score of 0', async () => {
    expect(saidBy(await numbers(0, 0))).toEqual(['0']);
    expect(saidBy(await numbers(0, 3))).toEqual(['0', '3']);
  });

  it('has a line for each row, and cuts a label that is too long', async () => {
    const rows = [1, 2, 3].map((me) => ({
      label: 'A label that is much too long for its column',
      me,
      us: me,
    }));
    const chart = gapChart(rows, 24, measure, 'alternative', section);
    expect(chart.height).toBe(14 + 3 * 25);
    const labels = (await textsOf([chart])).filter(({ x }) => x < 1);
    expect(labels).toHaveLength(3);
    expect(labels[0]?.text).toMatch(/^A label that is much too.*…$/);
    expect((labels[1]?.y ?? 0) - (labels[0]?.y ?? 0)).toBeCloseTo(25, 1);
  });
});

describe('barChart', () => {
  const measure = 400;
  const at = (value: number) => 0.44 * measure + (value / 50) * (measure - 44 - 0.44 * measure);
  const rows = [
    { label: 'Low', value: 10, weak: true },
    { label: 'None', value: undefined, weak: false },
  ];

  it('sets each number after its bar, and the threshold at its line', async () => {
    const chart = barChart(rows, 50, 30, measure, 'alternative', section);
    expect(chart.height).toBe(12 + 2 * 21);
    const texts = await textsOf([chart]);
    expect(saidBy(texts)).toEqual(['Low', 'None', '30', '10', 'no score']);
    const x = new Map(texts.map(({ text, x }) => [text, x]));
    expect(x.get('10')).toBeCloseTo(at(10) + 5, 1);
    expect(x.get('no score')).toBeCloseTo(at(0) + 5, 1);
    expect(x.get('30')).toBeCloseTo(at(30) - widthOf('30', styles.small) / 2, 1);
  });

  it('draws no line without a threshold, and keeps no room for one', async () => {
    const chart = barChart(rows, 50, undefined, measure, 'alternative', section);
    expect(chart.height).toBe(2 * 21);
    expect(saidBy(await textsOf([chart]))).toEqual(['Low', 'None', '10', 'no score']);
  });
});

describe('ladderChart', () => {
  it('has the lowest rung at the bottom left', async () => {
    const rungs = [
      { label: 'Ground', value: 12, said: '12', start: true },
      { label: 'Floor', value: undefined, said: 'does not apply', start: false },
      { label: 'Roof', value: 0, said: '0', start: false },
    ];
    const chart = ladderChart(rungs, 40, 400, 'alternative', section);
    expect(chart.height).toBe(3 * 30);
    const texts = await textsOf([chart]);
    expect(saidBy(texts)).toEqual(['Ground · 12 · start here', 'Floor · does not apply', 'Roof · 0']);
    const [ground, floor, roof] = texts;
    expect(texts.map(({ x }) => Math.round(x))).toEqual([0, 24, 48]);
    expect((ground?.y ?? 0) - (floor?.y ?? 0)).toBeCloseTo(30, 1);
    expect((floor?.y ?? 0) - (roof?.y ?? 0)).toBeCloseTo(30, 1);
  });
});

describe('slopeCharts', () => {
  const value = (value: number, provisional = false) => ({ value, provisional });
  const points = [
    { day: '3 May', year: '2026', me: value(6), us: value(12, true) },
    { day: '21 Nov', year: '2026', me: value(18), us: value(18) },
  ];

  it('sets two charts side by side, with the dates below', async () => {
    const charts = ['One', 'Two', 'Three'].map((title) => ({ title, points }));
    const pieces = slopeCharts(charts, 24, 424, section);
    expect(pieces.map(({ parts }) => parts.length)).toEqual([2, 1]);
    const texts = await textsOf(pieces);
    const titles = texts.filter(({ text }) => ['One', 'Two', 'Three'].includes(text));
    expect(titles.map(({ x }) => Math.round(x))).toEqual([0, 224, 0]);
    expect(saidBy(texts).slice(0, 10)).toEqual([
      'One',
      '0',
      '24',
      '6',
      '(12)',
      '3 May',
      '2026',
      'both 18',
      '21 Nov',
      '2026',
    ]);
  });

  it('sets the higher number above its mark and the lower one below', async () => {
    const apart = [points[0], { ...points[1], us: value(12) }] as typeof points;
    const texts = await textsOf(slopeCharts([{ title: 'One', points: apart }], 24, 424, section));
    const y = (text: string) => texts.find((one) => one.text === text)?.y ?? Number.NaN;
    /** 60 points for 24. */
    expect(y('6') - y('(12)')).toBeCloseTo((6 / 24) * 60 + 18, 1);
    expect(y('us 12') - y('me 18')).toBeCloseTo((6 / 24) * 60 + 18, 1);
  });

  it('leaves out what there is not', async () => {
    const alone = points.map((point) => ({ ...point, us: undefined }));
    const texts = await textsOf(slopeCharts([{ title: 'One', points: alone }], 24, 424, section));
    expect(saidBy(texts)).toEqual(['One', '0', '24', '6', '3 May', '2026', 'me 18', '21 Nov', '2026']);
  });
});

/** What all charts have in common. Each also has a test file of its own. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bars } from '../../src/charts/bars.ts';
import { gapLines } from '../../src/charts/gap-lines.ts';
import { escaped } from '../../src/charts/svg.ts';
import { testApp, testContent } from '../site.ts';
import { Page } from '../web/dom.ts';
import { request } from '../web/request.ts';
import { chartsIn, extents, numbersIn, readChart } from './svg-reading.ts';

interface Row {
  readonly label: string;
  readonly one: number | undefined;
  readonly other: number | undefined;
  readonly marked: boolean;
}

interface Drawn {
  readonly max: number;
  readonly rows: readonly Row[];
}

const charts: Record<string, (title: string, drawn: Drawn) => string> = {
  'gap lines': (title, { rows, max }) =>
    gapLines(
      title,
      rows.map(({ label, one, other }) => ({ label, me: one, us: other })),
      { max, bands },
    ),
  bars: (title, { rows, max }) => bars(title, barsOf(rows), { max }),
  'bars with a threshold': (title, { rows, max }) =>
    bars(title, barsOf(rows), { max, threshold: { at: Math.round(0.3 * max), label: 'below' } }),
};

const { bands } = testContent.instrument;

const barsOf = (rows: readonly Row[]) =>
  rows.map(({ label, one, marked }) => ({ label, value: one, weak: marked }));

const anyLabel = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: fc.constantFrom('<', '>', '&', '"', "'", 'a', ';'), maxLength: 20 }),
);

/** Any number of rows, with values from 0 to a maximum. */
function anyDrawn(label: fc.Arbitrary<string>, mostRows = 24): fc.Arbitrary<Drawn> {
  return fc.integer({ min: 1, max: 1000 }).chain((max) => {
    const value = fc.option(fc.integer({ min: 0, max }), { nil: undefined, freq: 4 });
    const row = fc.record({ label, one: value, other: value, marked: fc.boolean() });
    return fc.record({
      max: fc.constant(max),
      rows: fc.array(row, { minLength: 1, maxLength: mostRows, size: 'max' }),
    });
  });
}

// Labels that never contain null or NaN, so that a test can look for these in a drawing.
const letters = fc.stringMatching(/^[A-D][a-d]{0,11}$/);
const drawn: Drawn = {
  max: 24,
  rows: [{ label: 'Leadership', one: 7, other: 19, marked: true }],
};

describe.each(Object.entries(charts))('a chart of %s', (_, draw) => {
  it('has every horizontal position between 0 and 100 per cent, however many rows it has', () => {
    fc.assert(
      fc.property(anyDrawn(letters), (given) => {
        const reading = readChart(draw('Title', given));
        expect(extents(reading).length).toBeGreaterThan(0);
        for (const { element, from, to } of extents(reading)) {
          expect(from, JSON.stringify(element)).toBeGreaterThanOrEqual(0);
          expect(to, JSON.stringify(element)).toBeLessThanOrEqual(100.001);
          expect(Number.parseFloat(element.attributes.width ?? '0')).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });

  it('never contains NaN, undefined or Infinity', () => {
    fc.assert(
      fc.property(anyDrawn(letters), (given) => {
        expect(draw('Title', given)).not.toMatch(/NaN|undefined|Infinity|null|e-\d/);
      }),
    );
  });

  it('names every row, in order, and says where there is no score', () => {
    const rows = ['first', 'second', 'third'].map((label, i) => {
      const value = i === 1 ? undefined : i;
      return { label, one: value, other: value, marked: false };
    });
    const { labels, texts } = readChart(draw('Title', { max: 3, rows }));
    expect(labels).toEqual(['first', 'second', 'third']);
    expect(texts).toEqual(['0', 'no score', '2']);
  });

  it('escapes labels and title', () => {
    fc.assert(
      fc.property(anyDrawn(anyLabel, 3), anyLabel, (given, title) => {
        const reading = readChart(draw(title, given));
        expect(reading.title).toBe(title);
        expect(reading.labels).toEqual(given.rows.map(({ label }) => label));
      }),
    );
  });

  it('is one image to a screen reader, named by its title', () => {
    const { elements } = readChart(draw('Title', drawn));
    const named = elements.filter(({ attributes }) => attributes.role ?? attributes['aria-label']);
    expect(named.map(({ name, attributes }) => [name, attributes.role, attributes['aria-label']])).toEqual([
      ['div', 'img', 'Title'],
    ]);
  });

  it('has its lengths in em and its places in per cent, so that it grows with the text', () => {
    for (const { attributes } of readChart(draw('Title', drawn)).elements)
      for (const name of ['x', 'y', 'x1', 'x2', 'y1', 'y2', 'cx', 'cy', 'r', 'dx', 'dy', 'width', 'height'])
        expect(attributes[name] ?? '0', name).toMatch(/^(?:0|-?[\d.]+(?:em|%))$/);
  });

  it('has no style, fill, stroke or on… attribute', () => {
    for (const { attributes } of readChart(draw('Title', drawn)).elements)
      expect(Object.keys(attributes).filter((name) => /^(?:style|fill|stroke|on.*)$/.test(name))).toEqual([]);
  });
});

describe('the charts of the sample report', async () => {
  const { text: html } = await request(testApp()).get('/sample/all');
  const readings = chartsIn(html).map(readChart);

  it('are those of the result, the ladder, the principles, the levels and the demands', () => {
    expect(readings).toHaveLength(5);
  });

  it('stand beside tables and lists with every number that they show', () => {
    const beside = new Page(html).texts('table.scores, dl.lens').join(' ');
    for (const { title, texts } of readings)
      expect(
        texts.flatMap(numbersIn).filter((number) => !numbersIn(beside).includes(number)),
        title,
      ).toEqual([]);
  });

  it('have every horizontal position between 0 and 100 per cent', () => {
    for (const { from, to } of readings.flatMap(extents)) {
      expect(from).toBeGreaterThanOrEqual(0);
      expect(to).toBeLessThanOrEqual(100.001);
    }
  });
});

describe('escaped', () => {
  it('escapes every character that could open a tag or an entity or end an attribute, and keeps the text', () => {
    fc.assert(
      fc.property(anyLabel, (text) => {
        const made = escaped(text);
        expect(made).not.toMatch(/[<>"]|&(?!amp;|lt;|gt;|quot;)/);
        const back = made.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"');
        expect(back.replaceAll('&amp;', '&')).toBe(text);
      }),
    );
  });
});

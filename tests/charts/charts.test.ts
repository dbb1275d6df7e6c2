/** What all charts have in common. Each also has a test file of its own. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bars } from '../../src/charts/bars.ts';
import { gapLines } from '../../src/charts/gap-lines.ts';
import { ladder } from '../../src/charts/ladder.ts';
import { escaped } from '../../src/charts/svg.ts';
import { testApp, testContent } from '../site.ts';
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

const charts: Record<string, (id: string, title: string, drawn: Drawn) => string> = {
  'gap lines': (id, title, { rows, max }) =>
    gapLines(
      id,
      title,
      rows.map(({ label, one, other }) => ({ label, me: one, us: other })),
      max,
    ),
  bars: (id, title, { rows, max }) =>
    bars(
      id,
      title,
      rows.map(({ label, one, marked }) => ({ label, value: one, weak: marked })),
      max,
    ),
  'bars with a threshold': (id, title, { rows, max }) =>
    bars(
      id,
      title,
      rows.map(({ label, one, marked }) => ({ label, value: one, weak: marked })),
      max,
      Math.round(0.3 * max),
    ),
  ladder: (id, title, { rows, max }) =>
    ladder(
      id,
      title,
      rows.map(({ label, one, marked }) => ({ label, value: one, start: marked })),
      max,
    ),
};

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

// None of them spells null or NaN.
const letters = fc.stringMatching(/^[A-D][a-d]{0,11}$/);
const drawn: Drawn = {
  max: 24,
  rows: [{ label: 'Leadership', one: 7, other: 19, marked: true }],
};

describe.each(Object.entries(charts))('a chart of %s', (_, draw) => {
  it('has every horizontal position between 0 and 100 per cent, however many rows it has', () => {
    fc.assert(
      fc.property(anyDrawn(letters), (given) => {
        const reading = readChart(draw('c', 'Title', given));
        expect(extents(reading).length).toBeGreaterThan(0);
        for (const { element, from, to } of extents(reading)) {
          expect(from, JSON.stringify(element)).toBeGreaterThanOrEqual(0);
          expect(to, JSON.stringify(element)).toBeLessThanOrEqual(100.001);
          expect(Number.parseFloat(element.attributes.width ?? '0')).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });

  it('has every vertical position within its height', () => {
    fc.assert(
      fc.property(anyDrawn(letters), (given) => {
        const { elements } = readChart(draw('c', 'Title', given));
        const [chart, ...others] = elements;
        const height = Number(chart?.attributes.height);
        for (const { attributes } of others)
          for (const y of [attributes.y1, attributes.y2, attributes.cy])
            if (y !== undefined) expect(Number(y) >= 0 && Number(y) <= height, y).toBe(true);
      }),
    );
  });

  it('never contains NaN, undefined or Infinity', () => {
    fc.assert(
      fc.property(anyDrawn(letters), (given) => {
        expect(draw('c', 'Title', given)).not.toMatch(/NaN|undefined|Infinity|null|e-\d/);
      }),
    );
  });

  it('has a text alternative with every number it shows', () => {
    fc.assert(
      fc.property(anyDrawn(letters), (given) => {
        const { title, description, texts } = readChart(draw('c', 'Title', given));
        const told = new Set(numbersIn(`${title} ${description}`));
        for (const number of texts.flatMap(numbersIn)) expect(told).toContain(number);
      }),
    );
  });

  it('has a text alternative that names every row, in order, and says where there is no score', () => {
    const rows = ['first', 'second', 'third'].map((label, i) => {
      const value = i === 1 ? undefined : i;
      return { label, one: value, other: value, marked: false };
    });
    const { description } = readChart(draw('c', 'Title', { max: 3, rows }));
    const parts = description.split('; ').slice(0, rows.length);
    expect(parts.map((part) => part.split(':')[0])).toEqual(['first', 'second', 'third']);
    expect(parts.map((part) => part.includes('no score'))).toEqual([false, true, false]);
  });

  it('shows a score of 0 as 0, not as no score', () => {
    const rows = [{ label: 'nought', one: 0, other: 0, marked: false }];
    const { description, texts } = readChart(draw('c', 'Title', { max: 3, rows }));
    expect(description).not.toContain('no score');
    expect(texts.join(' ')).not.toContain('no score');
    expect(numbersIn(texts.join(' '))).toContain('0');
  });

  it('escapes labels and title', () => {
    fc.assert(
      fc.property(anyDrawn(anyLabel, 3), anyLabel, (given, title) => {
        const reading = readChart(draw('c', title, given));
        expect(reading.title.startsWith(title)).toBe(true);
        for (const { label } of given.rows) {
          expect(reading.texts.some((text) => text.startsWith(label))).toBe(true);
          expect(reading.description).toContain(label);
        }
      }),
    );
  });

  it('is one image to a screen reader, named by its title and described by its text alternative', () => {
    const { elements } = readChart(draw('some-id', 'Title', drawn));
    const [chart, title, description] = elements;
    expect(chart).toMatchObject({ name: 'svg', attributes: { role: 'img' } });
    expect([title?.name, description?.name]).toEqual(['title', 'desc']);
    expect(chart?.attributes['aria-labelledby']).toBe(
      `${title?.attributes.id} ${description?.attributes.id}`,
    );
  });

  it('derives its ids from the given one, so that a page can have several charts', () => {
    const idsOf = (id: string) =>
      readChart(draw(id, 'Title', drawn)).elements.flatMap(({ attributes }) => attributes.id ?? []);
    expect(new Set([...idsOf('one'), ...idsOf('two')]).size).toBe(4);
  });

  it('has no style, fill, stroke or on… attribute', () => {
    for (const { attributes } of readChart(draw('c', 'Title', drawn)).elements)
      expect(Object.keys(attributes).filter((name) => /^(?:style|fill|stroke|on.*)$/.test(name))).toEqual([]);
  });
});

describe('the charts of the sample report', async () => {
  const { text: html } = await request(testApp()).get('/sample');
  const readings = chartsIn(html).map(readChart);

  it('are those of summary, ladder, principles, levels and demands, and one for each competency', () => {
    expect(readings).toHaveLength(5 + testContent.instrument.competencies.length);
  });

  it('have text alternatives with every number they show', () => {
    for (const { title, description, texts } of readings) {
      const told = numbersIn(`${title} ${description}`);
      expect(
        texts.flatMap(numbersIn).filter((number) => !told.includes(number)),
        title,
      ).toEqual([]);
    }
  });

  it('have every horizontal position between 0 and 100 per cent', () => {
    for (const { from, to } of readings.flatMap(extents)) {
      expect(from).toBeGreaterThanOrEqual(0);
      expect(to).toBeLessThanOrEqual(100.001);
    }
  });

  it('have unique ids', () => {
    const ids = readings.flatMap(({ elements }) => elements.flatMap(({ attributes }) => attributes.id ?? []));
    expect(new Set(ids).size).toBe(ids.length);
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

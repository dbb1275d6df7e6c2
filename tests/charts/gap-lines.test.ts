import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Gap, type GapRow, gapLines, ratingLine, spanOfUs } from '../../src/charts/gap-lines.ts';
import { at, type ChartElement, extents, readChart, withClass } from './svg-reading.ts';

const max = 24;
const draw = (...rows: readonly GapRow[]) => readChart(gapLines('Title', rows, { max }));
const label = 'Leadership';
const team = (gap: Gap) =>
  readChart(gapLines('Title', [{ label, ...gap }], { max: 3, decimals: 1, none: 'too few' }));

/** The positions of me (a circle) and us (a square), in per cent. */
function marks(row: GapRow) {
  const { elements } = draw(row);
  const [me] = elements.filter(({ name }) => name === 'circle');
  const [us] = elements.filter(
    ({ name, attributes }) => name === 'rect' && attributes.class?.startsWith('us'),
  );
  return { me: me && at(me.attributes.cx), us: us && at(us.attributes.x) };
}

/** Each number with the side of its mark on which it stands. */
const sides = (elements: readonly ChartElement[]) =>
  withClass('number', elements).map(({ attributes }) => attributes.class?.replace('number ', ''));

describe('gapLines', () => {
  it('draws a higher score further right, and equal scores at one place', () => {
    const value = fc.integer({ min: 0, max });
    fc.assert(
      fc.property(value, value, (me, us) => {
        const { me: mine = Number.NaN, us: ours = Number.NaN } = marks({ label, me, us });
        expect(Math.sign(ours - mine)).toBe(Math.sign(us - me));
      }),
    );
  });

  it('draws 0 and the maximum at the ends of the line', () => {
    expect(marks({ label, me: 0, us: max })).toEqual({ me: 0, us: 100 });
  });

  it('draws a bar from me to us', () => {
    const [gap] = withClass('gap', draw({ label, me: 3, us: 20 }).elements);
    const { me, us } = marks({ label, me: 3, us: 20 });
    expect([at(gap?.attributes.x1), at(gap?.attributes.x2)]).toEqual([me, us]);
  });

  it.each<[string, GapRow]>([
    ['they are equal', { label, me: 5, us: 5 }],
    ['only me has a score', { label, me: 5, us: undefined }],
    ['only us has a score', { label, me: undefined, us: 5 }],
    ['neither has a score', { label, me: undefined, us: undefined }],
  ])('draws no bar when %s', (_, row) => {
    expect(withClass('gap', draw(row).elements)).toEqual([]);
  });

  it('draws no mark without a score, and says so', () => {
    const none = { label, me: undefined, us: undefined };
    expect(marks(none)).toEqual({ me: undefined, us: undefined });
    expect(draw(none).texts).toEqual(['no score']);
    expect(team(none).texts).toEqual(['too few']);
  });

  it('shows each number, or one number when they are equal', () => {
    expect(draw({ label, me: 5, us: 17 }).texts).toEqual(['17', '5']);
    expect(draw({ label, me: 5, us: 5 }).texts).toEqual(['5']);
  });

  it('puts each number on the outer side of its mark, so that the two cannot overlap', () => {
    expect(sides(draw({ label, me: 5, us: 6 }).elements)).toEqual(['us after', 'me before']);
    expect(sides(draw({ label, me: 6, us: 5 }).elements)).toEqual(['us before', 'me after']);
    expect(sides(draw({ label, me: undefined, us: 0 }).elements)).toEqual(['us after']);
  });

  it('shows means with their decimals, and one number when both look equal', () => {
    expect(team({ me: 1, us: 2.25 }).texts).toEqual(['2.3', '1.0']);
    expect(team({ me: 1.01, us: 1.04 }).texts).toEqual(['1.0']);
  });

  it('draws the range of a provisional score as a line of its own', () => {
    const { elements } = draw({ label, me: 6, us: 12, meRange: [3, 18], usRange: [6, 24] });
    const ranges = withClass('range', elements).map(({ attributes: { x1, x2 } }) => [x1, x2]);
    expect(ranges).toEqual([
      ['12.5%', '75%'],
      ['25%', '100%'],
    ]);
    expect(withClass('range', draw({ label, me: 6, us: 12 }).elements)).toEqual([]);
  });

  it('draws the spread of us in its row', () => {
    const [span] = withClass('span', team({ me: 1, us: 2, spread: [1, 3] }).elements);
    expect([at(span?.attributes.x), at(span?.attributes.width), span?.row]).toEqual([
      expect.closeTo(33.33, 1),
      expect.closeTo(66.67, 1),
      0,
    ]);
  });

  it('has the numbers of the axis on top, and the names of the bands above them', () => {
    const bands = [
      { title: 'Low', below: 50 },
      { title: 'High', below: undefined },
    ];
    const { ground, elements } = readChart(gapLines('Title', [], { max, bands }));
    expect(ground).toEqual(['low', 'high', '0', '6', '12', '18', '24']);
    const drawn = extents({ elements: withClass('band', [elements[0] as ChartElement, ...elements]) });
    expect(withClass('band', elements)).toHaveLength(2);
    for (const { from, to } of drawn)
      expect([from, to]).toEqual(expect.arrayContaining([expect.any(Number)]));
  });

  it('marks the range from the lowest us to the highest through all rows', () => {
    const rows = [4, 16, undefined].map((us) => ({ label, me: 1, us }));
    const { elements } = readChart(gapLines('Title', rows, { max: 20, span: spanOfUs(rows) }));
    const [span] = withClass('span', elements);
    expect([span?.attributes.x, span?.attributes.width, span?.row]).toEqual(['20%', '60%', -1]);
  });
});

describe('spanOfUs', () => {
  it.each([
    ['all agree', [4, 4]],
    ['one alone has a score', [4, undefined]],
    ['nobody has one', [undefined]],
  ])('is undefined when %s', (_, values) => {
    expect(spanOfUs(values.map((us) => ({ me: 1, us })))).toBeUndefined();
  });
});

describe('ratingLine', () => {
  it('draws the ratings of one question with a tick for each step', () => {
    const { elements, texts } = readChart(ratingLine(3, 1, 3));
    expect(withClass('grid', elements).map(({ attributes }) => at(attributes.x1))).toEqual([
      0, 33.33, 66.67, 100,
    ]);
    expect(texts).toEqual(['1', '3']);
  });

  it('is hidden from screen readers: the ratings stand beside it', () => {
    expect(readChart(ratingLine(3, 1, 3)).elements[0]?.attributes['aria-hidden']).toBe('true');
  });
});

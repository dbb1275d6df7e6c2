import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type GapRow, gapLines } from '../../src/charts/gap-lines.ts';
import { type ChartElement, readChart } from './svg-reading.ts';

const max = 24;
const draw = (...rows: readonly GapRow[]) => readChart(gapLines('c', 'Title', rows, max));
const label = 'Leadership';
const classOf = ({ attributes }: ChartElement) => attributes.class ?? '';
const withClass = (name: string, elements: readonly ChartElement[]) =>
  elements.filter((element) => classOf(element).split(' ').includes(name));
const at = (position: string | undefined) => Number.parseFloat(position ?? '');

/** The positions of me (a circle) and us (a square), in per cent. */
function marks(row: GapRow) {
  const { elements } = draw(row);
  const [me] = elements.filter(({ name, attributes }) => name === 'circle' && attributes.class === 'me');
  const [us] = withClass('over', elements);
  return { me: me && at(me.attributes.cx), us: us && at(us.attributes.x) };
}

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
    const { elements } = draw({ label, me: 0, us: max });
    const [line] = withClass('axis', elements);
    const { me, us } = marks({ label, me: 0, us: max });
    expect([me, us]).toEqual([at(line?.attributes.x1), at(line?.attributes.x2)]);
  });

  it('draws me as a circle and us as a square', () => {
    const { elements } = draw({ label, me: 3, us: 20 });
    const shapes = elements.filter((element) => ['me', 'us'].includes(classOf(element)));
    expect(shapes.map((element) => [classOf(element), element.name]).toSorted()).toEqual([
      ['me', 'circle'],
      ['us', 'rect'],
    ]);
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

  it('draws no mark without a score', () => {
    expect(marks({ label, me: undefined, us: undefined })).toEqual({ me: undefined, us: undefined });
  });

  it('shows each number, or one number when they are equal', () => {
    expect(draw({ label, me: 5, us: 17 }).texts).toEqual([label, '5', '17']);
    expect(draw({ label, me: 5, us: 5 }).texts).toEqual([label, '5']);
  });

  it('has me and us in the text alternative', () => {
    const { description } = draw({ label, me: 5, us: 17 }, { label: 'Standards', me: 4, us: undefined });
    expect(description).toBe('Leadership: me 5, us 17; Standards: me 4, us no score');
  });
});

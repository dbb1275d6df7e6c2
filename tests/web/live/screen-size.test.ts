/** How densely the presentation view sets the moments of truth. */
import { describe, expect, it } from 'vitest';
import { mostMoments, type RoomMoment } from '../../../src/assessment/live/cycle.ts';
import { screenSize } from '../../../src/web/live/cycle/screen-size.ts';

const moments = (count: number, texts: Partial<RoomMoment> = {}): RoomMoment[] =>
  Array.from({ length: count }, (_, i) => ({
    ...{ id: `${i}`, name: 'Rings us', should: '', now: '', measure: '', matters: false, dots: 0 },
    ...texts,
  }));

describe('screenSize', () => {
  it.each([
    [1, 'few'],
    [5, 'few'],
    [6, 'some'],
    [12, 'some'],
    [13, 'dense three cut-2'],
    [20, 'dense three cut-2'],
    [21, 'dense names cut-3'],
    [28, 'dense names cut-3'],
    [29, 'dense names cut-2'],
    [44, 'dense names cut-2'],
    [45, 'dense names cut-1'],
    [mostMoments, 'dense names cut-1'],
  ])('is, for %i short moments, "%s"', (count, size) => {
    expect(screenSize(moments(count))).toBe(size);
  });

  it('is denser where the texts are long or have many lines', () => {
    const long = { should: 'x'.repeat(250), now: 'x'.repeat(250) };
    expect(screenSize(moments(1, long))).toBe('few');
    expect(screenSize(moments(2, long))).toBe('some');
    expect(screenSize(moments(5, long))).toBe('dense three cut-3');
    expect(screenSize(moments(2, { now: 'x\n'.repeat(20) }))).toBe('dense three cut-3');
  });
});

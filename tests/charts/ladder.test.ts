import { describe, expect, it } from 'vitest';
import { ladder, type Rung } from '../../src/charts/ladder.ts';
import { type ChartElement, readChart } from './svg-reading.ts';

const rungs: readonly Rung[] = [
  { label: 'Significance', value: 80, start: false },
  { label: 'Strategy', value: 40, start: true },
  { label: 'Staff', value: undefined, start: false },
];
const { elements, description, texts, title } = readChart(ladder('c', 'The ladder', rungs, 100));
const tracks = elements.filter(({ attributes }) => attributes.class === 'track');
const filled = elements.filter(({ attributes }) => attributes.class?.startsWith('bar'));
const number = (element: ChartElement | undefined, name: string) =>
  Number.parseFloat(element?.attributes[name] ?? '');

describe('the ladder', () => {
  it('draws each rung higher and further right than the one before', () => {
    const tops = tracks.map((track) => number(track, 'y'));
    const lefts = tracks.map((track) => number(track, 'x'));
    expect(tops).toEqual(tops.toSorted((a, b) => b - a));
    expect(lefts).toEqual(lefts.toSorted((a, b) => a - b));
    expect(new Set(tops).size).toBe(rungs.length);
    expect(new Set(lefts).size).toBe(rungs.length);
  });

  it('has rungs of equal width', () => {
    expect(new Set(tracks.map((track) => number(track, 'width'))).size).toBe(1);
  });

  it('fills each rung as far as its score, and not at all without one', () => {
    const shares = filled.map((bar, i) => number(bar, 'width') / number(tracks[i], 'width'));
    expect(shares).toEqual([expect.closeTo(0.8, 3), expect.closeTo(0.4, 3), 0]);
  });

  it('shows the score of each rung and where to start', () => {
    expect(texts).toEqual(['Significance · 80', 'Strategy · 40 · start here', 'Staff · no score']);
  });

  it('has scores, start and reading direction in the text alternative', () => {
    expect(description).toBe('Significance: 80; Strategy: 40, start here; Staff: no score');
    expect(title).toContain('from the bottom up');
  });
});

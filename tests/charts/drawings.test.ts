/**
 * Compares the SVG of each chart with the file in expected/, one element a line. After a wanted change, run
 * `npx vitest run --project unit -u tests/charts/drawings.test.ts` and look at the files.
 */
import { describe, expect, it } from 'vitest';
import { bars } from '../../src/charts/bars.ts';
import { distribution } from '../../src/charts/distribution.ts';
import { gapLines, ratingLine } from '../../src/charts/gap-lines.ts';
import { slopes } from '../../src/charts/slopes.ts';

/** Far apart, near, equal, one missing, both missing. */
const rows = [
  { label: 'Far', me: 3, us: 20, meRange: [1, 9] as const, usRange: [12, 22] as const },
  { label: 'Near', me: 12, us: 11 },
  { label: 'Equal', me: 24, us: 24 },
  { label: 'Only me', me: 0, us: undefined },
  { label: 'Only us', me: undefined, us: 7 },
  { label: 'None', me: undefined, us: undefined },
];
const value = (given: number, provisional = false) => ({ value: given, provisional });

const bands = [
  { title: 'To build', below: 34 },
  { title: 'Strong', below: undefined },
];

const drawings: Readonly<Record<string, string>> = {
  bars: bars(
    'Title',
    [
      { label: 'Weak', value: 20, weak: true, note: 'start here' },
      { label: 'Fine', value: 80, weak: false, range: [60, 90] },
      { label: 'None', value: undefined, weak: false },
    ],
    { max: 100, threshold: { at: 30, label: '30' } },
  ),
  distribution: distribution(
    'Title',
    {
      me: { shares: [0, 10, 60, 30], points: 22 },
      us: { shares: [25, 25, 40, 10], points: 3 },
    },
    [
      { from: 0, to: 6 },
      { from: 7, to: 12 },
      { from: 13, to: 18 },
      { from: 19, to: 24 },
    ],
    60,
  ),
  'gap-lines': gapLines('Title', rows, { max: 24, bands, span: [7, 20] }),
  'rating-line': ratingLine(0, 2, 3),
  slopes: slopes(
    'Title',
    [
      { day: '3 May', year: '2025', me: value(5), us: value(12) },
      { day: '21 Nov', year: '2025', me: undefined, us: value(9) },
      { day: '1 Mar', year: '2026', me: value(14), us: value(9) },
      { day: '2 Sep', year: '2026', me: value(14, true), us: value(14) },
    ],
    24,
  ),
  'team-lines': gapLines(
    'Title',
    [
      { label: 'Far', me: 0.5, us: 2.5, spread: [1.5, 3] },
      { label: 'Near', me: 1.5, us: 1.2, spread: [0.95, 1.45] },
      { label: 'None', me: undefined, us: undefined },
    ],
    { max: 3, decimals: 1, none: 'too few to show' },
  ),
};

describe('the drawing', () => {
  it.each(Object.entries(drawings))('of %s is the expected one', async (name, svg) => {
    await expect(`${svg.replaceAll('><', '>\n<')}\n`).toMatchFileSnapshot(`expected/${name}.txt`);
  });
});

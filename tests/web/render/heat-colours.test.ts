/** The colours of the heat map in heat.css and in the PDF: contrast, and an order that is seen without colours. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { shades } from '../../../src/assessment/team/heat.ts';
import { heatShades } from '../../../src/exports/pdf/paper.ts';
import { contrast } from '../../../src/web/render/colour.ts';

const css = readFileSync('public/css/heat.css', 'utf8');
const found = new Map(
  [...css.matchAll(/--heat-(\d(?:-ink)?): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);/g)].map(
    ([, name = '', light = '', dark = '']) => [name, { light, dark }],
  ),
);
const modes = ['light', 'dark'] as const;
const shadesIn = (mode: (typeof modes)[number]) =>
  Array.from({ length: shades }, (_, i) => ({
    ground: found.get(`${i}`)?.[mode] ?? '',
    ink: found.get(`${i}-ink`)?.[mode] ?? '',
  }));
/** The contrast with black, which grows with the luminance. */
const lightness = ({ ground }: { readonly ground: string }) => contrast(ground, '#000000');

describe.each(modes)('the heat map in %s mode', (mode) => {
  const all = shadesIn(mode);

  it.each(all.map((shade, i) => ({ ...shade, i })))(
    'has text with a contrast of 4.5 on shade $i',
    ({ ground, ink }) => {
      expect(contrast(ground, ink)).toBeGreaterThanOrEqual(4.5);
    },
  );

  it('has shades whose lightness goes one way, each clearly apart from the next', () => {
    const steps = all.slice(1).map((shade, i) => lightness(shade) / lightness(all[i] ?? shade));
    const ratios = steps.map((step) => (mode === 'light' ? step : 1 / step));
    expect(Math.min(...ratios)).toBeGreaterThan(1.15);
  });
});

describe('the heat map in the PDF', () => {
  it('has the colours of the light mode', () => {
    expect(heatShades).toEqual(shadesIn('light'));
  });
});

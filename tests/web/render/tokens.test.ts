/** The colours of site.css, and their contrast (WCAG 2.2, 1.4.3 and 1.4.11; secondary text 1.4.6). */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { colours as printed } from '../../../src/exports/pdf/paper.ts';
import { contrast } from '../../../src/web/render/colour.ts';

const css = readFileSync('public/css/site.css', 'utf8');
const colours = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);/g)].map(
    ([, name = '', light = '', dark = '']) => [name, { light, dark }],
  ),
);
const modes = ['light', 'dark'] as const;
type Mode = (typeof modes)[number];
const colour = (name: string, mode: Mode) => colours.get(name)?.[mode] ?? '';

const leasts: readonly (readonly [name: string, least: number])[] = [
  ['ink', 7],
  ['muted', 7],
  ['accent', 4.5],
  ['me', 4.5],
  ['us', 4.5],
  ['bad', 4.5],
  ['rule', 3],
];

describe('the colours', () => {
  it('are all found', () => {
    expect([...colours.keys()].toSorted()).toEqual(
      [
        'accent',
        'bad',
        'hair',
        'ink',
        'key',
        'me',
        'muted',
        'on-accent',
        'paper',
        'rule',
        'tint',
        'us',
      ].toSorted(),
    );
  });

  it.each(
    leasts.flatMap(([name, least]) =>
      modes.flatMap((mode) => ['paper', 'tint'].map((ground) => ({ name, least, mode, ground }))),
    ),
  )('$name has a contrast of $least on $ground in $mode mode', ({ name, least, mode, ground }) => {
    expect(contrast(colour(name, mode), colour(ground, mode))).toBeGreaterThanOrEqual(least);
  });

  it.each(modes)('text has a contrast of 7 on the ground of key questions in %s mode', (mode) => {
    expect(contrast(colour('ink', mode), colour('key', mode))).toBeGreaterThanOrEqual(7);
  });

  it('of documents are the light ones, on white', () => {
    const { paper, band: _, ...others } = printed;
    expect(paper).toBe('#ffffff');
    for (const [name, value] of Object.entries(others))
      expect(`${name} ${value}`).toBe(`${name} ${colour(name, 'light')}`);
  });

  it.each(modes)('the text of the primary button has a contrast of 4.5 in %s mode', (mode) => {
    expect(contrast(colour('on-accent', mode), colour('accent', mode))).toBeGreaterThanOrEqual(4.5);
  });
});

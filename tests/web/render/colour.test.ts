import { describe, expect, it } from 'vitest';
import { contrast, lightened } from '../../../src/web/render/colour.ts';

describe('contrast', () => {
  it.each([
    ['#000000', '#ffffff', 21],
    ['#ffffff', '#000000', 21],
    ['#7a1fa2', '#7a1fa2', 1],
    ['#767676', '#ffffff', 4.54],
    ['#ff0000', '#ffffff', 4],
    ['#00ff00', '#ffffff', 1.37],
    ['#0000ff', '#ffffff', 8.59],
    ['#0a0a0a', '#000000', 1.06],
    ['#0b0b0b', '#000000', 1.07],
  ])('of %s and %s is %d', (one, other, expected) => {
    expect(contrast(one, other)).toBeCloseTo(expected, 2);
  });
});

describe('lightened', () => {
  it('returns a colour that has the contrast already', () => {
    expect(lightened('#ffcc00', '#171614', 6)).toBe('#ffcc00');
  });

  it('mixes in as much white as is needed, and no more', () => {
    const mixed = lightened('#7a1fa2', '#211f1c', 6);
    expect(contrast(mixed, '#211f1c')).toBeGreaterThanOrEqual(6);
    expect(contrast(mixed, '#211f1c')).toBeLessThan(6.3);
  });

  it('returns white when no mixture has the contrast', () => {
    expect(lightened('#7a1fa2', '#808080', 6)).toBe('#ffffff');
  });
});

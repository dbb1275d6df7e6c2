import { describe, expect, it } from 'vitest';
import { faultsWith, swap } from './small.ts';

describe('the framework', () => {
  const changed = (from: string | RegExp, to: string) => ({ 'framework.yaml': swap(from, to) });

  it.each([
    [
      'bands whose edges do not rise',
      changed('below: 70', 'below: 40'),
      /: bands: expected rising "below" edges/,
    ],
    [
      'a last band with an edge',
      changed('title: "Fine"', 'title: "Fine", below: 90'),
      /: bands: expected rising/,
    ],
    ['a band in the middle without an edge', changed(', below: 70', ''), /: bands: expected rising/],
    [
      'an edge above 100',
      changed('below: 70', 'below: 170'),
      /: bands\.1\.below: expected 0 to 100; got: 170/,
    ],
    [
      'one band only',
      changed(/ {2}- \{ id: (weak|fair)[^\n]*\n {2}- \{ id: fair[^\n]*\n/, ''),
      /: bands: expected at least two/,
    ],
    ['a missing label of the scale', changed('"Never", ', ''), /: scale\.ratings: expected four labels/],
    [
      'an edition that is not a number',
      changed('edition: 7', 'edition: seven'),
      /: edition: expected a whole number; got: "seven"/,
    ],
    [
      'no level of the business',
      changed(/levels-of-business:\n.*\n.*\n/, 'levels-of-business: []\n'),
      /: levels-of-business: expected at least one level/,
    ],
    [
      'a threshold that is missing',
      changed('  ahead-by: 2\n', ''),
      /: thresholds\.ahead-by: .*; got: nothing/,
    ],
    [
      'a threshold that is text',
      changed('ahead-by: 2', 'ahead-by: "2"'),
      /: thresholds\.ahead-by: expected a whole number|: thresholds\.ahead-by: .*got: "2"/,
    ],
    ['an unknown field', changed('edition: 7', 'edition: 7\ncolour: blue'), /colour/],
  ])('reports %s', (_name, changes, expected) => {
    const faults = faultsWith(changes);
    expect(faults).toContainEqual(expect.stringMatching(expected));
    for (const fault of faults) expect(fault).toMatch(/^framework\.yaml: /);
  });

  it.each([
    ['a competency', 'competencies: [SPEED, CARE]', 'competencies: [SPEED, CARE, SPEED]'],
    ['a tier', '["ground","floor","roof"]', '["ground","floor","roof","floor"]'],
    [
      'a level of the business',
      '  - { id: ship, name: "the ship" }',
      '  - { id: ship, name: "a" }\n  - { id: ship, name: "b" }',
    ],
    ['a band', '{ id: fair, title: "Fair"', '{ id: weak, title: "Fair"'],
  ])('reports an id of %s that comes twice', (_name, from, to) => {
    expect(faultsWith(changed(from, to))).toContainEqual(expect.stringMatching(/^framework\.yaml: .*twice/));
  });
});

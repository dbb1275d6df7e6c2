import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Instrument } from '../../../src/assessment/instrument.ts';
import { competencySlugs, fixedSlugs } from '../../../src/assessment/scores/report-slugs.ts';
import { testContent } from '../../site.ts';

const { instrument } = testContent;
const named = (...shorts: readonly string[]): Instrument => ({
  ...instrument,
  competencies: shorts.map((short, i) => ({ id: `C${i}`, title: short, short, questions: [] })),
});
const slugsOf = (...shorts: readonly string[]) => [...competencySlugs(named(...shorts)).values()];

it('the slugs of the shipped competencies are their short titles in lower case', () => {
  expect([...competencySlugs(instrument).values()]).toEqual([
    'leadership',
    'listening',
    'standards',
    'empowerment',
    'processes',
    'recognition',
  ]);
});

it('slugs are plain ASCII, also for other titles', () => {
  expect(slugsOf('Führung & Ziele', '顧客', '<b>"x"/..?#')).toEqual(['fuhrung-ziele', 'c1', 'b-x']);
});

it('slugs are unique and never those of another chapter', () => {
  expect(slugsOf('Care', 'care', 'All', 'contract')).toEqual(['care', 'care-2', 'all-2', 'contract-2']);
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: fc.constantFrom('a', '-', '2', ' ', 'É', '客') }), { maxLength: 8 }),
      (shorts) => {
        const slugs = slugsOf(...shorts);
        expect(new Set(slugs).size).toBe(shorts.length);
        for (const slug of slugs) {
          expect(slug).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
          expect(fixedSlugs).not.toContain(slug);
        }
      },
    ),
  );
});

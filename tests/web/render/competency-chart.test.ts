import { expect, it } from 'vitest';
import { buildReport } from '../../../src/assessment/scores/report.ts';
import { competencyChart } from '../../../src/web/render/competency-chart.ts';
import { testContent } from '../../site.ts';
import { instrument } from '../state.ts';

it('competencyChart draws what a provisional score could still become, from its lowest to its highest points', () => {
  const [competency] = instrument.competencies;
  // Three of eight questions: me 9 points of ratings, us 0; the other five can add up to 15.
  const given = (competency?.questions ?? []).filter(({ reverse }) => !reverse).slice(0, 3);
  const answers = new Map(given.map(({ id }) => [id, { me: 3, us: 0 } as const]));
  const { competencies } = buildReport(instrument, answers);
  const ranges = [
    ...competencyChart(competencies, testContent).matchAll(/class="range (\w+)" x1="(.*?)" x2="(.*?)"/g),
  ];
  expect(ranges.map(([, ...range]) => range)).toEqual([
    ['me', '37.5%', '100%'],
    ['us', '0%', '62.5%'],
  ]);
});

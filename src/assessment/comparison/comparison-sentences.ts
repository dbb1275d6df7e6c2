/** The sentences of a comparison: where the scores of several people differ most and least. */
import type { Perspective } from '../instrument.ts';
import { list, many } from '../phrases.ts';
import type { ComparedCompetency, Comparison } from './comparison.ts';

const about: Record<Perspective, string> = {
  us: 'About us',
  me: 'About our own part, each rating themselves',
};

/** Returns one sentence about us and one about me. */
export function partingSentences({ competencies }: Comparison): string[] {
  return [partingSentence('us', competencies), partingSentence('me', competencies)];
}

/** Names the competencies with the widest and the narrowest spread of one perspective. */
export function partingSentence(
  perspective: Perspective,
  competencies: readonly ComparedCompetency[],
): string {
  const compared = competencies.flatMap(({ competency, spread }) => {
    const width = spread[perspective];
    return width === undefined ? [] : [{ name: `“${competency.short}”`, width }];
  });
  const begin = `${about[perspective]},`;
  const [first] = compared;
  if (!first) return `${begin} no competency has a score from two people yet.`;
  if (compared.length === 1)
    return `${begin} only ${first.name} has scores from two people or more, ${points(first.width)} apart.`;
  const most = Math.max(...compared.map(({ width }) => width));
  const least = Math.min(...compared.map(({ width }) => width));
  if (most === 0) return `${begin} everybody gives the same score on every competency that can be compared.`;
  if (most === least)
    return `${begin} the views are ${points(most)} apart on every competency that can be compared.`;
  const named = (width: number) =>
    list(compared.filter((one) => one.width === width).map(({ name }) => name));
  const close = least === 0 ? 'where everybody gives the same score' : `with ${points(least)}`;
  return `${begin} the views part most on ${named(most)}, with ${points(most)} from the lowest to the highest, and least on ${named(least)}, ${close}.`;
}

const points = (count: number) => many(count, 'point');

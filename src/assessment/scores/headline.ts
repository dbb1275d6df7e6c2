/** The result in one sentence. */
import type { Perspective } from '../instrument.ts';
import { list } from '../phrases.ts';
import type { Report } from './report.ts';
import type { CompetencyScore, Scored } from './scores.ts';
import { noScoreSentence } from './sentences.ts';

/** Names the strongest and the weakest competencies by their shown points, for us, or for me when us has no score. */
export function headline({ competencies }: Report): string {
  return extremes(competencies, 'us') || extremes(competencies, 'me') || noScoreSentence;
}

/** Returns '' when no competency has a score of this perspective. */
function extremes(competencies: readonly CompetencyScore[], perspective: Perspective): string {
  const placed = competencies.flatMap(({ competency, [perspective]: score }) =>
    score.kind === 'none' ? [] : [{ name: competency.short, score }],
  );
  const points = placed.map(({ score }) => score.points);
  const [best, worst] = [Math.max(...points), Math.min(...points)];
  const [first] = placed;
  if (!first) return '';
  const other = placed.length < competencies.length;
  const at = (value: number) => placed.filter(({ score }) => score.points === value);
  const names = (value: number) => list(at(value).map(({ name }) => name));
  const ofMax = ({ max }: Scored) => `of ${max}`;
  if (placed.length === 1)
    return `For ${perspective}, ${first.name} stands at ${best} ${ofMax(first.score)}${other ? '; nothing else has a score' : ''}.`;
  if (best === worst)
    return other
      ? `For ${perspective}, ${names(best)} stand level at ${best} ${ofMax(first.score)}; nothing else has a score.`
      : `For ${perspective}, all competencies stand level, at ${best} ${ofMax(first.score)}.`;
  const verb = at(best).length === 1 ? 'is' : 'are';
  return `For ${perspective}, ${names(best)} ${verb} strongest, at ${best} ${ofMax(first.score)}, and ${names(worst)} weakest, at ${worst}.`;
}

/** The result in one sentence, and the reasons of the priorities in a few words each. The long ones are in priority-sentences.ts. */
import type { PerspectiveAnswer } from '../answers.ts';
import { turnedAnswer } from '../counted.ts';
import type { Instrument, Perspective } from '../instrument.ts';
import { list } from '../phrases.ts';
import { gapOf } from '../standing.ts';
import type { Priority } from './priorities.ts';
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

/**
 * Says in a few words why a question is a priority, by the criteria of priorities.ts: "Me 0, us 1: both low, key question,
 * bottom rung".
 */
export function priorityClause(
  { question, answer, total }: Priority,
  { weakRung }: Pick<Report, 'weakRung'>,
  { thresholds, lenses }: Instrument,
): string {
  const say = (given: PerspectiveAnswer) => (given === 'not-applicable' ? 'does not apply' : given);
  const gap = Math.abs(gapOf(question, answer) ?? 0);
  const { me, us } = turnedAnswer(question, answer);
  const reasons = [standing(me, us, total, thresholds)];
  if (question.key) reasons.push('key question');
  if (gap >= thresholds.viewsPartFrom) reasons.push(`${gap} apart`);
  if (question.tier === weakRung?.scale.id) reasons.push('on the rung to start at');
  else if (question.tier === lenses.tier[0]?.id) reasons.push('bottom rung');
  const turned = question.reverse ? ', worded the other way round' : '';
  return `Me ${say(answer.me)}, us ${say(answer.us)}${turned}: ${reasons.join(', ')}`;
}

/** Up to this rating a perspective is called low. */
const lowRating = 1;

function standing(
  me: PerspectiveAnswer,
  us: PerspectiveAnswer,
  total: number,
  { coachingBelow }: Instrument['thresholds'],
): string {
  if (total >= coachingBelow) return 'not low, with room left';
  if (me === 'not-applicable' || us === 'not-applicable') return 'low';
  if (me <= lowRating && us <= lowRating) return 'both low';
  if (me === us) return 'both low';
  return me < us ? 'me low' : 'us low';
}

/** Why each priority is one, in sentences and in a few words, and what is said when there is none. */
import type { PerspectiveAnswer } from '../answers.ts';
import { turnedAnswer } from '../counted.ts';
import type { Instrument } from '../instrument.ts';
import { many } from '../phrases.ts';
import { gapOf } from '../standing.ts';
import type { Priority } from './priorities.ts';
import type { Report } from './report.ts';
import { turnedSentence } from './score-text.ts';

/** Instead of priorities, when there are none. Returns '' when the instrument asks for none. */
export function noPrioritySentence(
  { answered }: Pick<Report, 'answered'>,
  { thresholds }: Instrument,
): string {
  if (thresholds.priorities === 0) return '';
  if (answered.length === 0) return 'No question is answered yet.';
  return answered.every(({ total }) => total === undefined)
    ? 'None of the questions that are answered applies, so there is nothing to begin with yet.'
    : 'Every answer that counts is strong already: guard what you have.';
}

/**
 * Says why a question is a priority, by the criteria of priorities.ts.
 * @param ratings the names of ratings 0 to 3
 */
export function priorityReason(
  { question, answer, total }: Priority,
  { thresholds, lenses }: Instrument,
  ratings: readonly string[],
): string {
  const say = (given: PerspectiveAnswer) =>
    given === 'not-applicable' ? 'not applicable' : `“${ratings[given]?.toLowerCase()}”`;
  const sentences = [`You said ${say(answer.me)} for yourself and ${say(answer.us)} for us.`];
  if (question.reverse) sentences.push(turnedSentence);
  sentences.push(
    total < thresholds.coachingBelow ? 'It counts as low.' : 'That is not low, and still leaves room.',
  );
  if (question.key) sentences.push('It is a key question, one that much else depends on.');
  const gap = Math.abs(gapOf(question, answer) ?? 0);
  if (gap >= thresholds.viewsPartFrom)
    sentences.push(`Your two views of it are ${many(gap, 'rating')} apart, so it is worth a conversation.`);
  const rung = lenses.tier.findIndex(({ id }) => id === question.tier);
  const above = lenses.tier.length - 1 - rung;
  if (rung >= 0 && above > 0)
    sentences.push(
      `It stands on the rung of ${lenses.tier[rung]?.title.toLowerCase()}, with ${above === 1 ? 'one rung' : `${above} rungs`} of the ladder resting on it.`,
    );
  return sentences.join(' ');
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
  if ((me <= lowRating && us <= lowRating) || me === us) return 'both low';
  return me < us ? 'me low' : 'us low';
}

/** The sentences of the chapter "What has changed", from the numbers of change.ts. */
import type { Instrument, Perspective } from '../instrument.ts';
import { list, many } from '../phrases.ts';
import type { Change, CompetencyChange, ScoreChange } from './change.ts';

type Compared = { readonly title: string; readonly change: ScoreChange };

/** Whether a change is large enough to be called one: two steps or more, and at least one point. */
export function isMove({ steps, points }: ScoreChange): boolean {
  return Math.abs(steps) > 1 && points !== 0;
}

/**
 * Says which competencies rose, fell or did not move since a snapshot, for us and for me, and on how many questions that rests.
 * @param at index in `change.snapshots`
 * @param when the snapshot's date in words
 */
export function changeSentences(change: Change, at: number, when: string): string[] {
  const compared = (perspective: Perspective) =>
    change.competencies.flatMap(({ competency, since }): Compared[] => {
      const moved = since[at]?.[perspective];
      return moved ? [{ title: `“${competency.short}”`, change: moved }] : [];
    });
  const ours = compared('us');
  const mine = compared('me');
  if (ours.length === 0 && mine.length === 0)
    return [
      `Too few questions were rated both on ${when} and now to say what has changed. Answer more of those you answered then.`,
    ];
  return [
    perspectiveSentence(ours, `Since ${when}, for us, `),
    perspectiveSentence(mine, ours.length > 0 ? 'For me, ' : `Since ${when}, for me, `),
    leftOutSentence(change.competencies, at),
    firmnessSentence(change, at, when),
  ].filter((sentence) => sentence !== '');
}

function perspectiveSentence(compared: readonly Compared[], opening: string): string {
  if (compared.length === 0) return '';
  const of = (wanted: (change: ScoreChange) => boolean) =>
    compared
      .filter(({ change }) => isMove(change) && wanted(change))
      .toSorted((a, b) => Math.abs(b.change.steps) - Math.abs(a.change.steps));
  const named = (moved: readonly Compared[], verb: string) =>
    list(
      moved.map(({ title, change }, i) =>
        i === 0
          ? `${title} ${verb} by ${many(Math.abs(change.points), 'point')}`
          : `${title} by ${Math.abs(change.points)}`,
      ),
    );
  const risen = of(({ steps }) => steps > 0);
  const fallen = of(({ steps }) => steps < 0);
  const standing = compared.filter(({ change }) => !isMove(change));
  if (risen.length + fallen.length === 0)
    return `${opening}nothing moved by more than one step on one question.`;
  const parts = [named(risen, 'rose'), named(fallen, 'fell')].filter((part) => part !== '');
  const rest =
    standing.length > 0
      ? ` Not moved, or by one step only: ${list(standing.map(({ title }) => title))}.`
      : '';
  return `${opening}${parts.join('; ')}.${rest}`;
}

/** Names the competencies that have no change in either perspective. */
function leftOutSentence(competencies: readonly CompetencyChange[], at: number): string {
  const out = competencies.filter(({ since }) => !since[at]?.me && !since[at]?.us);
  if (out.length === 0) return '';
  const names = list(out.map(({ competency }) => `“${competency.short}”`));
  return `Too few questions of ${names} were rated both times, so no change is shown there.`;
}

/** Says on how many questions the changes rest, unless it is all of them. */
function firmnessSentence({ competencies, snapshots, questions }: Change, at: number, when: string): string {
  const counted = competencies.flatMap(({ competency }) => competency.questions);
  const ids = new Set(counted.map(({ id }) => id));
  const then = snapshots[at]?.answers;
  const both = questions.filter(
    ({ question, answers }) => ids.has(question.id) && answers.at(-1) && then?.has(question.id),
  ).length;
  return both === counted.length
    ? ''
    : `These changes rest on the ${both} of ${counted.length} questions of the competencies answered both on ${when} and now.`;
}

/** Says how little one step on one question means. */
export function stepSentence({ competencies, points }: Instrument): string {
  const sizes = new Set(competencies.map(({ questions }) => points.competency / (3 * questions.length)));
  const [size] = sizes;
  const said =
    sizes.size === 1 && size !== undefined && Number.isInteger(size)
      ? `moves a full competency by ${many(size, 'point')}, and`
      : 'moves a competency a little, and';
  return `One step on one question ${said} is within a mood. Trust what several questions show together.`;
}

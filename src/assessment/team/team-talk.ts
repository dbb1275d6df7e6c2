/** The plan of an hour in which a team talks about its results, and what a question's means say, for the page and the document. */
import type { QuestionResult, TeamResults } from './team-results.ts';
import { gapPlaces, gapText, inMeans, inRatings, meanText } from './team-text.ts';

/** The most questions of each kind that fit into an hour. */
const talked = { gaps: 2, lows: 2 };

/** Returns the questions to talk about: the widest gaps, and the lowest that are not among them. */
export function talkedOf({ gaps, lowest }: TeamResults): {
  readonly wide: readonly QuestionResult[];
  readonly low: readonly QuestionResult[];
} {
  const wide = gaps.slice(0, talked.gaps);
  return { wide, low: lowest.filter((one) => !wide.includes(one)).slice(0, talked.lows) };
}

/** Says how many questions beyond a list are level with its last one by the numbers shown; empty when none is. */
function beyond(
  list: readonly QuestionResult[],
  { questions }: TeamResults,
  shown: (one: QuestionResult) => string,
): string {
  const last = list.at(-1);
  const others = questions.filter((one) => last && !list.includes(one) && shown(one) === shown(last)).length;
  if (others === 0) return '';
  return `${others} more ${others === 1 ? 'question is' : 'questions are'} level with the last of these.`;
}

export const gapsBeyond = (results: TeamResults) =>
  beyond(results.gaps, results, ({ me, us, gap }) => gapText(Math.abs(gap), gapPlaces({ me, us })));

export const lowestBeyond = (results: TeamResults) =>
  beyond(results.lowest, results, ({ me, us }) => (inMeans(me) + inMeans(us)).toFixed(2));

export const wideTitle = 'For the widest gaps';
export const lowTitle = 'For the lowest';

export const hourIntro =
  'Numbers change nothing until people have talked about them. Give it sixty minutes, everyone who answered, and one copy of these results each. Somebody who is not the boss keeps the time.';

export const hourClosing =
  'If it goes quiet, wait. If it turns to who is to blame, ask what the last customer saw. If one person carries the hour, go round once and let each say one sentence.';

/** Returns the steps of the hour. @param hasWide there are gaps to talk about @param hasLow there are lows to talk about */
export function hourOf(
  hasWide: boolean,
  hasLow: boolean,
): { readonly minutes: string; readonly text: string }[] {
  return [
    {
      minutes: '0–5',
      text: 'Say what this is: the means of a group, from which nobody can be told apart. Nobody has to say what they rated, and nobody asks. Whoever leads the team speaks last in every round.',
    },
    {
      minutes: '5–15',
      text: 'Everyone reads alone and marks one number that surprises them. Then each says which, in a sentence, without discussion.',
    },
    {
      minutes: '15–35',
      text: hasWide
        ? 'The widest gaps, below. Begin with a customer and a day, because “last Tuesday, at the counter” can be talked about and “communication” cannot.'
        : 'There is no gap to talk about, so take longer for what is lowest. Begin with a customer and a day.',
    },
    {
      minutes: '35–50',
      text: `${hasLow ? 'What is lowest, below.' : 'What is lowest has had its turn above.'} Ask what stops good people from doing it; the answer is more often a rule, a form or a shortage than a person.`,
    },
    {
      minutes: '50–60',
      text: 'Choose one thing to try. Write down who does what by when, what gets less time instead, and the day on which you will look again. Two things are one too many.',
    },
  ];
}

/** Says what the means of a question say, for the discussion. */
export function questionReading({ me, us, gap }: QuestionResult): string {
  const numbers = `Me ${meanText(me)}, us ${meanText(us)}.`;
  if (Math.abs(inRatings(gap)) < 0.5)
    return `${numbers} People see themselves and the group much alike here.`;
  return gap > 0
    ? `${numbers} People say the group does this more than they do themselves. Whose doing is it, then?`
    : `${numbers} People say they do this more than the group around them does. Both cannot be true of everybody.`;
}

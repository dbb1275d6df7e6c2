/** What a team's results say in two or three sentences, and the plan of an hour to talk about them, for page and document. */
import type { Instrument } from '../instrument.ts';
import { list } from '../phrases.ts';
import type { CompetencyResult, QuestionResult, TeamResults } from './team-results.ts';
import { agreementWord, inPoints, inRatings, pointsText } from './team-text.ts';

type Shown = Required<CompetencyResult> & { readonly result: NonNullable<CompetencyResult['result']> };

/** Returns the two or three sentences of the summary, or none while no competency is shown. Ties are all named. */
export function teamSentences({ competencies, gaps }: TeamResults, { points }: Instrument): string[] {
  const shown = competencies.filter((one): one is Shown => one.result !== undefined);
  if (shown.length === 0) return [];
  const scope =
    shown.length === competencies.length ? 'all competencies' : 'all competencies that can be shown';
  return [
    levelSentence(shown, scope, points.competency),
    agreementSentence(shown, scope),
    ...(gaps[0] ? [gapSentence(gaps[0])] : []),
  ];
}

/** The competencies with the lowest value. */
function lowestBy(shown: readonly Shown[], value: (one: Shown) => number): Shown[] {
  const lowest = Math.min(...shown.map(value));
  return shown.filter((one) => value(one) === lowest);
}

const namesOf = (shown: readonly Shown[]) => list(shown.map(({ competency }) => competency.short));

function levelSentence(shown: readonly Shown[], scope: string, max: number): string {
  const place = ({ result }: Shown) => inPoints(result.us.mean);
  const high = lowestBy(shown, (one) => -place(one));
  const low = lowestBy(shown, place);
  const at = ([one]: readonly Shown[]) => (one ? pointsText(one.result.us.mean) : '');
  if (shown.length === 1)
    return `For us, ${namesOf(high)} stands at ${at(high)} of ${max}; nothing else can be shown yet.`;
  if (high.length === shown.length) return `For us, ${scope} stand level, at ${at(high)} of ${max}.`;
  const verb = high.length === 1 ? 'stands' : 'stand';
  return `For us, ${namesOf(high)} (${at(high)}) ${verb} highest of ${max} and ${namesOf(low)} (${at(low)}) lowest.`;
}

function agreementSentence(shown: readonly Shown[], scope: string): string {
  const apart = lowestBy(shown, ({ result }) => inRatings(result.agreement));
  const word = agreementWord(apart[0]?.result.agreement ?? 1);
  if (word === 'high')
    return 'Agreement on us is high for every competency; the spread shows how far single ratings still lie apart.';
  const hidden =
    apart.length === 1
      ? 'the mean there hides different days, or different corners of the work.'
      : 'the means there hide different days, or different corners of the work.';
  if (shown.length === 1) return `Agreement on ${namesOf(apart)} is ${word}: ${hidden}`;
  return apart.length === shown.length
    ? `Agreement is ${word} on ${scope} alike: ${hidden}`
    : `People agree least on ${namesOf(apart)}, where agreement is ${word}: ${hidden}`;
}

function gapSentence({ question, gap }: QuestionResult): string {
  const whom = gap > 0 ? 'rate the group above themselves' : 'rate themselves above the group';
  return `The widest gap is on question ${question.id}, where people ${whom}.`;
}

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

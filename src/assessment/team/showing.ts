/** What showing a team's figures now would mean, in words. */
import { step } from './disclosure.ts';

export interface Standing {
  /** How many have answered in this round. */
  readonly people: number;
  /** How many are asked; 0 while nobody has said. */
  readonly expected: number;
  readonly threshold: number;
  readonly round: number;
  /** How many questions would appear or move. */
  readonly movable: number;
  /** The questions that could be shown only with others left out, and how many people these are at most (leaving-out.ts). */
  readonly held: { readonly questions: number; readonly leftOut: number };
  /** Whether figures of this round are shown already. */
  readonly isShown: boolean;
  readonly closed: boolean;
}

export interface Showing {
  /** What a button says; empty when there is nothing to show. */
  readonly button: string;
  readonly sentences: readonly string[];
}

const words = ['none', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const inWords = (count: number) => words[count] ?? String(count);

/** Says what becomes of those who have not answered yet. @param missing how many; undefined when it is not known */
function consequence(missing: number | undefined): string {
  if (missing === undefined)
    return `Who answers later is added only when at least ${inWords(step)} come together. One or two at the end may never be counted.`;
  if (missing === 1)
    return 'The last one may then never be counted: one person cannot be added without showing what they said.';
  if (missing < step)
    return `The last ${inWords(missing)} may then never be counted: ${inWords(missing)} people cannot be added without showing them.`;
  return `The other ${inWords(missing)} are added only when at least ${inWords(step)} of them come together. One or two at the end may never be counted.`;
}

/** Says who is left out when figures of a new round are shown although one or two people are missing (leaving-out.ts). */
function leavingOut({ questions, leftOut }: Standing['held'], round: number, all: boolean): string[] {
  const what = all
    ? `Nothing of round ${round} shows`
    : `${asQuestions(questions)} of round ${round} do not show`;
  const whose = leftOut === 1 ? 'one person' : `up to ${inWords(leftOut)} people`;
  return [
    `${what} by ${all || questions === 1 ? 'itself' : 'themselves'}: of those whom an earlier round counted together, one or two have not answered again. Figures without them, beside the earlier ones, would show what they said. So ask those who are missing first.`,
    `If you show the figures now, the ratings of ${whose} who answered, drawn by lot, are left out of each average as well, so that at least ${inWords(step)} are missing together. They are counted again once those who are missing have answered. If one of these has left for good, they stay out, also in later rounds; a new team would count everybody, but it has no earlier rounds.`,
  ];
}

const asQuestions = (count: number) => `${count} ${count === 1 ? 'question' : 'questions'}`;

export function showing(standing: Standing): Showing {
  const { people, expected, threshold, round, movable, held, isShown, closed } = standing;
  const missing = Math.max(0, expected - people);
  const first = waiting(standing, missing);
  if (people < threshold) return { button: '', sentences: first };
  const out = held.questions > 0 ? leavingOut(held, round, movable === 0 && !isShown) : [];
  if (movable === 0 && held.questions === 0)
    return { button: '', sentences: round > 1 && !isShown ? [...first, ...nothingYet(threshold)] : first };
  const more = asQuestions(movable + held.questions);
  if (movable === 0)
    return { button: isShown ? `Show ${more} more` : 'Show the figures now', sentences: [...first, ...out] };
  if (missing === 0 && expected > 0)
    return {
      button: isShown ? `Show ${more} more, or newer` : 'Show the figures now',
      sentences: [
        'All have answered the key questions. A question shows by itself once all have answered it.',
        `${asQuestions(movable)} could be shown or brought up to date now. Who answers them later is added only when at least ${inWords(step)} come together, so one or two may never be counted there.`,
        ...out,
      ],
    };
  const button = isShown ? 'Show the newest answers' : 'Show the figures now';
  if (closed) return { button, sentences: out };
  const now = `You can show ${isShown ? 'the newest answers' : 'them'} now.`;
  return {
    button,
    sentences: [...first, `${now} ${consequence(expected > 0 ? missing : undefined)}`, ...out],
  };
}

/** When figures show without being asked for; empty when they are shown. */
function waiting({ expected, round, isShown }: Standing, missing: number): string[] {
  if (expected === 0)
    return ['Say below how many people you ask. Figures then show by themselves once all have answered.'];
  if (isShown || (round > 1 && missing === 0)) return [];
  const whom = round > 1 ? ', among them all whom the earlier rounds counted' : '';
  return [
    `Figures show by themselves once all ${expected} have answered${whom}. Looking at this page shows and changes nothing.`,
  ];
}

const nothingYet = (threshold: number) => [
  `Nothing can be shown yet, also not at your wish. Figures of a new round must not show anybody beside those of the rounds before: of those who were counted together, nobody or at least ${inWords(step)} may be missing, and people who are new come in at least ${inWords(step)} at a time. At present that leaves fewer than ${threshold} people.`,
  'Ask those who have not answered yet. If somebody has left for good, make a new team.',
];

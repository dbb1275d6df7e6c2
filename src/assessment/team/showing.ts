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

export function showing({ people, expected, threshold, round, movable, isShown, closed }: Standing): Showing {
  const missing = Math.max(0, expected - people);
  const questions = `${movable} ${movable === 1 ? 'question' : 'questions'}`;
  const wait =
    expected === 0
      ? 'Say below how many people you ask. Figures then show by themselves once all have answered.'
      : isShown
        ? ''
        : `Figures show by themselves once all ${expected} have answered. Looking at this page shows and changes nothing.`;
  const first = wait === '' ? [] : [wait];
  if (people < threshold) return { button: '', sentences: first };
  if (movable === 0)
    return {
      button: '',
      sentences:
        round > 1 && !isShown
          ? [
              ...first,
              `Nothing can be shown yet, also not at your wish: of those whom the last rounds counted, one or two have not answered. Without them the difference of two rounds could show what they said. It takes all of them, or at least ${inWords(step)} missing. If somebody has left for good, make a new team.`,
            ]
          : first,
    };
  if (missing === 0 && expected > 0)
    return {
      button: isShown ? `Show ${questions} more, or newer` : 'Show the figures now',
      sentences: [
        'All have answered the key questions. A question shows by itself once all have answered it.',
        `${questions} could be shown or brought up to date now. Who answers them later is added only when at least ${inWords(step)} come together, so one or two may never be counted there.`,
      ],
    };
  if (closed) return { button: isShown ? 'Show the newest answers' : 'Show the figures now', sentences: [] };
  return {
    button: isShown ? 'Show the newest answers' : 'Show the figures now',
    sentences: [
      ...first,
      `You can show ${isShown ? 'the newest answers' : 'them'} now. ${consequence(expected > 0 ? missing : undefined)}`,
    ],
  };
}

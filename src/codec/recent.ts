/**
 * The answers of one form, just given, as the text of a signed cookie that lives for seconds.
 *
 * Two tabs can post at the same time, each with the state from before the other's answer. Each HTTP response replaces the
 * whole state, so the later one would drop the other tab's answer. The answers of every form are therefore also sent in a
 * cookie of their own, and are restored when the state lacks them (docs/decisions/0003-recent-answers.md).
 *
 *     recent = "recent." version "." edition "." visitor "." seconds "." assessment id "." answer *( "_" answer )
 *     answer = principle "." item "." letter
 *
 * `visitor` is the id in the state (state.ts) and `seconds` the time of the response, since 1970 in base 36, so that the cookie
 * counts in this browser only and for a minute only.
 */
import type { Answer } from '../assessment/answers.ts';
import type { QuestionId } from '../assessment/instrument.ts';
import { answerOf, letterOf } from './packed/letters.ts';
import type { Editions } from './state.ts';

const version = 3;

export interface RecentAnswer {
  readonly assessment: string;
  readonly question: QuestionId;
  /** Undefined when the answer was cleared. */
  readonly answer: Answer | undefined;
}

/** The answers of one form, with whose and when they were given. */
export interface Recents {
  /** The id of the visitor's state. */
  readonly visitor: string;
  /** Seconds since 1970. */
  readonly givenAt: number;
  readonly answers: readonly RecentAnswer[];
}

/** Returns the text to sign. The answers are at least one, all of the same assessment, each question once. */
export function encodeRecents({ visitor, givenAt, answers }: Recents, { current }: Editions): string {
  const letters = answers.map(({ question, answer }) => `${question}.${letterOf(answer)}`).join('_');
  const assessment = answers[0]?.assessment ?? '';
  return `recent.${version}.${current}.${visitor}.${givenAt.toString(36)}.${assessment}.${letters}`;
}

const one = '[1-9]\\d{0,2}\\.[1-9]\\d{0,2}\\.[a-y-]';
const shape = new RegExp(
  `^recent\\.(\\d+)\\.(\\d+)\\.([\\w-]{1,24})\\.([0-9a-z]{1,8})\\.([a-z0-9]{1,12})\\.(${one}(?:_${one})*)$`,
);

/**
 * Returns undefined for anything but recent answers of the current edition.
 * @param text the text of a cookie whose signature was verified
 */
export function decodeRecents(text: string, { current }: Editions): Recents | undefined {
  const [, found, edition, visitor, seconds, assessment, letters] = shape.exec(text) ?? [];
  if (found !== String(version) || edition !== String(current)) return undefined;
  if (!visitor || !seconds || !assessment || !letters) return undefined;
  const answers = letters.split('_').map((answer) => ({
    assessment,
    question: answer.slice(0, -2),
    answer: answerOf(answer.slice(-1)),
  }));
  return { visitor, givenAt: Number.parseInt(seconds, 36), answers };
}

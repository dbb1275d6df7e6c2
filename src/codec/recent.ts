/**
 * One answer just given, as the text of a signed cookie that lives for seconds.
 *
 * Two tabs can post at the same time, each with the state from before the other's answer. Each HTTP response replaces the
 * whole state, so the later one would drop the other tab's answer. Every answer is therefore also sent in a cookie of its
 * own, and is restored when the state lacks it (docs/decisions/0003-recent-answers.md).
 *
 *     recent = "recent." version "." edition "." assessment id "." principle "." item "." letter
 */
import type { Answer } from '../assessment/answers.ts';
import type { QuestionId } from '../assessment/instrument.ts';
import { answerOf, letterOf } from './packed/letters.ts';
import { type Editions, stateVersion } from './state.ts';

export interface RecentAnswer {
  readonly assessment: string;
  readonly question: QuestionId;
  /** Undefined when the answer was cleared. */
  readonly answer: Answer | undefined;
}

/** Returns the text to sign. */
export function encodeRecent({ assessment, question, answer }: RecentAnswer, { current }: Editions): string {
  return `recent.${stateVersion}.${current}.${assessment}.${question}.${letterOf(answer)}`;
}

const shape = /^recent\.(\d+)\.(\d+)\.([a-z0-9]{1,12})\.([1-9]\d{0,2}\.[1-9]\d{0,2})\.([a-y-])$/;

/**
 * Returns undefined for anything but a recent answer of the current edition.
 * @param text the text of a cookie whose signature was verified
 */
export function decodeRecent(text: string, { current }: Editions): RecentAnswer | undefined {
  const [, version, edition, assessment, question, letter] = shape.exec(text) ?? [];
  if (version !== String(stateVersion) || edition !== String(current)) return undefined;
  if (!assessment || !question || !letter) return undefined;
  return { assessment, question, answer: answerOf(letter) };
}

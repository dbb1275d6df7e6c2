/**
 * One answer just given, as a signed string for a cookie of its own that lives for seconds.
 *
 * Two tabs can post at the same time, each with the state as it was before the other. Whichever response comes last
 * would take the other's answer away, because each replaces the whole state. So every answer is also sent under a
 * name of its own, which no other answer replaces, and is put back if the state turns out to lack it
 * (docs/decisions/0003-recent-answers.md).
 *
 *     recent = version "." edition "." assessment id "." principle "." item "." letter "." signature
 */
import type { Answer } from '../assessment/answers.ts';
import type { QuestionId } from '../assessment/instrument.ts';
import { answerOf, letterOf } from './packed.ts';
import { type Secrets, sign, verified } from './signature.ts';
import { type Editions, stateVersion } from './state.ts';

const purpose = 'service-mirror recent answer';

export interface RecentAnswer {
  readonly assessment: string;
  readonly question: QuestionId;
  /** Undefined when the answer was cleared. */
  readonly answer: Answer | undefined;
}

export function encodeRecent(recent: RecentAnswer, { current }: Editions, secrets: Secrets): string {
  const { assessment, question, answer } = recent;
  return sign(`${stateVersion}.${current}.${assessment}.${question}.${letterOf(answer)}`, purpose, secrets);
}

const shape = /^(\d+)\.(\d+)\.([a-z0-9]{1,12})\.([1-9]\d{0,2}\.[1-9]\d{0,2})\.([a-y-])$/;

/** Undefined for anything that is not a recent answer of this edition, signed by us. */
export function decodeRecent(
  value: string,
  { current }: Editions,
  secrets: Secrets,
): RecentAnswer | undefined {
  const [, version, edition, assessment, question, letter] =
    shape.exec(verified(value, purpose, secrets) ?? '') ?? [];
  if (version !== String(stateVersion) || edition !== String(current)) return undefined;
  if (!assessment || !question || !letter) return undefined;
  return { assessment, question, answer: answerOf(letter) };
}

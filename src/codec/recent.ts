/**
 * The answers of one form, just given, as the text of a signed cookie that lives for seconds.
 *
 * Two tabs can post at the same time, each with the state from before the other's answer. Each HTTP response replaces the
 * whole state, so the later one would drop the other tab's answer. The answers of every form are therefore also sent in a
 * cookie of their own, and are restored when the state lacks them (docs/decisions/0003-recent-answers.md).
 *
 *     recent = "recent." version "." edition "." assessment id "." answer *( "_" answer )
 *     answer = principle "." item "." letter
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

/** Returns the text to sign. @param recents at least one, all of the same assessment, each question once */
export function encodeRecents(recents: readonly RecentAnswer[], { current }: Editions): string {
  const answers = recents.map(({ question, answer }) => `${question}.${letterOf(answer)}`).join('_');
  return `recent.${stateVersion}.${current}.${recents[0]?.assessment ?? ''}.${answers}`;
}

const one = '[1-9]\\d{0,2}\\.[1-9]\\d{0,2}\\.[a-y-]';
const shape = new RegExp(`^recent\\.(\\d+)\\.(\\d+)\\.([a-z0-9]{1,12})\\.(${one}(?:_${one})*)$`);

/**
 * Returns an empty list for anything but recent answers of the current edition.
 * @param text the text of a cookie whose signature was verified
 */
export function decodeRecents(text: string, { current }: Editions): RecentAnswer[] {
  const [, version, edition, assessment, answers] = shape.exec(text) ?? [];
  if (version !== String(stateVersion) || edition !== String(current)) return [];
  if (!assessment || !answers) return [];
  return answers.split('_').map((answer) => ({
    assessment,
    question: answer.slice(0, -2),
    answer: answerOf(answer.slice(-1)),
  }));
}

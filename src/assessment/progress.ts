import type { Answers } from './answers.ts';
import type { Instrument, Question } from './instrument.ts';

export interface Progress {
  readonly answered: number;
  /** How many questions there are. */
  readonly of: number;
  readonly keyAnswered: number;
  readonly keyOf: number;
  /** Key questions without an answer, in the recommended order. */
  readonly keyLeft: readonly Question[];
  /** Every key question has an answer; "doesn't apply" is one. */
  readonly reportOpen: boolean;
  readonly complete: boolean;
}

/** Whether every key question has an answer. Faster than `progressOf`. */
export function isReportOpen({ questions }: Instrument, answers: Answers): boolean {
  return questions.every(({ key, id }) => !key || answers.has(id));
}

/** Counts what is answered. Derived from the answers on every request; no position is stored. */
export function progressOf({ questions }: Instrument, answers: Answers): Progress {
  let answered = 0;
  let keyOf = 0;
  const keyLeft: Question[] = [];
  for (const question of questions) {
    const done = answers.has(question.id);
    if (done) answered++;
    if (!question.key) continue;
    keyOf++;
    if (!done) keyLeft.push(question);
  }
  return {
    answered,
    of: questions.length,
    keyAnswered: keyOf - keyLeft.length,
    keyOf,
    keyLeft,
    reportOpen: keyLeft.length === 0,
    complete: answered === questions.length,
  };
}

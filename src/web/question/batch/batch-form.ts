/** The form with several questions: which answers it changes, and which are half given. */
import { z } from 'zod';
import { type Answer, type Answers, sameAnswer } from '../../../assessment/answers.ts';
import type { Perspective, Question, QuestionId } from '../../../assessment/instrument.ts';
import { letterOf } from '../../../codec/packed/letters.ts';
import type { FieldError } from '../../http/form.ts';
import { type Chosen, chosenOf, ratingForm, ratingValues } from '../rating-form.ts';

const fields = z.record(z.string(), z.unknown()).catch({});

/** Returns the name of the radio buttons of a question: "me-3.7". */
export function fieldName(perspective: Perspective, id: QuestionId): string {
  return `${perspective}-${id}`;
}

export interface Batch {
  /** What was chosen for each question, to show the form again. */
  readonly chosen: ReadonlyMap<QuestionId, Chosen>;
  /** The answers to save. */
  readonly changed: readonly { readonly question: QuestionId; readonly answer: Answer }[];
  /** An error for each question with only one of its two ratings. */
  readonly errors: readonly FieldError[];
}

const isRating = (value: unknown): value is string => (ratingValues as readonly unknown[]).includes(value);

const missing: Record<Perspective, string> = {
  me: 'is rated for us only: rate it for me as well',
  us: 'is rated for me only: rate it for us as well',
};

/**
 * Reads a posted form. A rating that the form did not change is not saved, because another tab may have changed it since.
 * @param body the parsed form; `before` has the answers as the form showed them
 * @param answers the visitor's answers now
 */
export function readBatch(body: unknown, questions: readonly Question[], answers: Answers): Batch {
  const posted = fields.parse(body);
  const before = typeof posted.before === 'string' ? posted.before : '';
  const chosen = new Map<QuestionId, Chosen>();
  const changed: { question: QuestionId; answer: Answer }[] = [];
  const errors: FieldError[] = [];
  for (const [place, { id }] of questions.entries()) {
    const me = posted[fieldName('me', id)];
    const us = posted[fieldName('us', id)];
    const ratings: Chosen = { ...(isRating(me) ? { me } : {}), ...(isRating(us) ? { us } : {}) };
    chosen.set(id, ratings);
    const rated = ratingForm.safeParse(ratings);
    if (rated.success) {
      const isNew = letterOf(rated.data) !== before[place];
      if (isNew && !sameAnswer(rated.data, answers.get(id)))
        changed.push({ question: id, answer: rated.data });
    } else if (ratings.me !== undefined || ratings.us !== undefined) {
      const perspective = ratings.me === undefined ? 'me' : 'us';
      errors.push({ field: fieldName(perspective, id), text: `${id} ${missing[perspective]}` });
    }
  }
  return { chosen, changed, errors };
}

/** What the form shows on a GET. */
export function chosenIn(questions: readonly Question[], answers: Answers): ReadonlyMap<QuestionId, Chosen> {
  return new Map(questions.map(({ id }) => [id, chosenOf(answers.get(id))]));
}

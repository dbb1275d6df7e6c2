/** The form of the two rating groups: the values of its radio buttons, and the answer they give. */
import { z } from 'zod';
import type { Answer, PerspectiveAnswer } from '../../assessment/answers.ts';
import type { Perspective } from '../../assessment/instrument.ts';

export const ratingValues = ['0', '1', '2', '3', 'na'] as const;
type RatingValue = (typeof ratingValues)[number];

/** The values chosen in the form, as they were sent: not all of them need be ratings. */
export type Chosen = Partial<Record<Perspective, string>>;

/** The assessment that the page showed. Another tab may have switched to another one since. */
export const assessmentId = z
  .string()
  .regex(/^[a-z0-9]{1,12}$/)
  .catch('');

const ratings = z.object({
  me: z.enum(ratingValues, 'Choose how far you do your part in this, or that it does not apply'),
  us: z.enum(ratingValues, 'Choose how far this is how your group works, or that it does not apply'),
});

/** Parses a posted form into an answer. Its zod error has a message for each group without a rating. */
export const ratingForm = ratings.transform(
  ({ me, us }): Answer => ({ me: responseOf(me), us: responseOf(us) }),
);

export function chosenOf(answer: Answer | undefined): Chosen {
  return answer ? { me: valueFor(answer.me), us: valueFor(answer.us) } : {};
}

function valueFor(given: PerspectiveAnswer): RatingValue {
  return given === 'not-applicable' ? 'na' : (String(given) as RatingValue);
}

function responseOf(value: RatingValue): PerspectiveAnswer {
  return value === 'na' ? 'not-applicable' : (Number(value) as PerspectiveAnswer);
}

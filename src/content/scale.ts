import type { PerspectiveAnswer } from '../assessment/answers.ts';
import type { ScaleText } from './content.ts';

/** The label of a rating, as on the question page. */
export function ratingText(response: PerspectiveAnswer, scale: ScaleText): string {
  return response === 'not-applicable' ? scale.notApplicable : (scale.ratings[response] ?? '');
}

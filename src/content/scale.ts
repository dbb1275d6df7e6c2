import type { PerspectiveAnswer } from '../assessment/answers.ts';
import type { ScaleText } from './content.ts';

/** The label of a rating, as on the question page. */
export function ratingText(given: PerspectiveAnswer, scale: ScaleText): string {
  return given === 'not-applicable' ? scale.notApplicable : (scale.ratings[given] ?? '');
}

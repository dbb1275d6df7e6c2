import { type Instrument, type Question, questionOf } from '../../assessment/instrument.ts';
import { NotFound } from '../http/errors.ts';

/** Returns the question of the route's `:id`. @throws NotFound when there is none */
export function wantedQuestion(instrument: Instrument, id: string): Question {
  const question = questionOf(instrument, id);
  if (!question) throw new NotFound(`There is no question ${id.slice(0, 12)}.`);
  return question;
}

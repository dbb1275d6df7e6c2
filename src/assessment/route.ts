import type { Answers } from './answers.ts';
import type { Instrument, Question } from './instrument.ts';

/** Key questions first, then the rest; or all of them in the recommended order. */
export type Route = 'key' | 'all';
export const routes: readonly Route[] = ['key', 'all'];

function stagesOf({ questions }: Instrument, route: Route): (readonly Question[])[] {
  if (route === 'all') return [questions];
  return [questions.filter(({ key }) => key), questions.filter(({ key }) => !key)];
}

/**
 * The next question without an answer, `from` itself left out: the first one after it in its stage of the route, else the
 * first one before it there (skipped earlier), else the first of the other stages. Undefined when nothing else is open.
 */
export function nextQuestion(
  instrument: Instrument,
  route: Route,
  answers: Answers,
  from?: Question,
): Question | undefined {
  const open = (question: Question) => question !== from && !answers.has(question.id);
  const stages = stagesOf(instrument, route);
  const stage = from && stages.find((questions) => questions.includes(from));
  if (stage && from) {
    const place = stage.indexOf(from);
    const next = stage.slice(place + 1).find(open) ?? stage.slice(0, place).find(open);
    if (next) return next;
  }
  return stages.flat().find(open);
}

import type { Answers } from './answers.ts';
import type { Instrument, Question } from './instrument.ts';

/** Key questions first, then the rest; or all of them in the recommended order. */
export type Route = 'key' | 'all';
export const routes: readonly Route[] = ['key', 'all'];

type Stages = readonly (readonly Question[])[];
const keyStages = new WeakMap<Instrument, Stages>();

function stagesOf(instrument: Instrument, route: Route): Stages {
  const { questions } = instrument;
  if (route === 'all') return [questions];
  const known = keyStages.get(instrument);
  if (known) return known;
  const stages = [questions.filter(({ key }) => key), questions.filter(({ key }) => !key)];
  keyStages.set(instrument, stages);
  return stages;
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
  for (const stage of stages) {
    const place = from ? stage.indexOf(from) : -1;
    if (place < 0) continue;
    const next = stage.find((question, i) => i > place && open(question)) ?? stage.find(open);
    if (next) return next;
  }
  for (const stage of stages) {
    const next = stage.find(open);
    if (next) return next;
  }
  return undefined;
}

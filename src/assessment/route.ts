import type { Answers } from './answers.ts';
import type { Instrument, Question } from './instrument.ts';

/** 'key' asks the key questions first, then the others; 'all' asks every question in the recommended order. */
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
 * Returns the next unanswered question of the route, or undefined when none is left besides `from`. The search starts after
 * `from` in its stage of the route, goes on from the start of that stage, and then takes the other stages in order.
 * @param from the question that was just answered or skipped; it is never returned
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

/** The pages with a form of several questions, and the order in which one follows the other. */
import type { Answers } from '../../../assessment/answers.ts';
import type { Instrument, Question, Scale } from '../../../assessment/instrument.ts';

export interface BatchPage {
  readonly address: string;
  /** Undefined on the page of the key questions. */
  readonly principle: Scale | undefined;
  readonly questions: readonly Question[];
}

/** One page for each principle, in their order. */
export function principlePages({ principles }: Instrument): BatchPage[] {
  return principles.map((principle) => ({
    address: `/principles/${principle.id}`,
    principle,
    questions: principle.questions,
  }));
}

export function keyPage({ questions }: Instrument): BatchPage {
  return { address: '/key', principle: undefined, questions: questions.filter(({ key }) => key) };
}

/** Returns the next principle with an open question, after this one or from the first on; undefined when all are answered. */
export function principleAfter(instrument: Instrument, page: BatchPage, answers: Answers): Scale | undefined {
  const { principles } = instrument;
  const place = principles.findIndex(({ id }) => id === page.principle?.id);
  const isOpen = (principle: Scale) =>
    principle.id !== page.principle?.id && principle.questions.some(({ id }) => !answers.has(id));
  return principles.slice(place + 1).find(isOpen) ?? principles.find(isOpen);
}

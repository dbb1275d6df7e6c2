/** Builds the instrument from the framework and the questions. */
import type { Instrument, LensName, Question, Scale } from '../assessment/instrument.ts';
import type { Framework } from './schema.ts';

interface Named {
  readonly id: string;
  readonly title: string;
}

export function byLens<T>(make: (lens: LensName) => T): Record<LensName, T> {
  return { tier: make('tier'), level: make('level'), demand: make('demand') };
}

export function buildInstrument(
  framework: Framework,
  questions: readonly Question[],
  principles: readonly Named[],
  competencies: readonly (Named & { short: string })[],
  lenses: Readonly<Record<LensName, readonly Named[]>>,
): Instrument {
  const counted = ({ id, title }: Named, counts: (question: Question) => boolean): Scale => {
    return { id, title, questions: questions.filter(counts) };
  };
  const placed = (scale: Scale, place: (question: Question) => number): Scale => {
    return { ...scale, questions: scale.questions.toSorted((a, b) => place(a) - place(b)) };
  };
  const { thresholds } = framework;
  return {
    edition: framework.edition,
    questions,
    principles: principles.map((entry) =>
      placed(
        counted(entry, ({ principle }) => principle === entry.id),
        ({ item }) => item,
      ),
    ),
    competencies: competencies.map((entry) => ({
      ...placed(
        counted(entry, ({ competency }) => competency?.id === entry.id),
        ({ competency }) => competency?.place ?? 0,
      ),
      short: entry.short,
    })),
    lenses: byLens((lens) =>
      lenses[lens].map((entry) => counted(entry, (question) => question[lens] === entry.id)),
    ),
    points: framework.points,
    bands: framework.bands,
    thresholds: {
      fewestAnswers: thresholds['fewest-answers'],
      coachingBelow: thresholds['coaching-below'],
      strengthFrom: thresholds['strength-from'],
      viewsPartFrom: thresholds['views-part-from'],
      aheadBy: thresholds['ahead-by'],
      bothHighFrom: thresholds['both-high-from'],
      workOnBelow: thresholds['work-on-below'],
      weakRungBelow: thresholds['weak-rung-below'],
      priorities: thresholds.priorities,
    },
  };
}

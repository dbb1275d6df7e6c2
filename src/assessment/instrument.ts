/**
 * What is asked, as the scores see it: no prose, no HTML. `content/` builds it from data/ and has already checked
 * that every reference in it resolves.
 */
export type Perspective = 'me' | 'us';
export const perspectives: readonly Perspective[] = ['me', 'us'];

/** Permanent: `principle.item`, for example "3.7". Stored answers refer to it. */
export type QuestionId = string;

export type LensName = 'tier' | 'level' | 'demand';
export const lensNames: readonly LensName[] = ['tier', 'level', 'demand'];

export interface Question {
  readonly id: QuestionId;
  readonly principle: string;
  readonly item: number;
  readonly statement: string;
  readonly key: boolean;
  /** The competency it counts towards and its place there, "ES-2" being place 2 of ES. */
  readonly competency: { readonly id: string; readonly place: number } | undefined;
  readonly tier: string;
  readonly level: string | undefined;
  readonly demand: string | undefined;
}

/** A principle, a competency, or an entry of a lens: something with a name that questions count towards. */
export interface Scale {
  readonly id: string;
  readonly title: string;
  /** In the order in which they are shown. */
  readonly questions: readonly Question[];
}

export interface Band {
  readonly id: string;
  readonly title: string;
  /** Upper edge in per cent of the maximum, exclusive; the last band has none. */
  readonly below: number | undefined;
}

export interface Thresholds {
  readonly fewestAnswers: number;
  readonly coachingBelow: number;
  readonly strengthFrom: number;
  readonly viewsPartFrom: number;
  readonly aheadBy: number;
  readonly bothHighFrom: number;
  readonly workOnBelow: number;
  readonly weakRungBelow: number;
  readonly priorities: number;
}

export interface Instrument {
  readonly edition: number;
  /** Every question once, in the recommended order. */
  readonly questions: readonly Question[];
  readonly principles: readonly Scale[];
  readonly competencies: readonly (Scale & { readonly short: string })[];
  readonly lenses: Readonly<Record<LensName, readonly Scale[]>>;
  readonly points: { readonly competency: number; readonly principle: number; readonly lens: number };
  readonly bands: readonly Band[];
  readonly thresholds: Thresholds;
}

const byId = new WeakMap<Instrument, ReadonlyMap<QuestionId, Question>>();

/** The question with this id, or undefined when this instrument has none. */
export function questionOf(instrument: Instrument, id: QuestionId): Question | undefined {
  let index = byId.get(instrument);
  if (!index) {
    index = new Map(instrument.questions.map((question) => [question.id, question]));
    byId.set(instrument, index);
  }
  return index.get(id);
}

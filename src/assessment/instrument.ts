/**
 * The instrument as the scores need it, without prose and HTML. src/content/ builds it from data/ and checks that every
 * reference in it resolves.
 */
export type Perspective = 'me' | 'us';
export const perspectives: readonly Perspective[] = ['me', 'us'];

/** `principle.item`, for example "3.7". Never changes, because stored answers refer to it. */
export type QuestionId = string;

export type LensName = 'tier' | 'level' | 'demand';
export const lensNames: readonly LensName[] = ['tier', 'level', 'demand'];

export interface Question {
  readonly id: QuestionId;
  readonly principle: string;
  readonly item: number;
  /** Two sentences about one behaviour, or the same sentence twice. */
  readonly statements: Readonly<Record<Perspective, string>>;
  /** The sentences describe the poor practice: a rating counts turned round (src/assessment/counted.ts). */
  readonly reverse: boolean;
  readonly key: boolean;
  /** The competency it counts towards and its place there, from 1: "ES-2" in data/ is place 2 of ES. */
  readonly competency: { readonly id: string; readonly place: number } | undefined;
  readonly tier: string;
  readonly level: string | undefined;
  readonly demand: string | undefined;
}

/** A principle, a competency or an entry of a lens: a named set of questions that gets a score. */
export interface Scale {
  readonly id: string;
  readonly title: string;
  /** In the order in which they are shown. */
  readonly questions: readonly Question[];
}

export interface Band {
  readonly id: string;
  readonly title: string;
  /** Upper edge in per cent of the maximum, exclusive, for the points as shown; the last band has none. */
  readonly below: number | undefined;
}

/** What a score is of. */
export type ScoreKind = 'competency' | 'principle' | 'lens';
export type PerKind<T> = Readonly<Record<ScoreKind, T>>;

/** The limits of data/framework.yaml by which scores are read. */
export interface Thresholds {
  /** The least number of ratings that make a score of each kind. */
  readonly fewestAnswers: PerKind<number>;
  /** A question with a total (me + us, 0 to 6) below this is low. */
  readonly coachingBelow: number;
  /** A question with at least this total is a strength. */
  readonly strengthFrom: number;
  /** A question whose gap is at least this many ratings is worth a conversation. */
  readonly viewsPartFrom: number;
  /** Points of a competency by which one perspective is ahead of the other. */
  readonly aheadBy: number;
  /** Both perspectives count as high from this mean of their points on, in per cent of the maximum. */
  readonly bothHighFrom: number;
  /** A principle with fewer points is marked "work on this". */
  readonly workOnBelow: number;
  /** A tier with fewer points is a weak rung of the ladder. */
  readonly weakRungBelow: number;
  /** The number of priorities in a report. */
  readonly priorities: number;
}

export interface Instrument {
  readonly edition: number;
  /** Every question once, in the recommended order. */
  readonly questions: readonly Question[];
  readonly principles: readonly Scale[];
  readonly competencies: readonly (Scale & { readonly short: string })[];
  readonly lenses: Readonly<Record<LensName, readonly Scale[]>>;
  /** The maximum of each kind of score. */
  readonly points: PerKind<number>;
  readonly bands: readonly Band[];
  readonly thresholds: Thresholds;
}

const byId = new WeakMap<Instrument, ReadonlyMap<QuestionId, Question>>();

/** Returns the question with this id, or undefined when the instrument has none. */
export function questionOf(instrument: Instrument, id: QuestionId): Question | undefined {
  let index = byId.get(instrument);
  if (!index) {
    index = new Map(instrument.questions.map((question) => [question.id, question]));
    byId.set(instrument, index);
  }
  return index.get(id);
}

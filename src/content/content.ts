import type { Answers } from '../assessment/answers.ts';
import type { Instrument, LensName, Perspective, QuestionId } from '../assessment/instrument.ts';
import type { Moments } from '../assessment/moments.ts';
import type { Plan } from '../assessment/plan.ts';
import type { GapReading } from '../assessment/scores/scores.ts';

/** Everything in a content folder, validated: the instrument, and the texts around it as Markdown. */
export interface Content {
  readonly instrument: Instrument;
  /** Earlier editions whose stored answers are still valid under this one. */
  readonly acceptedEditions: readonly number[];
  readonly scale: ScaleText;
  /** What earlier editions asked, by edition; for answers and figures that do not count any more. */
  readonly formerEditions: ReadonlyMap<number, FormerEdition>;
  readonly levelsOfBusiness: readonly LevelOfBusiness[];
  readonly principles: ReadonlyMap<string, PrincipleText>;
  /** Questions without guidance are missing. */
  readonly guidance: ReadonlyMap<QuestionId, Guidance>;
  readonly competencies: ReadonlyMap<string, CompetencyText>;
  readonly lenses: Readonly<Record<LensName, ReadonlyMap<string, LensText>>>;
  /** In alphabetical order; empty without a glossary file. */
  readonly glossary: readonly GlossaryTerm[];
  /** The works that the texts name as sources or under "Go deeper"; once each, in alphabetical order. */
  readonly sources: readonly string[];
  /** The chapter of the report after the competencies; undefined without its file. */
  readonly closing: Closing | undefined;
  readonly sample: Sample | undefined;
}

export interface ScaleText {
  /** What a rating answers, such as "How often is this true?". */
  readonly question: string;
  readonly perspectives: Readonly<
    Record<Perspective, { readonly title: string; readonly statement: string }>
  >;
  /** For ratings 0 to 3. */
  readonly ratings: readonly [string, string, string, string];
  readonly notApplicable: string;
}

/** The wording of an earlier edition (src/content/former.ts). */
export interface FormerEdition {
  readonly ratings: ScaleText['ratings'];
  readonly notApplicable: string;
  /** Titles by id. */
  readonly principles: ReadonlyMap<string, string>;
  readonly competencies: ReadonlyMap<string, { readonly title: string; readonly short: string }>;
  readonly statements: ReadonlyMap<QuestionId, string>;
}

export interface LevelOfBusiness {
  readonly id: string;
  readonly name: string;
}

export interface PrincipleText {
  readonly belief: string;
  /** Markdown; may be empty. */
  readonly introduction: string;
  readonly sources: readonly string[];
}

/** Markdown; the items of a list have one paragraph each. */
export interface Guidance {
  /** Empty when the page has no such part. */
  readonly inShort: string;
  readonly why: string;
  readonly topics: readonly { readonly heading: string; readonly text: string }[];
  /** What ratings 0 to 3 look like; empty when the page does not say. */
  readonly ratings: readonly RatingLine[];
  /** Empty when the page has no such part. */
  readonly measure: string;
  readonly avoid: readonly string[];
  readonly do: readonly string[];
  readonly coaching: Coaching;
  readonly askYourself: readonly string[];
  readonly askTogether: readonly string[];
  readonly goDeeper: readonly string[];
  readonly related: readonly { readonly id: QuestionId; readonly reason: string }[];
  readonly sources: readonly string[];
}

export interface RatingLine {
  /** As the page has it; the content check compares it with the scale. */
  readonly label: string;
  readonly text: string;
}

/** Advice for each start. A page with one text for all has it three times. */
export interface Coaching {
  readonly bothLow: string;
  readonly iAmAhead: string;
  readonly weAreAhead: string;
}

export interface CompetencyText {
  readonly description: string;
  readonly essay: string;
  readonly steps: readonly string[];
  readonly readings: Readonly<Record<GapReading, string>>;
  readonly sources: readonly string[];
}

export interface LensText {
  readonly question: string;
  readonly text: string;
  /** By band id. */
  readonly bands: ReadonlyMap<string, string>;
  readonly sources: readonly string[];
}

export interface Closing {
  readonly title: string;
  /** Markdown. */
  readonly text: string;
}

export interface GlossaryTerm {
  /** The fragment of the term's address, without the #. */
  readonly id: string;
  readonly term: string;
  /** Other wordings that link to the term, such as its plural. */
  readonly forms: readonly string[];
  readonly text: string;
}

/** A made-up person's answers for /sample, with their worksheets; these are empty when the file has none. */
export interface Sample {
  readonly name: string;
  readonly group: string;
  readonly level: string;
  /** In days since 1 January 1970. */
  readonly date: number;
  readonly story: string;
  readonly answers: Answers;
  readonly plan: Plan;
  readonly moments: Moments;
}

import type { Answers } from '../assessment/answers.ts';
import type { Instrument, LensName, Perspective, QuestionId } from '../assessment/instrument.ts';
import type { GapReading } from '../assessment/scores/scores.ts';

/** Everything data/ holds, checked: the instrument that is scored, and the words around it as Markdown. */
export interface Content {
  readonly instrument: Instrument;
  /** Earlier editions whose stored answers still mean the same under this one. */
  readonly acceptedEditions: readonly number[];
  readonly scale: ScaleText;
  readonly levelsOfBusiness: readonly LevelOfBusiness[];
  readonly principles: ReadonlyMap<string, PrincipleText>;
  /** Only the questions that have guidance. */
  readonly guidance: ReadonlyMap<QuestionId, Guidance>;
  readonly competencies: ReadonlyMap<string, CompetencyText>;
  readonly lenses: Readonly<Record<LensName, ReadonlyMap<string, LensText>>>;
  /** In alphabetical order; empty without a glossary file. */
  readonly glossary: readonly GlossaryTerm[];
  /** Every book and study that any of the texts names as a source; once each, in alphabetical order. */
  readonly sources: readonly string[];
  readonly sample: Sample | undefined;
}

export interface ScaleText {
  readonly perspectives: Readonly<
    Record<Perspective, { readonly title: string; readonly statement: string }>
  >;
  /** Of ratings 0 to 3. */
  readonly ratings: readonly [string, string, string, string];
  readonly notApplicable: string;
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

export interface Guidance {
  readonly why: string;
  readonly topics: readonly { readonly heading: string; readonly text: string }[];
  readonly avoid: readonly string[];
  readonly do: readonly string[];
  readonly coaching: string;
  readonly askYourself: readonly string[];
  readonly askTogether: readonly string[];
  readonly sources: readonly string[];
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

export interface GlossaryTerm {
  /** The part of an address after #, without the #. */
  readonly id: string;
  readonly term: string;
  /** Further wordings that link to it, such as its plural. */
  readonly forms: readonly string[];
  readonly text: string;
}

/** A made-up person's answers for /sample. */
export interface Sample {
  readonly name: string;
  readonly group: string;
  readonly level: string;
  readonly date: Date;
  readonly story: string;
  readonly answers: Answers;
}

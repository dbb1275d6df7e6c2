/** What the chapters of a team's document are made from. */
import type { Question } from '../../../assessment/instrument.ts';
import type { TeamResults } from '../../../assessment/team/team-results.ts';
import type { Content } from '../../../content/content.ts';
import type { Mark } from '../drawing/mark.ts';
import type { Paper, Sheet } from '../paper.ts';

export interface TeamDocument {
  /** The site's name. */
  readonly brand: string;
  readonly name: string;
  readonly groups: readonly string[];
  readonly results: TeamResults;
  /** In words: "60 people have answered …" */
  readonly count: string;
  readonly content: Content;
  /** Of the document, in words. */
  readonly date: string;
  readonly paper: Paper;
  readonly made: Date;
  readonly questionAddress: (question: Question) => string;
}

export interface Setting extends TeamDocument {
  readonly sheet: Sheet;
  readonly root: Mark;
}

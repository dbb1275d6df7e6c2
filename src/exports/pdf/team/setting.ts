/** What the chapters of a team's document are made from. */
import type { Question } from '../../../assessment/instrument.ts';
import type { TeamAction } from '../../../assessment/team/actions.ts';
import type { RoundColumn } from '../../../assessment/team/rounds-table.ts';
import type { TeamResults } from '../../../assessment/team/team-results.ts';
import type { Content } from '../../../content/content.ts';
import type { Mark } from '../drawing/mark.ts';
import type { Paper } from '../paper.ts';

/** What the document says of the team. Plain data. */
export interface TeamFacts {
  /** The site's name. */
  readonly brand: string;
  readonly name: string;
  readonly groups: readonly string[];
  readonly results: TeamResults;
  readonly actions: readonly TeamAction[];
  /** The rounds with figures, the present one last. */
  readonly rounds: readonly RoundColumn[];
  /** How many have answered, in words. */
  readonly count: string;
  /** When the document was made, in words. */
  readonly date: string;
}

export interface Setting extends TeamFacts {
  readonly content: Content;
  readonly paper: Paper;
  /** The structure's root. */
  readonly root: Mark;
  readonly questionAddress: (question: Question) => string;
}

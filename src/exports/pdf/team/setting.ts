/** What the chapters of a team's document are made from. */
import type { Question } from '../../../assessment/instrument.ts';
import type { TeamAction } from '../../../assessment/team/actions.ts';
import type { RoundColumn } from '../../../assessment/team/rounds-table.ts';
import type { TeamResults } from '../../../assessment/team/team-results.ts';
import type { Content } from '../../../content/content.ts';
import type { Mark } from '../drawing/mark.ts';
import type { Paper } from '../paper.ts';

export interface Setting {
  readonly brand: string;
  readonly name: string;
  readonly groups: readonly string[];
  readonly results: TeamResults;
  readonly actions: readonly TeamAction[];
  /** The rounds with figures, the present one last. */
  readonly rounds: readonly RoundColumn[];
  readonly count: string;
  readonly content: Content;
  readonly date: string;
  readonly paper: Paper;
  /** The structure's root. */
  readonly root: Mark;
  readonly questionAddress: (question: Question) => string;
}

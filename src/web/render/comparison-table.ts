/** What views/partials/compare-table.ejs shows: the scores or ratings of several people side by side. */

/** The scores or ratings of one person. `me` is empty where only us is scored. */
interface Cell {
  readonly me: string;
  readonly us: string;
  /** "from 5 of 8" for a provisional score; empty for a final one. */
  readonly note: string;
}

interface Row {
  /** The id of a question or a principle; empty for a competency. */
  readonly id: string;
  readonly title: string;
  /** What to know about the ratings; may be missing. */
  readonly remark?: string;
  /** A question to ask together, as HTML; may be empty. */
  readonly ask: string;
  readonly cells: readonly Cell[];
  /** The highest minus the lowest value for us. */
  readonly spread: string;
  /** The same for me; empty where only us is scored. */
  readonly spreadMe: string;
}

export interface ComparisonTable {
  readonly caption: string;
  /** The heading of the first column. */
  readonly first: string;
  /** The headings of the other columns, one for each person. */
  readonly names: readonly string[];
  /** The rows are questions, and link to their pages. */
  readonly linked: boolean;
  readonly hasMe: boolean;
  readonly rows: readonly Row[];
}

/** What the chapters of a report have in common. */
import type { Answers } from '../../../assessment/answers.ts';
import type { Report } from '../../../assessment/scores/report.ts';
import type { ScoreCell } from '../../../assessment/scores/score-text.ts';
import type { Content } from '../../../content/content.ts';
import type { ReportLinks, Sort } from '../links.ts';

export interface Chapter {
  /** Its address under that of the report. */
  readonly slug: string;
  /** The anchor of its card, and of its heading: where links of earlier versions lead. */
  readonly anchor: string;
  /** For lists of chapters; `title` is its heading. */
  readonly short: string;
  readonly title: string;
  /** The two scores of a competency. */
  readonly scores?: { readonly me: ScoreCell; readonly us: ScoreCell };
  /** What its card says. */
  readonly line: string;
  readonly screenOnly?: boolean;
  readonly style?: string;
  /** The orders that its table can be shown in. */
  readonly sortable?: true;
  /** What the chapter depends on besides the links; the view caches it by this. Empty when a visitor typed some of it. */
  readonly key: string;
  /** The partial that shows it, and its view model. */
  readonly view: string;
  readonly page: (shown: Shown) => object;
}

/** What a chapter is made from. */
export interface Basis {
  readonly content: Content;
  readonly answers: Answers;
  readonly report: Report;
  /** As `Site.terms`: makes a function that links terms of the glossary. */
  readonly terms: () => (html: string) => string;
}

/** How a chapter is shown: on a page of its own, or on the page with everything. */
export interface Shown {
  readonly links: ReportLinks;
  readonly sort: Sort;
  /** Everything that can be folded is open: on the page that is printed. */
  readonly unfolded: boolean;
  /** The levels of its headings. */
  readonly h: number;
  readonly hh: number;
}

export function shownAlone(links: ReportLinks, sort: Sort): Shown {
  return { links, sort, unfolded: false, h: 2, hh: 3 };
}

export function shownWithAll(links: ReportLinks): Shown {
  return { links, sort: 'listed', unfolded: true, h: 3, hh: 4 };
}

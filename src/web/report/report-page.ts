/** The view models of a report's pages, for /report, /sample and /shared. */

import type { Answers } from '../../assessment/answers.ts';
import { progressOf } from '../../assessment/progress.ts';
import { headline } from '../../assessment/scores/headline.ts';
import { noPrioritySentence } from '../../assessment/scores/priority-sentences.ts';
import { buildReport } from '../../assessment/scores/report.ts';
import { lettersOf } from '../../codec/packed/letters.ts';
import { isolated } from '../../direction.ts';
import { NotFound } from '../http/errors.ts';
import { competencyChart, competencyRows } from '../render/competency-chart.ts';
import type { OwnChapter } from '../render/own-chapter.ts';
import { dateText } from '../render/wording.ts';
import type { Site } from '../site.ts';
import { type Chapter, shownAlone, shownWithAll } from './chapters/chapter.ts';
import { chaptersOf } from './chapters/chapters.ts';
import { sortedScores } from './chapters/competencies.ts';
import { prioritiesOf } from './chapters/start.ts';
import { linksWithin, type ReportLinks, type Sort, sortLinks } from './links.ts';

export interface Cover {
  /** Who answered: "Zoë and Ward 7". */
  readonly title: string;
  /** The level of business that "us" means. */
  readonly level: string;
  readonly date: number;
}

/** @param person the visitor's name; may be empty */
export function coverTitle(person: string, group: string): string {
  return `${isolated(person) || 'Me'} and ${isolated(group)}`;
}

export interface Action {
  readonly address: string;
  readonly text: string;
  /** What else may be done now, as a quieter link. */
  readonly other?: Action;
}

export interface GivenReport {
  readonly answers: Answers;
  readonly cover: Cover;
  readonly links: ReportLinks;
  readonly own?: readonly OwnChapter[];
  /** Parts of the pages may be cached: nothing in their links was typed by a visitor. */
  readonly isCached: boolean;
}

export type OpenReport = ReturnType<typeof openReport>;

/** The report of these answers, and what its pages show besides their layout and notices. */
export function openReport(site: Site, { answers, cover, links, own = [], isCached }: GivenReport) {
  const { content } = site;
  const { instrument } = content;
  const { answered, of } = progressOf(instrument, answers);
  const letters = lettersOf(instrument.questions, answers);
  let made: ReturnType<typeof build> | undefined;
  const build = () => {
    const report = buildReport(instrument, answers);
    const basis = { content, answers, report, terms: site.terms };
    return { report, basis, chapters: chaptersOf(basis, letters, own) };
  };
  /** Built at the first use: a result that is in the cache needs no report. */
  const built = () => {
    made ??= build();
    return made;
  };
  const common = {
    cover: {
      ...cover,
      date: dateText(cover.date),
      answered,
      of,
    },
    links,
  };

  return {
    get chapters() {
      return built().chapters;
    },

    /** The result on one screen. @param action the one thing to do next */
    result(sort: Sort, action: Action) {
      const chaptersShown = own.map(({ id, line }) => `${id} ${line}`).join();
      return {
        ...common,
        key: isCached ? `result ${links.root} ${letters} ${sort} ${action.address} ${chaptersShown}` : '',
        /** Called when the body is not in the cache. */
        body: () => {
          const { report, basis, chapters } = built();
          return {
            links,
            action,
            headline: headline(report),
            provisional: report.competencies.some(({ me, us }) =>
              [me, us].some(({ kind }) => kind === 'provisional'),
            ),
            answered,
            of,
            maximum: instrument.points.competency,
            chart: competencyChart(sortedScores(report.competencies, sort), content),
            sorts: sortLinks(links, '', sort),
            priorities: prioritiesOf(basis, links),
            none: noPrioritySentence(report, instrument),
            cards: chapters.map((chapter) => ({ ...chapter, address: links.chapter(chapter.slug) })),
          };
        },
      };
    },

    /** The page of a chapter. @throws NotFound when the report has none at this address */
    chapter(slug: string, sort: Sort) {
      const { chapters } = built();
      const listed = chapters.map((one) => ({
        slug: one.slug,
        short: one.short,
        screenOnly: one.screenOnly,
        address: links.chapter(one.slug),
      }));
      const at = chapters.findIndex((one) => one.slug === slug);
      const chapter = chapters[at];
      if (!chapter) throw new NotFound('This report has no such chapter.');
      return {
        ...common,
        ...shownChapter(chapter, isCached, shownAlone(links, chapter.sortable ? sort : 'listed')),
        before: listed[at - 1],
        after: listed[at + 1],
        contents: listed.map((one, i) => ({ ...one, current: i === at })),
      };
    },

    /** The page with everything. */
    all() {
      const { report, chapters } = built();
      const anchors = new Map(chapters.map((one) => [one.slug, one.anchor]));
      const shown = shownWithAll(linksWithin(links, anchors));
      return {
        ...common,
        headline: headline(report),
        chart: competencyChart(report.competencies, content),
        maximum: instrument.points.competency,
        rows: competencyRows(report.competencies),
        chapters: chapters.map((chapter) => shownChapter(chapter, isCached, shown)),
      };
    },
  };
}

function shownChapter(chapter: Chapter, isCached: boolean, shown: ReturnType<typeof shownAlone>) {
  const { key, anchor, slug, short, title, scores, screenOnly, style, view } = chapter;
  return {
    chapter: { anchor, slug, short, title, scores, screenOnly, style, view },
    key: isCached && key ? `${key} ${shown.links.root} ${shown.sort}` : '',
    page: () => chapter.page(shown),
  };
}

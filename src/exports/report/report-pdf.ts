/** The full workbook: the report as a PDF, with the numbers and words of the page. */
import type { Answer } from '../../assessment/answers.ts';
import type { QuestionId } from '../../assessment/instrument.ts';
import { buildReport } from '../../assessment/scores/report.ts';
import type { Content } from '../../content/content.ts';
import { documentOf } from '../pdf/document.ts';
import type { Piece } from '../pdf/drawing/flow.ts';
import { Mark } from '../pdf/drawing/mark.ts';
import type { About } from '../pdf/drawing/new-document.ts';
import { type PaperName, papers } from '../pdf/paper.ts';
import { type Changes, changeChapter } from '../pdf/report/changes.ts';
import { competencyChapter } from '../pdf/report/chapter.ts';
import { type Cover, contentsPage, coverPage } from '../pdf/report/cover.ts';
import {
  alsoLowChapter,
  alsoLowOf,
  openChapter,
  readingChapter,
  strengthsChapter,
  strengthsOf,
} from '../pdf/report/ending.ts';
import { lensesChapter } from '../pdf/report/lenses.ts';
import { type Contract, contractChapter, type MomentsTable, momentsChapter } from '../pdf/report/own.ts';
import { principlesChapter, principlesTitle } from '../pdf/report/principles.ts';
import type { Setting } from '../pdf/report/setting.ts';
import { startChapter } from '../pdf/report/start.ts';
import { summaryChapter } from '../pdf/report/summary.ts';
import { printable } from '../pdf/text.ts';

/** Plain data, because it is copied to a worker thread. */
export interface ReportDocument {
  readonly answers: Map<QuestionId, Answer>;
  readonly cover: Cover;
  /** The site's name. */
  readonly brand: string;
  /** The author of the document; empty when the visitor gave no name. */
  readonly person: string;
  readonly change?: Changes | undefined;
  readonly contract?: Contract | undefined;
  readonly moments?: MomentsTable | undefined;
  readonly paper: PaperName;
  readonly made: Date;
  /** Where the questions can be answered: "https://example.org/questions". */
  readonly questionsAddress: string;
}

interface Chapter {
  readonly title: string;
  readonly anchor: string;
  readonly pieces: Piece[];
}

/** A4 or Letter; tagged, with bookmarks and selectable text. */
export function reportPdf(input: ReportDocument, content: Content): Promise<Buffer> {
  const { cover } = input;
  const setting = settingOf(input, content);
  const { brand, paper } = setting;
  const chapters = chaptersOf(setting, input);
  const title = printable(cover.title);
  return documentOf({
    paper,
    about: aboutOf(input, `${title}: ${brand} report`),
    foot: `${brand} · ${title} · ${cover.date}`,
    pieces: [
      ...coverPage(setting, cover),
      ...contentsPage(setting, chapters),
      ...chapters.flatMap(({ pieces }) => pieces),
    ],
  });
}

export function settingOf(input: ReportDocument, content: Content): Setting {
  return {
    report: buildReport(content.instrument, input.answers),
    content,
    brand: printable(input.brand),
    paper: papers[input.paper],
    root: new Mark('Document'),
    questionAddress: ({ id }) => `${input.questionsAddress}/${id}`,
  };
}

/** What the properties of the document say. */
export function aboutOf({ cover, person, made }: ReportDocument, title: string): About {
  return {
    title,
    author: printable(person),
    subject: `Self-assessment report, answers of ${cover.date}`,
    language: 'en-GB',
    made,
  };
}

function chaptersOf(setting: Setting, { change, contract, moments }: ReportDocument): Chapter[] {
  const { report } = setting;
  const chapter = (title: string, anchor: string, pieces: Piece[]) => ({ title, anchor, pieces });
  return [
    chapter('Summary', 'summary', summaryChapter(setting)),
    chapter('Where to start', 'where-to-start', startChapter(setting)),
    chapter(principlesTitle(setting), 'ten-principles', principlesChapter(setting)),
    ...report.competencies.map((score) =>
      chapter(score.competency.title, `c-${score.competency.id}`, competencyChapter(setting, score)),
    ),
    ...(alsoLowOf(setting).length > 0 ? [chapter('Also low', 'also-low', alsoLowChapter(setting))] : []),
    ...(strengthsOf(setting).length > 0
      ? [chapter('Strengths worth protecting', 'strengths', strengthsChapter(setting))]
      : []),
    chapter('Through the customer’s eyes', 'customers-eyes', lensesChapter(setting)),
    ...(change ? [chapter(change.title, 'change', changeChapter(setting, change))] : []),
    ...(moments ? [chapter(moments.title, 'moments', momentsChapter(setting, moments))] : []),
    ...(contract ? [chapter(contract.title, 'contract', contractChapter(setting, contract))] : []),
    ...(report.open.length > 0 ? [chapter('Not answered yet', 'open', openChapter(setting))] : []),
    chapter('How the scores were worked out', 'reading', readingChapter(setting)),
  ];
}

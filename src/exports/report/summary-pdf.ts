/** The summary of the report on two pages, to hand to a manager. */
import { headline } from '../../assessment/scores/headline.ts';
import { sentencesAfterHeadline } from '../../assessment/scores/sentences.ts';
import type { Content } from '../../content/content.ts';
import { documentOf, pageCount } from '../pdf/document.ts';
import type { Piece } from '../pdf/drawing/flow.ts';
import { colours, type Paper } from '../pdf/paper.ts';
import { hairline, heading, paragraph } from '../pdf/pieces.ts';
import { briefContract } from '../pdf/report/own.ts';
import { type Setting, sectionHead } from '../pdf/report/setting.ts';
import { ladder, priorityList } from '../pdf/report/start.ts';
import { competencyChart } from '../pdf/report/summary.ts';
import { styles } from '../pdf/styles.ts';
import { printable } from '../pdf/text.ts';
import { aboutOf, type ReportDocument, settingOf } from './report-pdf.ts';

/** A4 or Letter; tagged, with bookmarks and selectable text. What is too long for a page is shortened. */
export function summaryPdf(input: ReportDocument, content: Content): Promise<Buffer> {
  const setting = settingOf(input, content);
  const { paper, brand } = setting;
  const title = printable(input.cover.title);
  return documentOf({
    paper,
    about: aboutOf(input, `${title}: ${brand} summary`),
    foot: `${brand} · ${title} · ${input.cover.date}`,
    pieces: [
      ...firstFitting([3, 2, 1, 0], paper, (detail) => firstPage(setting, input, detail)),
      ...firstFitting([Number.POSITIVE_INFINITY, 300, 160, 100, 60, 30], paper, (longest) =>
        secondPage(setting, input, longest),
      ),
    ],
  });
}

/** Returns the pieces for the first size with which they fit on one page, or those for the last. */
function firstFitting(sizes: readonly number[], paper: Paper, piecesOf: (size: number) => Piece[]): Piece[] {
  let pieces: Piece[] = [];
  for (const size of sizes) {
    pieces = piecesOf(size);
    if (pageCount(pieces, paper) === 1) break;
  }
  return pieces;
}

/**
 * @param detail 3 for everything, 2 without a question for each priority, 1 also without the sentences about me, 0 with a
 * small title and the headline alone
 */
function firstPage(setting: Setting, { cover, person }: ReportDocument, detail: number): Piece[] {
  const { report, content, paper, root, brand } = setting;
  const { measure } = paper;
  const { answered, of } = report.progress;
  const section = root.in('Sect');
  const more = sentencesAfterHeadline(report, content.instrument);
  const facts = [`“Us” means: ${cover.level}`, `answers of ${cover.date}`, `${answered} of ${of} questions`];
  const small = (text: string, above: number) =>
    paragraph(text, measure, section.in('P'), { style: styles.small, above });
  return [
    ...paragraph(`${brand} · summary on two pages`, measure, section.in('P'), {
      style: { ...styles.strong, colour: colours.accent },
    }),
    ...heading(cover.title, measure, section.in('H1'), {
      style: detail > 0 ? styles.chapter : styles.box,
      above: 4,
    }),
    ...small(facts.join(' · '), 4),
    ...(cover.story ? small(`This is a sample. ${person} and the answers are made up.`, 2) : []),
    hairline(measure, 10),
    ...paragraph(headline(report), measure, section.in('P'), { style: styles.lead, above: 12 }),
    ...(detail > 0 ? more.flatMap((sentence) => paragraph(sentence, measure, section.in('P'))) : []),
    ...competencyChart(setting, section, 20),
    ...sectionHead('Where to start', paper, section, 16),
    ...priorityList(setting, section, {
      role: 'H3',
      above: 10,
      hasMe: detail > 1,
      asks: detail > 2,
      style: styles.cell,
    }),
    ...(detail > 0
      ? small(
          'The numbers are one person’s view on one day. A low score is a place to look, and a wide gap is a conversation to have; neither is a verdict. The gap is us minus me.',
          16,
        )
      : []),
  ];
}

/** @param longest how many characters of a text of the contract are shown */
function secondPage(setting: Setting, { contract }: ReportDocument, longest: number): Piece[] {
  const { paper, root } = setting;
  const section = root.in('Sect');
  const [first, ...others] = sectionHead('The ladder', paper, section, 0);
  return [
    ...(first ? [{ ...first, breaks: true }, ...others] : []),
    ...ladder(setting, section, 26),
    ...(contract
      ? [...sectionHead(contract.title, paper, section), ...briefContract(contract, paper, section, longest)]
      : []),
  ];
}

/** The sheet of a live room as a PDF: the actions, the moments of truth, then each statement with its spread and its note. */
import { ratings } from '../../assessment/answers.ts';
import type { Perspective } from '../../assessment/instrument.ts';
import { spreadSentence } from '../../assessment/live/spread.ts';
import type { Content } from '../../content/content.ts';
import { documentOf } from '../pdf/document.ts';
import type { Piece } from '../pdf/drawing/flow.ts';
import { Mark } from '../pdf/drawing/mark.ts';
import { colours, type Paper, type PaperName, papers } from '../pdf/paper.ts';
import { heading, list, paragraph } from '../pdf/pieces.ts';
import { columnsOf, meTitle, questionText, sectionHead, usTitle } from '../pdf/report/setting.ts';
import { styles } from '../pdf/styles.ts';
import { table } from '../pdf/table.ts';
import { printable } from '../pdf/text.ts';
import type { LiveSheet } from './live-sheet.ts';
import { moments } from './moments-pdf.ts';

/** Plain data, because it is copied to a worker thread. */
export interface LiveDocument {
  readonly sheet: LiveSheet;
  /** The site's name. */
  readonly brand: string;
  readonly paper: PaperName;
  readonly made: Date;
  readonly threshold: number;
  /** Where the questions can be read: "https://example.org/questions". */
  readonly questionsAddress: string;
}

type Statement = LiveSheet['statements'][number];

/** A4 or Letter; tagged, with bookmarks and selectable text. */
export function livePdf(input: LiveDocument, content: Content): Promise<Buffer> {
  const { sheet } = input;
  const paper = papers[input.paper];
  const brand = printable(input.brand);
  const title = printable(sheet.name);
  const root = new Mark('Document');
  const talked = sheet.statements.filter(({ spread, note }) => spread || note);
  return documentOf({
    paper,
    about: {
      title: `${title}: ${brand} live room`,
      author: '',
      subject: `Live room of ${sheet.date}`,
      language: 'en-GB',
      made: input.made,
    },
    foot: `${brand} · ${title} · ${sheet.date}`,
    pieces: [
      ...top(sheet, brand, paper, root),
      ...actions(sheet, paper, root),
      ...moments(sheet, paper, root),
      ...talked.flatMap((statement) => spread(statement, input, content, paper, root)),
    ],
  });
}

function top({ name, date, statements, cycle }: LiveSheet, brand: string, paper: Paper, root: Mark): Piece[] {
  const section = root.in('Sect');
  const shown = statements.filter((statement) => statement.spread).length;
  return [
    ...paragraph(`${brand} · live room`, paper.measure, section.in('P'), {
      style: { ...styles.strong, colour: colours.accent },
      above: 0,
    }),
    ...heading(name, paper.measure, section.in('H1'), { style: styles.chapter, above: 4 }),
    ...paragraph(
      [
        `${date}.`,
        ...(statements.length > 0
          ? [
              `${shown} of ${statements.length} statements were rated and revealed. The numbers are how many people gave each rating, as given; nobody can tell who.`,
            ]
          : []),
        ...(cycle ? ['The moments of truth are in the order in which the customer meets them.'] : []),
      ].join(' '),
      paper.measure,
      section.in('P'),
      { above: 8 },
    ),
  ];
}

function actions({ actions: agreed }: LiveSheet, paper: Paper, root: Mark): Piece[] {
  const section = root.in('Sect');
  const head = sectionHead('What we agreed', paper, section);
  if (agreed.length === 0)
    return [...head, ...paragraph('Nothing was written down.', paper.measure, section.in('P'))];
  return [
    ...head,
    ...table(
      'Actions',
      columnsOf(paper.measure, ['What', 0.6], ['Owner', 0.22], ['By when', 0.18]),
      agreed.map(({ text, owner, due }) => [text, owner, due]),
      section,
    ),
  ];
}

function spread(
  { question, spread: shown, note }: Statement,
  { questionsAddress, threshold }: LiveDocument,
  { scale }: Content,
  paper: Paper,
  root: Mark,
): Piece[] {
  const section = root.in('Sect');
  const { measure } = paper;
  const address = { url: `${questionsAddress}/${question.id}` };
  const titles: Record<Perspective, typeof usTitle> = { us: usTitle, me: meTitle };
  const remark = question.reverse ? ' Worded the other way round: here a low rating is the good one.' : '';
  const share = 0.8 / ratings.length;
  const rows = (['us', 'me'] as const).map((side) => {
    const counts = shown?.[side];
    return [titles[side], ...ratings.map((rating) => (counts ? String(counts[rating]) : '–'))];
  });
  return [
    ...heading(questionText(question, address), measure, section.in('H2'), { style: styles.box, above: 26 }),
    ...(question.statements.me === question.statements.us
      ? []
      : paragraph(`Me: ${question.statements.me}`, measure, section.in('P'), {
          style: styles.small,
          above: 2,
        })),
    ...(shown
      ? [
          ...table(
            `${shown.rated} people rated.${remark}`,
            columnsOf(
              measure,
              ['Perspective', 0.2],
              ...ratings.map(
                (rating) => [scale.ratings[rating] ?? '', share, 'right'] as [string, number, 'right'],
              ),
            ),
            rows,
            section,
          ),
          ...list(
            [
              `Us: ${spreadSentence(shown.us, scale.ratings, threshold)}`,
              `Me: ${spreadSentence(shown.me, scale.ratings, threshold)}`,
            ],
            measure,
            section.in('L'),
            { numbered: false },
          ),
        ]
      : paragraph('The ratings were not revealed.', measure, section.in('P'))),
    ...note
      .split('\n')
      .filter((line) => line)
      .flatMap((line, i) =>
        paragraph(
          i === 0 ? [{ text: 'Note: ', bold: true }, { text: line }] : line,
          measure,
          section.in('P'),
          {
            above: i === 0 ? 8 : 2,
          },
        ),
      ),
  ];
}

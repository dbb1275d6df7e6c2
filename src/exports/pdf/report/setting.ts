/** What the chapters of the report are made from, and the parts that they share. */
import type { Answer, PerspectiveAnswer } from '../../../assessment/answers.ts';
import type { Question } from '../../../assessment/instrument.ts';
import type { Report } from '../../../assessment/scores/report.ts';
import type { ScoreCell } from '../../../assessment/scores/score-text.ts';
import type { Content } from '../../../content/content.ts';
import { inlineSpans, type Prose, type ProseSpan, proseOf } from '../../../content/files/prose.ts';
import { ratingText } from '../../../content/scale.ts';
import { keptTogether, type Piece } from '../drawing/flow.ts';
import type { Mark } from '../drawing/mark.ts';
import { colours, type Paper } from '../paper.ts';
import { heading, list, paragraph, type TextOptions } from '../pieces.ts';
import { type Style, styles } from '../styles.ts';
import type { Cell, Column } from '../table.ts';
import type { Span, Text } from '../text.ts';

export interface Setting {
  readonly report: Report;
  readonly content: Content;
  /** The site's name. */
  readonly brand: string;
  readonly paper: Paper;
  /** The structure's root. */
  readonly root: Mark;
  readonly questionAddress: (question: Question) => string;
}

/**
 * The title of a chapter, with a bookmark. A chapter begins on a new page when less than this share of a page is left.
 * @param placing `breaks` to begin on a new page in any case
 */
export function chapterHead(
  title: string,
  anchor: string,
  paper: Paper,
  section: Mark,
  placing: { readonly breaks?: boolean } = {},
): Piece[] {
  const bar: Piece = {
    above: 44,
    height: 14,
    keep: true,
    room: 0.4 * paper.depth,
    ...placing,
    parts: [
      {
        draw: (pen, x, y) => {
          pen.enter(undefined);
          pen.fill(x, y, 34, 4, colours.accent);
        },
      },
    ],
  };
  const style = styles.chapter;
  const bookmark = { title, level: 1 as const };
  return [bar, ...heading(title, paper.measure, section.in('H1'), { style, above: 0, anchor, bookmark })];
}

/** The first words of a chapter, on the page of what follows. */
export function leadText(text: Text, paper: Paper, section: Mark): Piece[] {
  const { measure } = paper;
  return keptTogether(paragraph(text, measure, section.in('P'), { style: styles.lead, above: 10 }), true);
}

/** The title of a section of a chapter, with a bookmark. */
export function sectionHead(title: string, paper: Paper, section: Mark, above = 24): Piece[] {
  const bookmark = { title, level: 2 as const };
  return heading(title, paper.measure, section.in('H2'), { above, bookmark });
}

/** The id of a question in another colour, and its statement for us. */
export function questionText({ id, statements }: Question, link?: Span['link']): Span[] {
  return [
    { text: id, bold: true, family: 'sans', colour: colours.accent, link },
    { text: ` ${statements.us}`, link: undefined },
  ];
}

const spanOf =
  (base: Style) =>
  ({ text, strong, emphasis }: ProseSpan): Span => ({
    text,
    ...(strong ? { bold: true } : {}),
    ...(emphasis ? { italic: !base.italic } : {}),
  });

/** @param markdown one line */
export function inline(markdown: string, base: Style = styles.body): Span[] {
  return inlineSpans(markdown).map(spanOf(base));
}

/** The paragraphs and lists of Markdown. */
export function prose(markdown: string, measure: number, section: Mark, options: TextOptions = {}): Piece[] {
  const { style = styles.body, above = 6 } = options;
  const pieces: Piece[] = [];
  let items: Prose[] = [];
  const flush = () => {
    const [first] = items;
    if (first)
      pieces.push(
        ...list(
          items.map(({ spans }) => spans.map(spanOf(style))),
          measure,
          section.in('L'),
          {
            style,
            above,
            numbered: first.item !== 0,
          },
        ),
      );
    items = [];
  };
  for (const block of proseOf(markdown)) {
    if (block.item !== undefined) items.push(block);
    else {
      flush();
      pieces.push(...paragraph(block.spans.map(spanOf(style)), measure, section.in('P'), { style, above }));
    }
  }
  flush();
  return pieces;
}

/** The points in bold, the band beside them, and below what makes the score provisional. */
export function scoreText({ points, band, note }: ScoreCell): Cell {
  const score: Text = [
    { text: points, bold: true },
    { text: ` ${band}`, colour: colours.muted },
  ];
  return { lines: [{ text: score }, ...(note ? [{ text: note, style: { ...styles.small, size: 8 } }] : [])] };
}

export const meTitle: Span[] = [{ text: 'Me', colour: colours.me, sign: 'me' }];
export const usTitle: Span[] = [{ text: 'Us', colour: colours.us, sign: 'us' }];

/** An answer in the words of the scale. */
export function answerWords({ me, us }: Answer, { scale }: Content): { me: string; us: string } {
  return { me: ratingText(me, scale), us: ratingText(us, scale) };
}

/** The sentence about me, which goes with the one about us in the heading. */
export function meStatement({ statements }: Question, measure: number, section: Mark): Piece[] {
  const text: Text = [{ text: 'Me: ', bold: true, colour: colours.me }, { text: statements.me }];
  return paragraph(text, measure, section.in('P'), { style: { ...styles.small, size: 9 }, above: 2 });
}

/** A question in a table, with what to know about its ratings or figures under it. @param remark may be empty */
export function questionCell(question: Question, remark: string, link?: Span['link']): Cell {
  return {
    lines: [
      { text: questionText(question, link), style: styles.cell },
      ...(remark ? [{ text: remark, style: { ...styles.small, size: 8 } }] : []),
    ],
  };
}

export const rated = (given: PerspectiveAnswer) => (given === 'not-applicable' ? undefined : given);

/** @param columns with their shares of `measure`, which add up to 1 */
export function columnsOf(
  measure: number,
  ...columns: readonly (readonly [title: Text, share: number, align?: 'left' | 'right'])[]
): Column[] {
  return columns.map(([title, share, align = 'left']) => ({ title, width: share * measure, align }));
}

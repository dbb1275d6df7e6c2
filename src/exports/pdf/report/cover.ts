/** The cover and the table of contents. */
import type { Part, Piece } from '../drawing/flow.ts';
import { colours } from '../paper.ts';
import { boxed, hairline, heading, linePart, paragraph } from '../pieces.ts';
import { styles } from '../styles.ts';
import { linesOf } from '../text.ts';
import { chapterHead, type Setting } from './setting.ts';

export interface Cover {
  /** "Ruth Adeyemi and the trade counter" */
  readonly title: string;
  /** Who is meant by "us". */
  readonly level: string;
  /** The date of the answers, in words. */
  readonly date: string;
  readonly edition: number;
  /** The story of the made-up person; empty for a visitor's report. */
  readonly story: string;
}

export function coverPage({ report, paper, root, brand }: Setting, cover: Cover): Piece[] {
  const section = root.in('Sect');
  const { measure } = paper;
  const { answered, of } = report.progress;
  const facts: [string, string][] = [
    ['“Us” means', cover.level],
    ['Answers of', cover.date],
    ['Answered', `${answered} of ${of} questions`],
    ['Edition', String(cover.edition)],
  ];
  const emblem: Part = {
    draw: (pen, x, y) => {
      pen.enter(undefined);
      pen.fill(x + 9, y + 6.5, 74, 5, colours.muted);
      pen.meMark(x + 9, y + 9, 9);
      pen.usMark(x + 90, y + 9, 9);
    },
  };
  const where = { ...styles.strong, colour: colours.accent };
  const story = cover.story
    ? [
        ...paragraph(
          [{ text: 'This is a sample. The person, the place and the answers are made up.', bold: true }],
          0.8 * measure,
          section.in('P'),
          { above: 26 },
        ),
        ...paragraph(cover.story, 0.8 * measure, section.in('P')),
      ]
    : [];
  return [
    { above: 0, height: 150, keep: true, parts: [] },
    { above: 0, height: 20, keep: true, parts: [emblem] },
    ...paragraph(`${brand} · self-assessment report`, measure, section.in('P'), {
      style: where,
      above: 34,
    }),
    ...paragraph(cover.title, measure, section.in('H1'), { style: styles.cover, above: 6, whole: true }),
    { above: 26, height: 0, keep: true, parts: [] },
    ...facts.flatMap(([name, value]) => fact(name, value, measure, section)),
    hairline(measure, 0),
    ...story,
  ];

  function fact(name: string, value: string, width: number, within: typeof section): Piece[] {
    const mark = within.in('P');
    const [label] = linesOf(name, { ...styles.body, colour: colours.muted }, paper.rail);
    return [
      hairline(width, 0),
      ...paragraph(value, width - paper.rail, mark, { above: 7, style: styles.strong }).map((line, i) => ({
        ...line,
        height: line.height + (i === 0 ? 7 : 0),
        parts: [
          ...(label && i === 0 ? [linePart(label, styles.body, mark)] : []),
          ...line.parts.map(
            ({ draw }): Part => ({
              draw: (pen, x, y, places) => draw(pen, x + paper.rail, y, places),
            }),
          ),
        ],
      })),
    ];
  }
}

export interface Entry {
  readonly title: string;
  readonly anchor: string;
}

/** The chapters with links and page numbers, and how to read the report. */
export function contentsPage({ paper, root }: Setting, entries: readonly Entry[]): Piece[] {
  const section = root.in('Sect');
  const contents = section.in('TOC');
  const { measure } = paper;
  const style = { ...styles.lead, leading: 26 };
  const inner = measure - 28;
  return [
    ...chapterHead('In this report', 'contents', paper, section, { breaks: true }),
    { above: 8, height: 0, keep: true, parts: [] },
    ...entries.flatMap(({ title, anchor }) => {
      const mark = contents.in('TOCI').in('Reference');
      const lines = paragraph([{ text: title, link: { to: anchor } }], measure - 50, mark, {
        style,
        above: 0,
      });
      return lines.map((line, i): Piece => {
        if (i < lines.length - 1) return line;
        const page: Part = {
          draw: (pen, x, y, places) => {
            const [number] = linesOf(String(places.pageOf(anchor)), style, 50);
            if (number) linePart(number, style, mark, measure - number.width).draw(pen, x, y, places);
            pen.enter(undefined);
            pen.stroke(x, y + style.leading, x + measure, y + style.leading, colours.hair);
          },
        };
        return { ...line, parts: [...line.parts, page] };
      });
    }),
    ...boxed(
      [
        ...heading('How to read your scores', inner, section.in('H2'), { style: styles.box, above: 0 }),
        ...paragraph(
          'The numbers are what you think, on the day you answered. A low score is a place to look, and a wide gap is a conversation to have; neither is a verdict. Ask two or three colleagues to do this too, without showing them yours, and compare.',
          inner,
          section.in('P'),
        ),
        ...paragraph(
          'The gap is us minus me: +4 means that the group stands four points above you.',
          inner,
          section.in('P'),
        ),
      ],
      measure,
      { padding: 14, fill: colours.tint, bar: colours.accent, above: 34 },
    ),
  ];
}

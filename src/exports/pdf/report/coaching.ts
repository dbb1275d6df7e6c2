/** The coaching for a low question. */
import type { AnsweredQuestion } from '../../../assessment/scores/report.ts';
import { remarkOf } from '../../../assessment/scores/score-text.ts';
import { nextRating, startOf } from '../../../assessment/standing.ts';
import type { Guidance } from '../../../content/content.ts';
import { keptTogether, type Piece } from '../drawing/flow.ts';
import type { Mark } from '../drawing/mark.ts';
import { colours } from '../paper.ts';
import { boxed, columns, type Frame, heading, list, paragraph } from '../pieces.ts';
import { type Style, styles } from '../styles.ts';
import { linesOf } from '../text.ts';
import { answerWords, inline, meStatement, prose, questionText, type Setting } from './setting.ts';

const small: Style = { ...styles.cell, size: 9, leading: 11.5 };
const frame: Frame = { padding: 14, fill: colours.tint, above: 14 };

const isPriority = ({ report }: Setting, id: string) =>
  report.priorities.some(({ question }) => question.id === id);

/** Says where the coaching is that the boxes of these questions leave out. */
export function coachingNote(setting: Setting, low: readonly AnsweredQuestion[], section: Mark): Piece[] {
  if (low.every(({ question }) => isPriority(setting, question.id))) return [];
  const text =
    'Your priorities have their coaching in full. For the others, here is the next step and what to ask together; the number of a question leads to its page, which has the rest.';
  return keptTogether(paragraph(text, setting.paper.measure, section.in('P')), true);
}

/** A box on one page: all of the coaching for a priority; the next step and what to ask together for other questions. */
export function coachingBox(setting: Setting, entry: AnsweredQuestion, section: Mark): Piece[] {
  const { content, paper, questionAddress } = setting;
  const { question, answer } = entry;
  const text = content.guidance.get(question.id);
  const inner = paper.measure - 2 * frame.padding;
  const half = inner / 2;
  const asks = (title: string, items: readonly string[], width: number, above = 0) => [
    ...heading(title, width, section.in('H4'), { style: { ...styles.strong, size: 9.5 }, above }),
    ...list(
      items.map((item) => inline(item, small)),
      width,
      section.in('L'),
      { style: small, above: 2, gap: 3 },
    ),
  ];
  const inFull = ({ coaching, askYourself, askTogether }: Guidance) => [
    ...prose(coaching[startOf(question, answer, content.instrument)], inner, section, { above: 6 }),
    ...nextStep(setting, entry, inner, section),
    columns(
      [
        { width: half, pieces: asks('Ask yourself', askYourself, half - 16) },
        { width: half, pieces: asks('Ask together', askTogether, half - 16) },
      ],
      10,
    ),
  ];
  const inBrief = ({ askTogether }: Guidance) => [
    ...nextStep(setting, entry, inner, section),
    ...asks('Ask together', askTogether, inner, 8),
  ];
  const pieces = [
    ...heading(questionText(question, { url: questionAddress(question) }), inner, section.in('H3'), {
      style: styles.box,
      above: 0,
    }),
    ...meStatement(question, inner, section),
    answers(setting, entry, inner, section),
    ...(question.reverse
      ? paragraph(remarkOf(question), inner, section.in('P'), { style: styles.small, above: 0 })
      : []),
    ...(text ? (isPriority(setting, question.id) ? inFull(text) : inBrief(text)) : []),
  ];
  return keptTogether(boxed(pieces, paper.measure, frame));
}

/** Both ratings in words, side by side. */
function answers({ content }: Setting, { answer }: AnsweredQuestion, inner: number, section: Mark): Piece {
  const { me, us } = answerWords(answer, content);
  const given = (text: string, sign: 'me' | 'us') =>
    paragraph([{ text, colour: colours[sign], bold: true, sign }], inner / 2, section.in('P'), {
      style: { ...styles.cell, leading: 13 },
      above: 0,
    });
  const room = (linesOf(me, { ...styles.cell, bold: true }, inner)[0]?.width ?? 0) + 28;
  return columns(
    [
      { width: room, pieces: given(me, 'me') },
      { width: inner - room, pieces: given(us, 'us') },
    ],
    3,
  );
}

/** What one step better looks like. */
function nextStep(
  { content }: Setting,
  { question, answer }: AnsweredQuestion,
  inner: number,
  section: Mark,
): Piece[] {
  const next = nextRating(question, answer);
  const line = next === undefined ? undefined : content.guidance.get(question.id)?.ratings[next];
  if (next === undefined || !line) return [];
  const lead = `A step further, “${content.scale.ratings[next].toLowerCase()}”: `;
  return paragraph([{ text: lead, bold: true }, ...inline(line.text)], inner, section.in('P'));
}

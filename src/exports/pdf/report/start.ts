/** The chapter "Where to start": the priorities with their reasons, and the ladder. */

import { noPrioritySentence, priorityReason } from '../../../assessment/scores/priority-sentences.ts';
import { pointsOf, scoreWord } from '../../../assessment/scores/score-text.ts';
import { ladderSentence } from '../../../assessment/scores/sentences.ts';
import { keptTogether, moved, type Piece } from '../drawing/flow.ts';
import { ladderChart } from '../drawing/ladder-chart.ts';
import type { Mark, Role } from '../drawing/mark.ts';
import { colours } from '../paper.ts';
import { heading, linePart, paragraph } from '../pieces.ts';
import { type Style, styles } from '../styles.ts';
import { linesOf } from '../text.ts';
import { lensEntries } from './lenses.ts';
import { chapterHead, inline, meStatement, questionText, type Setting, sectionHead } from './setting.ts';

export function startChapter(setting: Setting): Piece[] {
  const { paper, root } = setting;
  const section = root.in('Sect');
  return [
    ...chapterHead('Where to start', 'where-to-start', paper, section),
    ...priorityList(setting, section, { role: 'H2' }),
    ...sectionHead('The ladder', paper, section),
    ...ladder(setting, section),
    ...lensEntries(setting, 'tier', section),
  ];
}

const indent = 34;

export interface PriorityOptions {
  /** The role of their headings. */
  readonly role: Role;
  readonly above?: number;
  /** Whether each also shows its statement about me. */
  readonly hasMe?: boolean;
  /** Whether each has a question to ask oneself. */
  readonly asks?: boolean;
  /** The style of the reasons. */
  readonly style?: Style;
}

/** The priorities with their reasons, none of them divided between two pages. */
export function priorityList(
  setting: Setting,
  section: Mark,
  { role, above = 18, hasMe = true, asks: hasAsks = true, style = styles.body }: PriorityOptions,
): Piece[] {
  const { report, content, paper, questionAddress } = setting;
  const measure = paper.measure - indent;
  const numeral: Style = { ...styles.chapter, colour: colours.accent };
  const italic = { ...styles.body, family: 'serif' as const, italic: true };
  const none = noPrioritySentence(report, content.instrument);
  if (report.priorities.length === 0)
    return none === '' ? [] : paragraph(none, measure, section.in('P'), { style: styles.body });
  const priorities = section.in('L');
  return report.priorities.flatMap((priority, i) => {
    const { question } = priority;
    const item = priorities.in('LI');
    // The number comes first in the structure, as it does on the page.
    const number = item.in('Lbl');
    const body = item.in('LBody');
    const asks = hasAsks ? (content.guidance.get(question.id)?.askYourself.slice(0, 1) ?? []) : [];
    const reason = priorityReason(priority, content.instrument, content.scale.ratings);
    const pieces = [
      ...heading(questionText(question, { url: questionAddress(question) }), measure, body.in(role), {
        style: styles.box,
        above,
      }),
      ...(hasMe ? meStatement(question, measure, body) : []),
      ...paragraph(reason, measure, body.in('P'), { style, above: 4 }),
      ...asks.flatMap((ask) =>
        paragraph(inline(ask, italic), measure, body.in('P'), { style: italic, above: 4 }),
      ),
    ];
    const [line] = linesOf(String(i + 1), numeral, indent);
    return keptTogether(
      pieces.map((piece, j) => ({
        ...piece,
        parts: [
          ...(j === 0 && line ? moved([linePart(line, numeral, number)], 0, -3) : []),
          ...moved(piece.parts, indent, 0),
        ],
      })),
    );
  });
}

/** The sentence and the chart of the ladder, on one page. */
export function ladder({ report, content, paper }: Setting, section: Mark, rungHeight?: number): Piece[] {
  const { instrument } = content;
  const { measure } = paper;
  const max = instrument.points.lens;
  const rungs = report.lenses.tier.map((tier) => ({
    label: tier.scale.title,
    value: pointsOf(tier.us),
    said: scoreWord(tier.us),
    start: tier === report.weakRung,
  }));
  const said = rungs.map(({ label, said: word, start }) => `${label}: ${word}${start ? ', start here' : ''}`);
  const alt = `The ladder, each rung out of ${max} from us, read from the bottom up. ${said.join('; ')}`;
  return keptTogether([
    ...paragraph(ladderSentence(report, instrument), measure, section.in('P')),
    ladderChart(rungs, max, measure, alt, section, rungHeight),
  ]);
}

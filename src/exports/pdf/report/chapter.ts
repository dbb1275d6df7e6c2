/** The chapter of a competency: description, scores, questions, steps, and coaching for low questions. */
import { type ScoreCell, scoreCell, signed } from '../../../assessment/scores/score-text.ts';
import type { CompetencyScore } from '../../../assessment/scores/scores.ts';
import type { Part, Piece } from '../drawing/flow.ts';
import type { Mark } from '../drawing/mark.ts';
import { colours } from '../paper.ts';
import { boxed, columns, hairline, heading, labelled, list, paragraph } from '../pieces.ts';
import { type Style, styles } from '../styles.ts';
import type { Span } from '../text.ts';
import { coachingBox, coachingNote } from './coaching.ts';
import { questionTable } from './questions.ts';
import { chapterHead, inline, prose, type Setting, sectionHead } from './setting.ts';

export function competencyChapter(setting: Setting, score: CompetencyScore): Piece[] {
  const { report, content, paper, root } = setting;
  const { competency, me, us, gap, reading } = score;
  const { measure, rail } = paper;
  const text = content.competencies.get(competency.id);
  const section = root.in('Sect');
  const column = measure - rail;
  const inner = measure - 28;
  const low = report.answered.filter(
    ({ question, standing }) => standing === 'low' && question.competency?.id === competency.id,
  );
  const places = new Map(competency.questions.map(({ id }, i) => [id, i]));
  low.sort((a, b) => (places.get(a.question.id) ?? 0) - (places.get(b.question.id) ?? 0));
  return [
    ...chapterHead(competency.title, `c-${competency.id}`, paper, section),
    scorePanel(
      scoreCell(me),
      scoreCell(us),
      signed(gap),
      content.instrument.points.competency,
      measure,
      section,
    ),
    ...prose(text?.description ?? '', measure, section, { style: styles.lead, above: 14 }),
    ...labelled('To think about', rail, section.in('H2'), prose(text?.essay ?? '', column, section)),
    ...(reading
      ? boxed(
          [
            ...heading('What the two scores say', inner, section.in('H2'), { style: styles.box, above: 0 }),
            ...prose(text?.readings[reading] ?? '', inner, section),
          ],
          measure,
          { padding: 14, fill: colours.tint, bar: colours.accent, above: 20 },
        )
      : []),
    ...sectionHead('Question by question', paper, section),
    ...questionTable(
      setting,
      `Answers to the questions of ${competency.short}`,
      competency.questions,
      section,
    ),
    ...labelled(
      'Steps to take',
      rail,
      section.in('H2'),
      list(text?.steps.map((step) => inline(step)) ?? [], column, section.in('L')),
      26,
    ),
    ...(low.length > 0
      ? [
          ...sectionHead('Coaching for what is low', paper, section, 28),
          ...coachingNote(setting, low, section),
        ]
      : []),
    ...low.flatMap((entry) => coachingBox(setting, entry, section)),
  ];
}

/** The two scores in large type, and the gap. */
function scorePanel(
  me: ScoreCell,
  us: ScoreCell,
  gap: string,
  max: number,
  measure: number,
  section: Mark,
): Piece {
  const large: Style = { ...styles.chapter, size: 28, leading: 34 };
  const panel = (name: Span, points: string, of: string, band: string, note: string, width: number) => ({
    width,
    pieces: [
      ...paragraph([{ ...name, bold: true }], width, section.in('P'), { above: 0, style: styles.cell }),
      ...paragraph(
        [
          { text: points, colour: name.colour ?? colours.ink },
          { text: of, size: 10, family: 'sans', bold: false, colour: colours.muted },
          { text: band, size: 10.25, family: 'sans' },
        ],
        width,
        section.in('P'),
        { above: 0, style: large },
      ),
      ...paragraph(note, width - 20, section.in('P'), { above: 0, style: styles.small }),
    ],
  });
  const third = measure / 3;
  const shown = (name: Span, { points, band, note }: ScoreCell) =>
    panel(name, points, points === '–' ? ' ' : ` of ${max} `, band, note, 1.15 * third);
  const rule: Part = hairline(measure).parts[0] as Part;
  const body = columns(
    [
      shown({ text: 'Me', sign: 'me', colour: colours.me }, me),
      shown({ text: 'Us', sign: 'us', colour: colours.us }, us),
      panel({ text: 'Gap' }, gap, '', '', '', 0.7 * third),
    ],
    14,
  );
  return {
    ...body,
    height: body.height + 8,
    parts: [...body.parts, { draw: (pen, x, y, places) => rule.draw(pen, x, y + body.height + 8, places) }],
  };
}

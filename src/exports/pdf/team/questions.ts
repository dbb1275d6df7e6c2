/** The chapters on a team's questions: widest gaps and lowest, what to talk about, and all questions. */
import type { QuestionResult } from '../../../assessment/team/team-results.ts';
import {
  gapsBeyond,
  hourClosing,
  hourIntro,
  hourOf,
  lowestBeyond,
  lowTitle,
  questionReading,
  talkedOf,
  wideTitle,
} from '../../../assessment/team/team-talk.ts';
import { gapPlaces, gapText, meanText, turnedFigures } from '../../../assessment/team/team-text.ts';
import type { Piece } from '../drawing/flow.ts';
import type { Mark } from '../drawing/mark.ts';
import { colours } from '../paper.ts';
import { boxed, heading, list, paragraph } from '../pieces.ts';
import {
  chapterHead,
  columnsOf,
  inline,
  meTitle,
  questionCell,
  questionText,
  sectionHead,
  usTitle,
} from '../report/setting.ts';
import { styles } from '../styles.ts';
import { table } from '../table.ts';
import { heatMap } from './heat.ts';
import type { Setting } from './setting.ts';

function questionTable(
  { paper, questionAddress }: Setting,
  caption: string,
  rows: readonly QuestionResult[],
  section: Mark,
) {
  return table(
    caption,
    columnsOf(
      paper.measure,
      ['Question', 0.58],
      [meTitle, 0.1, 'right'],
      [usTitle, 0.1, 'right'],
      ['Gap', 0.1, 'right'],
      ['People', 0.12, 'right'],
    ),
    rows.map(({ question, me, us, gap }) => [
      questionCell(question, turnedFigures(question), { url: questionAddress(question) }),
      meanText(me),
      meanText(us),
      gapText(gap, gapPlaces({ me, us })),
      me.n === us.n ? String(us.n) : `${me.n}, ${us.n}`,
    ]),
    section,
  );
}

export function questions(setting: Setting): Piece[] {
  const { results, paper, root } = setting;
  const section = root.in('Sect');
  const note = (text: string) => (text ? paragraph(text, paper.measure, section.in('P')) : []);
  return [
    ...chapterHead('Where me and us part', 'gaps', paper, section),
    ...(results.gaps.length > 0
      ? questionTable(setting, 'Means from 0 to 3, the widest gap first', results.gaps, section)
      : paragraph('On every question the mean of me is the mean of us.', paper.measure, section.in('P'))),
    ...note(gapsBeyond(results)),
    ...sectionHead('What is lowest', paper, section),
    ...questionTable(setting, 'Means from 0 to 3, the lowest first', results.lowest, section),
    ...note(lowestBeyond(results)),
  ];
}

export function talk({ results, content, paper, root, questionAddress }: Setting): Piece[] {
  const section = root.in('Sect');
  const { measure } = paper;
  const { wide, low } = talkedOf(results);
  const padding = 12;
  const entry = (result: QuestionResult) => {
    const { question } = result;
    const room = measure - 2 * padding;
    const asks = content.guidance.get(question.id)?.askTogether ?? [];
    return boxed(
      [
        ...heading(questionText(question, { url: questionAddress(question) }), room, section.in('H3'), {
          style: styles.box,
          above: 0,
        }),
        ...paragraph(questionReading(result), room, section.in('P')),
        ...(question.reverse
          ? paragraph(turnedFigures(question), room, section.in('P'), { style: styles.small, above: 2 })
          : []),
        ...list(
          asks.map((ask) => inline(ask)),
          room,
          section.in('L'),
        ),
      ],
      measure,
      { padding, fill: colours.tint, bar: colours.accent },
    );
  };
  const part = (title: string, entries: readonly QuestionResult[]) =>
    entries.length > 0 ? [...sectionHead(title, paper, section), ...entries.flatMap(entry)] : [];
  return [
    ...chapterHead('An hour together', 'talk', paper, section),
    ...paragraph(hourIntro, measure, section.in('P'), { above: 10 }),
    ...table(
      'What to do in the hour',
      columnsOf(measure, ['Minutes', 0.14], ['What to do', 0.86]),
      hourOf(wide.length > 0, low.length > 0).map(({ minutes, text }) => [minutes, text]),
      section,
    ),
    ...part(wideTitle, wide),
    ...part(lowTitle, low),
    ...paragraph(hourClosing, measure, section.in('P'), { above: 14 }),
  ];
}

export function all(setting: Setting): Piece[] {
  const { results, content, paper, root } = setting;
  const section = root.in('Sect');
  return [
    ...chapterHead('All questions', 'all', paper, section),
    ...heatMap(setting, section),
    ...content.instrument.principles.flatMap(({ id, title }) => {
      const own = results.questions
        .filter(({ question }) => question.principle === id)
        .toSorted((a, b) => a.question.item - b.question.item);
      return own.length > 0
        ? [
            ...sectionHead(`${id} ${title}`, paper, section),
            ...questionTable(setting, `Means of the questions of ${title}, from 0 to 3`, own, section),
          ]
        : [];
    }),
  ];
}

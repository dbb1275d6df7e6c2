/** The last chapters: other low questions, strengths, open questions, and how the scores were worked out. */
import type { Piece } from '../drawing/flow.ts';
import { paragraph } from '../pieces.ts';
import { coachingBox, coachingNote } from './coaching.ts';
import { questionTable } from './questions.ts';
import { chapterHead, leadText, questionText, type Setting, sectionHead } from './setting.ts';

/** The low questions that belong to no competency. */
export function alsoLowOf({ report }: Setting) {
  return report.answered.filter(({ question, standing }) => standing === 'low' && !question.competency);
}

export function alsoLowChapter(setting: Setting): Piece[] {
  const { paper, root } = setting;
  const section = root.in('Sect');
  return [
    ...chapterHead('Also low', 'also-low', paper, section),
    ...leadText('These questions belong to no competency, and still pull a principle down.', paper, section),
    ...sectionHead('Coaching for these', paper, section),
    ...coachingNote(setting, alsoLowOf(setting), section),
    ...alsoLowOf(setting).flatMap((entry) => coachingBox(setting, entry, section)),
  ];
}

export function strengthsOf({ report }: Setting) {
  return report.answered.filter(({ standing }) => standing === 'strength').map(({ question }) => question);
}

export function strengthsChapter(setting: Setting): Piece[] {
  const { content, paper, root } = setting;
  const section = root.in('Sect');
  return [
    ...chapterHead('Strengths worth protecting', 'strengths', paper, section),
    ...leadText(
      'What is strong is seldom on anybody’s list, and so it is the first thing to be lost in a reorganisation. Know who keeps each of these alive.',
      paper,
      section,
    ),
    ...questionTable(
      setting,
      `Questions with a total of ${content.instrument.thresholds.strengthFrom} or more`,
      strengthsOf(setting),
      section,
    ),
  ];
}

export function openChapter(setting: Setting): Piece[] {
  const { report, paper, root, questionAddress } = setting;
  const section = root.in('Sect');
  const open = section.in('L');
  return [
    ...chapterHead('Not answered yet', 'open', paper, section),
    ...report.open.flatMap((question, i) =>
      paragraph(
        [
          ...questionText(question, { url: questionAddress(question) }),
          ...(question.key ? [{ text: ' Key question', bold: true, size: 8.5 }] : []),
        ],
        paper.measure,
        open.in('LI').in('LBody'),
        { above: i === 0 ? 12 : 4, whole: true },
      ),
    ),
  ];
}

export function readingChapter({ content, paper, root }: Setting): Piece[] {
  const { points, bands } = content.instrument;
  const { measure } = paper;
  const section = root.in('Sect');
  const bandNames = bands.map(
    ({ title, below }) =>
      `${title.toLowerCase()}${below === undefined ? ' from there on' : ` below ${below}`}`,
  );
  return [
    ...chapterHead('How the scores were worked out', 'reading', paper, section),
    ...paragraph(
      `A competency is ${points.competency} × the sum of its ratings ÷ (3 × how many of its questions were rated), for me and for us apart; a principle is the same out of ${points.principle}, from us. Questions that do not apply are left out; unanswered ones are never counted as nought, they make a score provisional.`,
      measure,
      section.in('P'),
      { above: 10 },
    ),
    ...paragraph(`Bands: in per cent of the maximum, ${bandNames.join(', ')}.`, measure, section.in('P')),
    ...sectionHead('What this is not', paper, section),
    ...paragraph(
      'It is not an audit, a survey or a measurement of customers’ opinions. It is one person’s view on one day, in a form that can be compared, discussed and looked at again in half a year.',
      measure,
      section.in('P'),
    ),
  ];
}

/** The chapter "Through the customer’s eyes", and the entries of a lens. */
import type { LensName } from '../../../assessment/instrument.ts';
import { noMarkText, pointsOf, scoreCell, scoreWord } from '../../../assessment/scores/score-text.ts';
import { barChart } from '../drawing/bar-chart.ts';
import { keptTogether, type Piece } from '../drawing/flow.ts';
import type { Mark } from '../drawing/mark.ts';
import { colours } from '../paper.ts';
import { labelled, paragraph } from '../pieces.ts';
import { styles } from '../styles.ts';
import { chapterHead, leadText, prose, type Setting, sectionHead } from './setting.ts';

export function lensesChapter(setting: Setting): Piece[] {
  const { paper, root } = setting;
  const section = root.in('Sect');
  return [
    ...chapterHead('Through the customer’s eyes', 'customers-eyes', paper, section),
    ...leadText('The same answers, sorted by what a customer would notice.', paper, section),
    ...lens(setting, 'level', 'Levels of service', section),
    ...lens(setting, 'demand', 'What demanding customers ask', section),
  ];
}

function lens(setting: Setting, name: LensName, title: string, section: Mark): Piece[] {
  const { report, content, paper } = setting;
  const { points } = content.instrument;
  const rows = report.lenses[name].map(({ scale, us }) => ({
    label: scale.title,
    value: pointsOf(us),
    none: noMarkText(us),
    said: scoreWord(us),
    weak: false,
  }));
  const said = rows.map(({ label, said: word }) => `${label}: ${word}`);
  const alt = `${title}, out of ${points.lens} from us. ${said.join('; ')}`;
  return [
    ...sectionHead(title, paper, section),
    barChart(rows, points.lens, undefined, paper.measure, alt, section),
    ...lensEntries(setting, name, section),
  ];
}

/** Each entry with its score, its text, and the advice for the band of the score. */
export function lensEntries({ report, content, paper }: Setting, name: LensName, section: Mark): Piece[] {
  const measure = paper.measure - paper.rail;
  const question = { ...styles.body, family: 'serif' as const, italic: true };
  return report.lenses[name].flatMap(({ scale, us }) => {
    const text = content.lenses[name].get(scale.id);
    const { points, band, note } = scoreCell(us);
    const advice = us.kind === 'none' ? '' : (text?.bands.get(us.band.id) ?? '');
    const head = section.in('H3');
    const score = paragraph(
      [
        { text: points, bold: true, colour: colours.us },
        { text: ` ${band}`, bold: true },
        ...(note ? [{ text: ` ${note}`, size: 9, colour: colours.muted }] : []),
      ],
      measure,
      section.in('P'),
      { above: 0 },
    );
    return keptTogether(
      labelled(scale.title, paper.rail, head, [
        ...score,
        ...paragraph(text?.question ?? '', measure, section.in('P'), { style: question, above: 2 }),
        ...prose(text?.text ?? '', measure, section, { above: 3 }),
        ...prose(advice, measure, section, { above: 5 }),
      ]),
    );
  });
}

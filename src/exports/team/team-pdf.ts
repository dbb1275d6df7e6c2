/** A team's results as a document to bring to the table: the same numbers and words as the page. */
import { teamSentences } from '../../assessment/team/team-text.ts';
import { documentOf } from '../pdf/document.ts';
import type { Piece } from '../pdf/drawing/flow.ts';
import { Mark } from '../pdf/drawing/mark.ts';
import { colours, sheets } from '../pdf/paper.ts';
import { hairline, heading, paragraph } from '../pdf/pieces.ts';
import { competencies } from '../pdf/team/competencies.ts';
import { all, questions, talk } from '../pdf/team/questions.ts';
import type { Setting, TeamDocument } from '../pdf/team/setting.ts';
import { printable, styles } from '../pdf/text.ts';

/** A4 or Letter; tagged, with bookmarks and selectable text. Lets others have a turn between chapters. */
export function teamPdf(input: TeamDocument): Promise<Buffer> {
  const sheet = sheets[input.paper];
  const brand = printable(input.brand);
  const setting: Setting = { ...input, brand, sheet, root: new Mark('Document') };
  const title = printable(input.name);
  return documentOf({
    sheet,
    about: {
      title: `${title}: ${brand} team results`,
      author: '',
      subject: `Team results of ${input.date}`,
      language: 'en-GB',
      made: input.made,
    },
    foot: `${brand} · ${title} · ${input.date}`,
    chapters: [cover, competencies, questions, talk, all].map((chapter) => () => chapter(setting)),
  });
}

function cover({ brand, name, count, date, results, content, sheet, root }: Setting): Piece[] {
  const section = root.in('Sect');
  const { measure } = sheet;
  const text = (words: string, above = 10) => paragraph(words, 0.85 * measure, section.in('P'), { above });
  return [
    { above: 0, height: 150, keep: true, parts: [] },
    ...paragraph(`${brand} · team results`, measure, section.in('P'), {
      style: { ...styles.strong, colour: colours.accent },
    }),
    ...heading(name, measure, section.in('H1'), { style: styles.cover, above: 6 }),
    hairline(measure, 20),
    ...text(`${date} · edition ${content.instrument.edition}`),
    ...text(count),
    ...teamSentences(results, content.instrument).flatMap((sentence) => text(sentence)),
    ...text(
      'The figures are means of a group. They are shown and moved by rules that keep anybody’s own answers from being worked out.',
    ),
  ];
}

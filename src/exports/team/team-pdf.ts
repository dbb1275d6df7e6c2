/** A team's results as a PDF, with the numbers and words of the page. */
import { teamSentences } from '../../assessment/team/team-text.ts';
import type { Content } from '../../content/content.ts';
import { formerContent } from '../../content/former.ts';
import { documentOf } from '../pdf/document.ts';
import type { Piece } from '../pdf/drawing/flow.ts';
import { Mark } from '../pdf/drawing/mark.ts';
import { colours, type PaperName, papers } from '../pdf/paper.ts';
import { hairline, heading, paragraph } from '../pdf/pieces.ts';
import { styles } from '../pdf/styles.ts';
import { agreed } from '../pdf/team/agreed.ts';
import { competencies } from '../pdf/team/competencies.ts';
import { all, questions, talk } from '../pdf/team/questions.ts';
import { rounds } from '../pdf/team/rounds.ts';
import type { Setting, TeamFacts } from '../pdf/team/setting.ts';
import { printable } from '../pdf/text.ts';

/** Plain data, because it is copied to a worker thread. */
export interface TeamDocument extends TeamFacts {
  readonly paper: PaperName;
  readonly made: Date;
  /** Where the questions can be answered: "https://example.org/questions". */
  readonly questionsAddress: string;
  /** The edition that the team answered, when it does not count any more. */
  readonly former: number | undefined;
}

/** A4 or Letter; tagged, with bookmarks and selectable text. */
export function teamPdf(input: TeamDocument, present: Content): Promise<Buffer> {
  const { name, groups, results, actions, rounds: columns, count, date, questionsAddress } = input;
  const content = (input.former && formerContent(present, input.former)) || present;
  const paper = papers[input.paper];
  const brand = printable(input.brand);
  const setting: Setting = {
    ...{ brand, name, groups, results, actions, rounds: columns, count, date, content, paper },
    root: new Mark('Document'),
    questionAddress: ({ id }) => `${questionsAddress}/${id}`,
  };
  const title = printable(name);
  return documentOf({
    paper,
    about: {
      title: `${title}: ${brand} team results`,
      author: '',
      subject: `Team results of ${date}`,
      language: 'en-GB',
      made: input.made,
    },
    foot: `${brand} · ${title} · ${date}`,
    pieces: [cover, competencies, questions, rounds, talk, agreed, all].flatMap((chapter) =>
      chapter(setting),
    ),
  });
}

function cover({ brand, name, count, date, results, content, paper, root }: Setting): Piece[] {
  const section = root.in('Sect');
  const { measure } = paper;
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

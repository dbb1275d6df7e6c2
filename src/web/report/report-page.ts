/** A report as a page: its cover, and its body made only when it is not kept. For /report, /sample and /shared. */
import type { Answers } from '../../assessment/answers.ts';
import { progressOf } from '../../assessment/progress.ts';
import { lettersOf } from '../../codec/packed/letters.ts';
import type { OwnChapter } from '../render/own-chapter.ts';
import { dateText } from '../render/wording.ts';
import type { Site } from '../site.ts';
import { reportView } from './report-view.ts';

export interface Cover {
  /** For whom the report is, as its heading: "Zoë and Ward 7". */
  readonly title: string;
  /** Whom "us" means. */
  readonly level: string;
  readonly date: Date;
  /** The edition that was answered; the site's own unless it says otherwise. */
  readonly edition?: number;
}

/** @param person the visitor's own name; may be empty */
export function coverTitle(person: string, group: string): string {
  return `${person || 'Me'} and ${group}`;
}

/** What the views of a report read, apart from the frame around it. */
export function reportPage(
  site: Site,
  answers: Answers,
  cover: Cover,
  ownChapters: readonly OwnChapter[] = [],
) {
  const { instrument } = site.deps.content;
  const { answered, of } = progressOf(instrument, answers);
  // Both parts are made only when they are not kept.
  let view: ReturnType<typeof reportView> | undefined;
  return {
    cover: {
      ...cover,
      date: dateText(cover.date),
      answered,
      of,
      left: of - answered,
      edition: cover.edition ?? instrument.edition,
    },
    next: instrument.questions.find(({ id }) => !answers.has(id))?.id,
    /** The body depends on nothing but the answers, and on which chapters its contents list names. */
    key: `report ${lettersOf(instrument.questions, answers)} ${ownChapters.map(({ id }) => id).join()}`,
    body: () => {
      view ??= reportView(site, answers);
      return { ...view, ownChapters };
    },
    ownChapters,
  };
}

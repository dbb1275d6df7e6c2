/** The view model of a report with its cover, for /report, /sample and /shared. */
import type { Answers } from '../../assessment/answers.ts';
import { progressOf } from '../../assessment/progress.ts';
import { lettersOf } from '../../codec/packed/letters.ts';
import type { OwnChapter } from '../render/own-chapter.ts';
import { dateText } from '../render/wording.ts';
import type { Site } from '../site.ts';
import { reportView } from './report-view.ts';

export interface Cover {
  /** The heading: "Zoë and Ward 7". */
  readonly title: string;
  /** The level of business that "us" means. */
  readonly level: string;
  readonly date: Date;
  /** The edition that was answered; the present one unless given. */
  readonly edition?: number;
}

/** @param person the visitor's name; may be empty */
export function coverTitle(person: string, group: string): string {
  return `${person || 'Me'} and ${group}`;
}

/** The view model without the layout and the notices of the page. */
export function reportPage(
  site: Site,
  answers: Answers,
  cover: Cover,
  ownChapters: readonly OwnChapter[] = [],
) {
  const { instrument } = site.content;
  const { answered, of } = progressOf(instrument, answers);
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
    /** Everything that the body depends on: the answers, and the chapters in its table of contents. The view caches it by this. */
    key: `report ${lettersOf(instrument.questions, answers)} ${ownChapters.map(({ id }) => id).join()}`,
    /** Called for each part of the body that is not in the cache. */
    body: () => {
      view ??= reportView(site, answers);
      return { ...view, ownChapters };
    },
    ownChapters,
  };
}

/** What /compare shows: the fields for links, and the reports side by side. */

import { compare } from '../../assessment/comparison/comparison.ts';
import { partingSentences } from '../../assessment/comparison/comparison-sentences.ts';
import { progressOf } from '../../assessment/progress.ts';
import type { Assessment } from '../../assessment/visitor.ts';
import type { SharedReport } from '../../codec/links/share.ts';
import type { Content } from '../../content/content.ts';
import { isolated, withoutMarks } from '../../direction.ts';
import type { FieldError } from '../http/form.ts';
import type { Page } from '../render/page.ts';
import { dateText } from '../render/wording.ts';
import type { Site } from '../site.ts';
import { levelName, type Visit } from '../visitor/visit.ts';
import { comparisonResult } from './comparison-result.ts';
import { othersNamed, type PersonName, you } from './people.ts';
import { editionNotice, type OpenedReport } from './shared-reports.ts';

/** The most reports compared with the visitor's own. The tables have no columns for more. */
export const mostOthers = 4;
/** Returns the id of the field of a link. @param place from 0 */
export function fieldOf(place: number): string {
  return `with-${place + 1}`;
}

const notOpened = 'Not every link could be opened';

export interface Given {
  /** The visitor's current assessment; undefined as long as it has no score. */
  readonly mine: Assessment | undefined;
  readonly others: readonly OpenedReport[];
  /** The links as pasted, one for each field. */
  readonly links: readonly string[];
  readonly errors: readonly FieldError[];
  /** One of the links cannot be opened. */
  readonly isUnopened: boolean;
  /** Another field was asked for, so the page is the form alone. */
  readonly isAdding: boolean;
  /** The number of links beyond the most that are compared. */
  readonly left: number;
}

interface Person extends PersonName {
  readonly report: Omit<SharedReport, 'person'>;
  /** The token of the shared report; empty for the visitor's own. */
  readonly token: string;
  /** The edition that was answered. */
  readonly edition: number;
}

export function compareView(site: Site, visit: Visit, given: Given) {
  const people = peopleOf(site, given);
  const enough = people.length > 1;
  return {
    layout: {
      title: given.isUnopened ? notOpened : 'Compare with colleagues',
      description: 'Put up to four shared reports beside your own, and see where you see things differently.',
      section: 'compare',
      styles: ['charts', 'tables', 'compare'],
      personal: true,
      indexed: false,
    },
    notices: visit.notices,
    savedUntil: visit.savedUntil,
    errors: given.errors,
    errorTitle: notOpened,
    fields: given.links.map((value, i) => ({
      id: fieldOf(i),
      name: i === 0 ? 'with' : `with${i + 1}`,
      label: given.links.length > 1 ? `Link ${i + 1}` : 'Link to a colleague’s report',
      value,
      focus: given.isAdding && value === '',
      error: given.errors.find(({ field }) => field === fieldOf(i))?.text ?? '',
    })),
    canAdd: given.links.length < mostOthers,
    most: mostOthers,
    hasMine: given.mine !== undefined,
    /** There are answers, but too few ratings for a score. */
    hasAnswers: visit.answers.size > 0,
    /** The token of the only report, when there is nothing to compare it with. */
    alone: !enough && given.others[0] ? given.others[0].token : '',
    comparison: enough && !given.isAdding && compared(site, people, given),
  } satisfies Page & Record<string, unknown>;
}

function peopleOf({ editions }: Site, { mine, others }: Given): Person[] {
  const names = othersNamed(
    others.map(({ report }) => withoutMarks(report.person)),
    mine !== undefined,
  );
  const people: Person[] = others.map(({ report, token, edition }, i) => ({
    ...(names[i] ?? { full: '', short: '' }),
    report,
    token,
    edition,
  }));
  if (!mine) return people;
  const { name: group, level, changedOn: answeredOn, answers } = mine;
  return [
    {
      full: you,
      short: you,
      report: { group, level, answeredOn, answers },
      token: '',
      edition: editions.current,
    },
    ...people,
  ];
}

function compared({ deps, editions }: Site, people: readonly Person[], { mine, left }: Given) {
  const { content } = deps;
  const { instrument, scale } = content;
  const comparison = compare(
    instrument,
    people.map(({ report }) => report.answers),
  );
  const levels = new Set(people.map(({ report }) => report.level));
  return {
    notices: [
      ...(mine ? [] : ['You have no scores in this browser yet, so this compares the others without you.']),
      ...(left > 0 ? [`Only the first ${mostOthers} links are compared; there is no room for more.`] : []),
      ...(levels.size > 1 ? [levelsNotice(content, people)] : []),
      ...people.flatMap(
        ({ full, edition }) =>
          editionNotice(`The answers of ${isolated(full)}`, edition, editions.current) || [],
      ),
    ],
    people: people.map(({ full, token, report: { group, level, answeredOn, answers } }) => ({
      name: full,
      token,
      group,
      level: levelName(content, level),
      date: dateText(answeredOn),
      answered: progressOf(instrument, answers).answered,
    })),
    of: instrument.questions.length,
    sentences: partingSentences(comparison),
    maximum: instrument.points,
    ratings: scale.ratings.map((text, rating) => ({ rating, text: text.toLowerCase() })),
    ...comparisonResult(
      content,
      comparison,
      people.map(({ short }) => short),
    ),
  };
}

/** Says that "us" is not the same level of the business for everyone. */
function levelsNotice(content: Content, people: readonly Person[]): string {
  const whom = people
    .map(({ full, report }) => `${isolated(full)}: ${levelName(content, report.level)}`)
    .join('; ');
  return `“Us” means different groups here (${whom}). Where us is far apart, the groups may differ rather than the views.`;
}

/** Chapters that list questions: what is low without a competency, the strengths, and what is open with how scores are made. */
import type { Question } from '../../../assessment/instrument.ts';
import type { AnsweredQuestion } from '../../../assessment/scores/report.ts';
import type { Content } from '../../../content/content.ts';
import { counted } from '../../render/wording.ts';
import { questionAddress } from '../question-links.ts';
import type { Basis, Chapter } from './chapter.ts';
import { questionRow, type RowOptions } from './rows.ts';

/**
 * The questions of each principle, in order. Long lists are folded by principle, so that a chapter stays short on a phone.
 * @param isFolded whether the group may be closed at first
 */
function byPrinciple<T extends { readonly question: Question }>(
  { instrument }: Content,
  entries: readonly T[],
) {
  return instrument.principles.flatMap(({ id, title }) => {
    const own = entries.filter(({ question }) => question.principle === id);
    return own.length > 0 ? [{ id, title, countText: counted(own.length, 'question'), entries: own }] : [];
  });
}

/** From how many rows on the groups are closed at first. */
const mostOpen = 12;

function groupsOf(
  content: Content,
  entries: readonly AnsweredQuestion[],
  unfolded: boolean,
  options: RowOptions = {},
) {
  return byPrinciple(content, entries).map(({ entries: own, ...group }) => ({
    ...group,
    isOpen: unfolded || entries.length <= mostOpen,
    rows: own.map((entry) => questionRow(entry, content, options)),
  }));
}

/** None when every low question counts towards a competency, whose chapter has its coaching. */
export function alsoLowChapter({ content, report }: Basis, key: string): Chapter[] {
  const low = report.answered.filter(({ question, standing }) => standing === 'low' && !question.competency);
  if (low.length === 0) return [];
  const first = new Set(report.priorities.map(({ question }) => question.id));
  return [
    {
      slug: 'also-low',
      anchor: 'also-low',
      short: 'Also low',
      title: 'Also low',
      line: `Coaching for ${counted(low.length, 'question')} outside the competencies`,
      key: `low ${key}`,
      view: 'partials/report/also-low',
      page: (shown) => ({
        ...shown,
        groups: groupsOf(content, low, shown.unfolded, {
          coaches: true,
          list: shown.links.isOwn ? 'low' : '',
          open: shown.unfolded ? undefined : first,
        }).map((group) => ({
          ...group,
          isOpen:
            group.isOpen ||
            low.some(({ question }) => question.principle === group.id && first.has(question.id)),
        })),
      }),
    },
  ];
}

/** None without a strength. */
export function strengthsChapter({ content, report }: Basis, key: string): Chapter[] {
  const strong = report.answered.filter(({ standing }) => standing === 'strength');
  if (strong.length === 0) return [];
  return [
    {
      slug: 'strengths',
      anchor: 'strengths',
      short: 'Strengths',
      title: 'Strengths worth protecting',
      line: counted(strong.length, 'question'),
      key: `strengths ${key}`,
      view: 'partials/report/strengths',
      page: (shown) => ({
        ...shown,
        from: content.instrument.thresholds.strengthFrom,
        groups: groupsOf(content, strong, shown.unfolded),
      }),
    },
  ];
}

/** What is open, and how the scores were worked out. */
export function scoresChapter({ content, report }: Basis, key: string): Chapter {
  const { instrument } = content;
  const { open } = report;
  const hasOpen = open.length > 0;
  return {
    slug: 'scores',
    anchor: 'reading',
    short: hasOpen ? 'What is open' : 'How it was worked out',
    title: hasOpen ? 'What is open, and how it was worked out' : 'How the scores were worked out',
    line: hasOpen ? `${counted(open.length, 'question')} open; the formulas` : 'The formulas, in short',
    key: `scores ${key}`,
    view: 'partials/report/scores',
    page: (shown) => ({
      ...shown,
      maximum: instrument.points,
      bands: instrument.bands,
      openCount: open.length,
      groups: byPrinciple(
        content,
        open.map((question) => ({ question })),
      ).map(({ entries, ...group }) => ({
        ...group,
        isOpen: shown.unfolded || open.length <= mostOpen,
        questions: entries.map(({ question: { id, statements, key: isKey } }) => ({
          id,
          statement: statements.us,
          isKey,
          address: questionAddress(id, shown.links.isOwn ? 'unanswered' : ''),
        })),
      })),
    }),
  };
}

/** The chapters of advice: how to read the report, where to start (priorities and ladder), and what to do with all of it. */

import { prioritiesList } from '../../../assessment/scores/lists.ts';
import {
  noPrioritySentence,
  priorityClause,
  priorityReason,
} from '../../../assessment/scores/priority-sentences.ts';
import { competencySlugs } from '../../../assessment/scores/report-slugs.ts';
import { ladderSentence, summarySentences } from '../../../assessment/scores/sentences.ts';
import { blockHtml, inlineHtml } from '../../../content/files/markdown.ts';
import { counted } from '../../render/wording.ts';
import type { ReportLinks } from '../links.ts';
import { questionAddress } from '../question-links.ts';
import type { Basis, Chapter, Shown } from './chapter.ts';
import { lens } from './lenses.ts';

export function readingChapter({ content, report }: Basis, key: string): Chapter {
  const { instrument } = content;
  return {
    slug: 'how-to-read',
    anchor: 'how-to-read',
    short: 'How to read it',
    title: 'How to read it',
    line: 'What the numbers say, and whom to ask',
    key: `how ${key}`,
    view: 'partials/report/how-to-read',
    page: (shown) => ({
      ...shown,
      sentences: summarySentences(report, instrument),
      bands: instrument.bands,
    }),
  };
}

/** The priorities as the result shows them: in one line each. */
export function prioritiesOf({ content, report }: Basis, links: ReportLinks) {
  return report.priorities.map((priority) => ({
    id: priority.question.id,
    statement: priority.question.statements.us,
    clause: priorityClause(priority, report, content.instrument),
    address: questionAddress(priority.question.id, links.isOwn ? prioritiesList : ''),
  }));
}

export function startChapter(basis: Basis, key: string): Chapter {
  const { report } = basis;
  const count = report.priorities.length;
  return {
    slug: 'where-to-start',
    anchor: 'where-to-start',
    short: 'Where to start',
    title: 'Where to start',
    line: count > 0 ? `${counted(count, 'priority', 'priorities')}, and the ladder` : 'The ladder',
    key: `start ${key}`,
    view: 'partials/report/start',
    page: (shown) => startPage(basis, shown),
  };
}

function startPage({ content, report }: Basis, shown: Shown) {
  const { instrument, guidance, scale } = content;
  const slugs = competencySlugs(instrument);
  const lowIds = new Set(
    report.answered.flatMap(({ question, standing }) => (standing === 'low' ? question.id : [])),
  );
  return {
    ...shown,
    /** Instead of priorities. */
    none: noPrioritySentence(report, instrument),
    priorities: report.priorities.map((priority) => {
      const { id, statements, competency } = priority.question;
      const slug = competency ? (slugs.get(competency.id) ?? '') : 'also-low';
      return {
        id,
        statement: statements.us,
        address: questionAddress(id, shown.links.isOwn ? prioritiesList : ''),
        reason: priorityReason(priority, instrument, scale.ratings),
        questions: guidance.get(id)?.askYourself.map(inlineHtml).slice(0, 1) ?? [],
        coaching: lowIds.has(id) ? shown.links.chapter(slug, `coach-${id}`) : '',
      };
    }),
    ladder: {
      sentence: ladderSentence(report, instrument),
      ...lens(report, content, 'tier', 'The ladder, read from the bottom up', shown.unfolded),
    },
  };
}

/** The text of the content's closing.md; no chapter without it. */
export function closingChapter({ content, terms }: Basis): Chapter[] {
  const { closing } = content;
  if (!closing) return [];
  return [
    {
      slug: 'closing',
      anchor: 'closing',
      short: closing.title,
      title: closing.title,
      line: 'Choose one answer, and begin this week',
      key: 'closing',
      view: 'partials/report/closing',
      page: (shown) => ({ ...shown, html: terms()(blockHtml(closing.text)) }),
    },
  ];
}

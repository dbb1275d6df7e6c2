/** The chapter about each competency. */

import { competencyList } from '../../../assessment/scores/lists.ts';
import type { Report } from '../../../assessment/scores/report.ts';
import { competencySlugs } from '../../../assessment/scores/report-slugs.ts';
import { pointsOf, scoreCell, signed } from '../../../assessment/scores/score-text.ts';
import type { CompetencyScore } from '../../../assessment/scores/scores.ts';
import { lettersOf } from '../../../codec/packed/letters.ts';
import { blockHtml, inlineHtml } from '../../../content/files/markdown.ts';
import { type Sort, sortLinks } from '../links.ts';
import type { Basis, Chapter, Shown } from './chapter.ts';
import { inOrder, openRow, questionRow, sortedQuestions } from './rows.ts';

/** The lowest by us, then by me. What has no score comes last. */
export function sortedScores(scores: readonly CompetencyScore[], sort: Sort): readonly CompetencyScore[] {
  const last = Number.POSITIVE_INFINITY;
  if (sort === 'gap') return inOrder(scores, ({ gap }) => (gap === undefined ? last : -Math.abs(gap)));
  if (sort === 'low')
    return inOrder(
      inOrder(scores, ({ me }) => pointsOf(me) ?? last),
      ({ us }) => pointsOf(us) ?? last,
    );
  return scores;
}

export function competencyChapters(basis: Basis): Chapter[] {
  const { content, report, answers } = basis;
  const slugs = competencySlugs(content.instrument);
  const answered = new Map(report.answered.map((entry) => [entry.question.id, entry]));
  const first = report.priorities.map(({ question }) => question.id);
  return report.competencies.map((score) => {
    const { competency, me, us } = score;
    const ids = competency.questions.map(({ id }) => id);
    const open = first.filter((id) => ids.includes(id));
    const low = ids.filter((id) => answered.get(id)?.standing === 'low').length;
    return {
      slug: slugs.get(competency.id) ?? '',
      anchor: `c-${competency.id}`,
      short: competency.short,
      title: competency.title,
      scores: { me: scoreCell(me), us: scoreCell(us) },
      line: [readingLine(score), low > 0 ? `coaching for ${low}` : ''].filter((one) => one !== '').join('; '),
      sortable: true,
      key: `competency ${competency.id} ${lettersOf(competency.questions, answers)} ${open}`,
      view: 'partials/report/competency',
      page: (shown) => competencyPage(score, basis, answered, new Set(open), shown),
    };
  });
}

/** The gap in a few words, for the card. */
function readingLine({ gap, reading }: CompetencyScore): string {
  switch (reading) {
    case 'both-low':
      return 'Room to grow on both sides';
    case 'both-high':
      return 'Both high';
    case 'i-am-ahead':
      return `I am ahead by ${-(gap ?? 0)}`;
    case 'we-are-ahead':
      return `We are ahead by ${gap}`;
    default:
      return '';
  }
}

function competencyPage(
  { competency, me, us, gap, reading }: CompetencyScore,
  { content, terms }: Basis,
  answered: ReadonlyMap<string, Report['answered'][number]>,
  open: ReadonlySet<string>,
  shown: Shown,
) {
  const text = content.competencies.get(competency.id);
  const linked = terms();
  const list = shown.links.isOwn ? competencyList(competency.id) : '';
  const slug = competencySlugs(content.instrument).get(competency.id) ?? '';
  return {
    ...shown,
    id: competency.id,
    short: competency.short,
    me: scoreCell(me),
    us: scoreCell(us),
    maximum: content.instrument.points.competency,
    gap: signed(gap),
    /** Which of the four readings of the gap applies; empty unless there are two scores. */
    reading: reading ?? '',
    description: () => linked(blockHtml(text?.description ?? '')),
    essay: () => linked(blockHtml(text?.essay ?? '')),
    steps: () => text?.steps.map(inlineHtml) ?? [],
    readingHtml: () => (reading ? blockHtml(text?.readings[reading] ?? '') : ''),
    sorts: shown.unfolded ? [] : sortLinks(shown.links, slug, shown.sort),
    rows: sortedQuestions(competency.questions, answered, shown.sort).map((question) => {
      const entry = answered.get(question.id);
      return entry
        ? questionRow(entry, content, { list, coaches: true, open: shown.unfolded ? undefined : open })
        : openRow(question, list);
    }),
  };
}

/** The view model of the report's chapter about one competency. */
import type { Report } from '../../assessment/scores/report.ts';
import { scoreCell, signed } from '../../assessment/scores/score-text.ts';
import type { CompetencyScore } from '../../assessment/scores/scores.ts';
import { gapLines } from '../../charts/gap-lines.ts';
import type { Content } from '../../content/content.ts';
import { blockHtml, inlineHtml } from '../../content/files/markdown.ts';
import { questionLabel } from '../render/wording.ts';
import { coaching, openRow, questionRow } from './report-rows.ts';

/** How many characters of a label fit a chart of 288 pixels, on a phone of 320. */
const chartLabel = 32;

export function competencyChapter(
  { competency, me, us, gap, reading }: CompetencyScore,
  report: Report,
  content: Content,
  terms: (html: string) => string,
) {
  const text = content.competencies.get(competency.id);
  const answered = new Map(report.answered.map((entry) => [entry.question.id, entry]));
  const entries = competency.questions.flatMap(({ id }) => answered.get(id) ?? []);
  return {
    id: competency.id,
    title: competency.title,
    me: scoreCell(me),
    us: scoreCell(us),
    gap: signed(gap),
    /** Which of the four readings of the gap applies; empty unless there are two scores. */
    reading: reading ?? '',
    description: () => terms(blockHtml(text?.description ?? '')),
    essay: () => terms(blockHtml(text?.essay ?? '')),
    steps: () => text?.steps.map(inlineHtml) ?? [],
    readingHtml: () => (reading ? blockHtml(text?.readings[reading] ?? '') : ''),
    chart: gapLines(
      `chart-${competency.id}`,
      `The questions of ${competency.title}, me and us from 0 to 3`,
      entries.map(({ question, counts }) => ({
        label: questionLabel(question, chartLabel),
        me: counts.me === 'not-applicable' ? undefined : counts.me,
        us: counts.us === 'not-applicable' ? undefined : counts.us,
      })),
      3,
    ),
    rows: competency.questions.map((question) => {
      const entry = answered.get(question.id);
      return entry ? questionRow(entry, content) : openRow(question);
    }),
    coaching: entries.filter(({ standing }) => standing === 'low').map((entry) => coaching(entry, content)),
  };
}

/** The scores of the competencies as a table, beside the chart that shows the same. */
import type { Report } from '../../assessment/scores/report.ts';
import { scoreCell, signed } from '../../assessment/scores/score-text.ts';

export function competencyRows({ competencies }: Pick<Report, 'competencies'>) {
  return competencies.map(({ competency, me, us, gap }) => ({
    id: competency.id,
    title: competency.title,
    short: competency.short,
    me: scoreCell(me),
    us: scoreCell(us),
    gap: signed(gap),
  }));
}

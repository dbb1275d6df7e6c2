/** The chapter about the principles, and the questions on which me and us are furthest apart. */
import { noMarkText, pointsOf, scoreCell } from '../../../assessment/scores/score-text.ts';
import { bars } from '../../../charts/bars.ts';
import { rangeOf } from '../../render/competency-chart.ts';
import { type Sort, sortLinks } from '../links.ts';
import type { Basis, Chapter, Shown } from './chapter.ts';
import { inOrder, questionRow } from './rows.ts';

/** The questions that are furthest apart are shown; the others are folded. */
const mostApart = 8;

export function principlesChapter(basis: Basis, key: string): Chapter {
  const { content, report } = basis;
  const { principles } = report;
  const weak = principles.filter(({ workOnThis }) => workOnThis).length;
  const { workOnBelow } = content.instrument.thresholds;
  return {
    slug: 'principles',
    anchor: 'ten-principles',
    short: `${principles.length} principles`,
    title: `${principles.length} principles`,
    line: weak > 0 ? `${weak} of ${principles.length} to work on` : `None below ${workOnBelow}`,
    sortable: true,
    key: `principles ${key}`,
    view: 'partials/report/principles',
    page: (shown) => principlesPage(basis, shown),
  };
}

function principlesPage({ content, report }: Basis, shown: Shown) {
  const { points, thresholds } = content.instrument;
  const sort: Sort = shown.sort === 'low' ? 'low' : 'listed';
  const entries =
    sort === 'low'
      ? inOrder(report.principles, ({ us }) => pointsOf(us) ?? Number.POSITIVE_INFINITY)
      : report.principles;
  const apart = inOrder(
    report.answered.filter(({ gap }) => Math.abs(gap ?? 0) >= thresholds.viewsPartFrom),
    ({ gap }) => -Math.abs(gap ?? 0),
  ).map((entry) => questionRow(entry, content));
  return {
    ...shown,
    maximum: points.principle,
    thresholds,
    chart: bars(
      `Principles, out of ${points.principle} from us, with a line at ${thresholds.workOnBelow}`,
      entries.map(({ scale, us, workOnThis }) => ({
        label: `${scale.id} ${scale.title}`,
        value: pointsOf(us),
        none: noMarkText(us),
        range: rangeOf(us),
        weak: workOnThis,
      })),
      {
        max: points.principle,
        threshold: { at: thresholds.workOnBelow, label: String(thresholds.workOnBelow) },
      },
    ),
    sorts: shown.unfolded ? [] : sortLinks(shown.links, 'principles', sort, ['listed', 'low']),
    rows: entries.map(({ scale, us, workOnThis }) => ({
      id: scale.id,
      title: scale.title,
      us: scoreCell(us),
      workOnThis,
    })),
    total: report.total,
    apart: apart.slice(0, mostApart),
    moreApart: apart.slice(mostApart),
  };
}

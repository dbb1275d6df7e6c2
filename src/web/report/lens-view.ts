/** A lens of the report (tiers, levels of service, demands) as a chart and as a list with advice. */
import type { LensName } from '../../assessment/instrument.ts';
import type { Report } from '../../assessment/scores/report.ts';
import { pointsOf, scoreCell } from '../../assessment/scores/score-text.ts';
import type { ScaleScore } from '../../assessment/scores/scores.ts';
import { bars } from '../../charts/bars.ts';
import type { Content } from '../../content/content.ts';
import { blockHtml } from '../../content/files/markdown.ts';

export function lensChart(report: Report, { instrument }: Content, lens: LensName, title: string): string {
  const rows = report.lenses[lens].map(({ scale, us }: ScaleScore) => ({
    label: scale.title,
    value: pointsOf(us),
    weak: us.kind !== 'none' && us.points < instrument.thresholds.workOnBelow,
  }));
  return bars(
    `${lens}-chart`,
    `${title}, out of ${instrument.points.lens} from us`,
    rows,
    instrument.points.lens,
  );
}

export function lensRows(report: Report, content: Content, lens: LensName) {
  return report.lenses[lens].map(({ scale, us }) => {
    const text = content.lenses[lens].get(scale.id);
    const band = us.kind === 'none' ? '' : us.band.id;
    return {
      id: scale.id,
      title: scale.title,
      score: scoreCell(us),
      /** Everything that the texts depend on; the view caches them under this key. */
      key: `${lens} ${scale.id} ${band}`,
      question: text?.question ?? '',
      text: () => blockHtml(text?.text ?? ''),
      hasAdvice: band !== '',
      advice: () => blockHtml(text?.bands.get(band) ?? ''),
    };
  });
}

/** A lens of the report (tiers, levels of service, demands) as a chart and as a list with advice. */
import type { LensName } from '../../../assessment/instrument.ts';
import type { Report } from '../../../assessment/scores/report.ts';
import { noMarkText, pointsOf, scoreCell } from '../../../assessment/scores/score-text.ts';
import { bars } from '../../../charts/bars.ts';
import type { Content } from '../../../content/content.ts';
import { blockHtml } from '../../../content/files/markdown.ts';
import { rangeOf } from '../../render/competency-chart.ts';
import type { Basis, Chapter, Shown } from './chapter.ts';

/** The chart and the list. The ladder is read from the bottom up, and its chart has its lowest rung at the bottom. */
export function lens(report: Report, content: Content, name: LensName, title: string, unfolded: boolean) {
  const { instrument } = content;
  const entries = report.lenses[name].map((entry) => ({ ...entry, isStart: entry === report.weakRung }));
  const drawn = name === 'tier' ? entries.toReversed() : entries;
  return {
    chart: bars(
      `${title}, out of ${instrument.points.lens} from us`,
      drawn.map(({ scale, us, isStart }) => ({
        label: scale.title,
        note: isStart ? 'start here' : '',
        value: pointsOf(us),
        none: noMarkText(us),
        range: rangeOf(us),
        weak: isStart,
      })),
      { max: instrument.points.lens, bands: instrument.bands },
    ),
    rows: entries.map(({ scale, us, isStart }) => {
      const text = content.lenses[name].get(scale.id);
      const band = us.kind === 'none' ? '' : us.band.id;
      return {
        id: scale.id,
        title: scale.title,
        score: scoreCell(us),
        /** Everything that the texts depend on; the view caches them under this key. */
        key: `${name} ${scale.id} ${band}`,
        isOpen: unfolded || isStart,
        question: text?.question ?? '',
        text: () => blockHtml(text?.text ?? ''),
        hasAdvice: band !== '',
        advice: () => blockHtml(text?.bands.get(band) ?? ''),
      };
    }),
  };
}

/** The chapter with the two lenses of a customer's view. */
export function customersChapter({ content, report }: Basis, key: string): Chapter {
  const levels = 'Levels of service';
  const demands = 'What demanding customers ask';
  return {
    slug: 'customers-eyes',
    anchor: 'customers-eyes',
    short: 'Customers’ eyes',
    title: 'Through the customer’s eyes',
    line: `${levels}; what demanding customers ask`,
    key: `customers ${key}`,
    view: 'partials/report/customers',
    page: (shown: Shown) => ({
      ...shown,
      lenses: [
        { title: levels, ...lens(report, content, 'level', levels, shown.unfolded) },
        { title: demands, ...lens(report, content, 'demand', demands, shown.unfolded) },
      ],
    }),
  };
}

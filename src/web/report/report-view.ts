/** The view model of a report's body: its scores as words, charts and table rows. */
import type { Answers } from '../../assessment/answers.ts';
import { buildReport, type Report } from '../../assessment/scores/report.ts';
import { pointsOf, scoreCell, signed } from '../../assessment/scores/score-text.ts';
import { ladderSentence, priorityReason, summarySentences } from '../../assessment/scores/sentences.ts';
import { bars } from '../../charts/bars.ts';
import { gapLines } from '../../charts/gap-lines.ts';
import { ladder } from '../../charts/ladder.ts';
import { lettersOf } from '../../codec/packed/letters.ts';
import type { Content } from '../../content/content.ts';
import { inlineHtml } from '../../content/files/markdown.ts';
import type { Site } from '../site.ts';
import { competencyChapter } from './competency-chapter.ts';
import { lensChart, lensRows } from './lens-view.ts';
import { coaching, questionRow } from './report-rows.ts';

/** Depends on the answers alone; the names of the visitor are on the cover (report-page.ts). */
export function reportView({ content, terms }: Site, answers: Answers) {
  const { instrument } = content;
  const report = buildReport(instrument, answers);
  return {
    maximum: instrument.points,
    thresholds: instrument.thresholds,
    sentences: summarySentences(report, instrument),
    summary: summary(report, content),
    priorities: report.priorities.map((priority) => ({
      id: priority.question.id,
      statement: priority.question.statements.us,
      reason: priorityReason(priority, instrument, content.scale.ratings),
      questions: content.guidance.get(priority.question.id)?.askYourself.map(inlineHtml).slice(0, 1) ?? [],
    })),
    ladder: {
      sentence: ladderSentence(report, instrument),
      chart: ladder(
        'ladder',
        `The ladder, each rung out of ${instrument.points.lens} from us`,
        report.lenses.tier.map((tier) => ({
          label: tier.scale.title,
          value: pointsOf(tier.us),
          start: tier === report.weakRung,
        })),
        instrument.points.lens,
      ),
      rows: lensRows(report, content, 'tier'),
    },
    principles: principles(report, content),
    total: report.total,
    competencies: report.competencies.map((score) => ({
      id: score.competency.id,
      title: score.competency.title,
      /** A chapter depends only on the answers to its questions; the view caches it under this key. */
      key: `chapter ${score.competency.id} ${lettersOf(score.competency.questions, answers)}`,
      chapter: () => competencyChapter(score, report, content, terms()),
    })),
    otherLow: report.answered
      .filter(({ question, standing }) => standing === 'low' && !question.competency)
      .map((entry) => coaching(entry, content)),
    strengths: report.answered
      .filter(({ standing }) => standing === 'strength')
      .map((entry) => questionRow(entry, content)),
    apart: report.answered
      .filter(({ gap }) => Math.abs(gap ?? 0) >= instrument.thresholds.viewsPartFrom)
      .toSorted((a, b) => Math.abs(b.gap ?? 0) - Math.abs(a.gap ?? 0))
      .map((entry) => questionRow(entry, content)),
    levels: {
      chart: lensChart(report, content, 'level', 'Levels of service'),
      rows: lensRows(report, content, 'level'),
    },
    demands: {
      chart: lensChart(report, content, 'demand', 'What demanding customers ask'),
      rows: lensRows(report, content, 'demand'),
    },
    open: report.open.map(({ id, statements, key }) => ({ id, statement: statements.us, key })),
    bands: instrument.bands,
  };
}

function summary(report: Report, { instrument }: Content) {
  return {
    chart: gapLines(
      'summary-chart',
      `Competencies, me and us out of ${instrument.points.competency}`,
      report.competencies.map(({ competency, me, us }) => ({
        label: competency.short,
        me: pointsOf(me),
        us: pointsOf(us),
      })),
      instrument.points.competency,
    ),
    rows: report.competencies.map(({ competency, me, us, gap }) => ({
      id: competency.id,
      title: competency.title,
      me: scoreCell(me),
      us: scoreCell(us),
      gap: signed(gap),
    })),
  };
}

function principles(report: Report, { instrument }: Content) {
  return {
    chart: bars(
      'principles-chart',
      `Principles, out of ${instrument.points.principle} from us, with the line at ${instrument.thresholds.workOnBelow}`,
      report.principles.map(({ scale, us, workOnThis }) => ({
        label: `${scale.id} ${scale.title}`,
        value: pointsOf(us),
        weak: workOnThis,
      })),
      instrument.points.principle,
      instrument.thresholds.workOnBelow,
    ),
    rows: report.principles.map(({ scale, us, workOnThis }) => ({
      id: scale.id,
      title: scale.title,
      us: scoreCell(us),
      workOnThis,
    })),
  };
}

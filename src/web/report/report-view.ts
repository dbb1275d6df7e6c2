/** The report as its view reads it: scores to words, charts and links. Used by /report and /sample. */
import type { Answers } from '../../assessment/answers.ts';
import type { LensName } from '../../assessment/instrument.ts';
import { buildReport, type Report } from '../../assessment/scores/report.ts';
import type { CompetencyScore, ScaleScore } from '../../assessment/scores/scores.ts';
import { ladderSentence, priorityReason, summarySentences } from '../../assessment/scores/sentences.ts';
import { bars } from '../../charts/bars.ts';
import { gapLines } from '../../charts/gap-lines.ts';
import { ladder } from '../../charts/ladder.ts';
import { lettersOf } from '../../codec/packed/letters.ts';
import type { Content } from '../../content/content.ts';
import { blockHtml, inlineHtml } from '../../content/files/markdown.ts';
import { questionLabel } from '../render/wording.ts';
import type { Site } from '../site.ts';
import { coaching, openRow, pointsOf, questionRow, scoreCell, signed } from './report-rows.ts';

/** What the answers alone decide; who gave them stands on the cover (pages/report.ts). */
export function reportView({ deps, terms }: Site, answers: Answers) {
  const { content } = deps;
  const { instrument } = content;
  const report = buildReport(instrument, answers);
  return {
    maximum: instrument.points,
    thresholds: instrument.thresholds,
    sentences: summarySentences(report, instrument),
    summary: summary(report, content),
    priorities: report.priorities.map((priority) => ({
      id: priority.question.id,
      statement: priority.question.statement,
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
      /** A chapter depends on nothing but the answers to its questions. */
      key: `chapter ${score.competency.id} ${lettersOf(score.competency.questions, answers)}`,
      chapter: () => chapter(score, report, content, terms()),
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
    open: report.open.map(({ id, statement, key }) => ({ id, statement, key })),
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

function principles(report: Report, { instrument, principles: texts }: Content) {
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
      belief: texts.get(scale.id)?.belief ?? '',
      us: scoreCell(us),
      workOnThis,
    })),
  };
}

/** Characters that fit a chart of 288 pixels, on a phone of 320. */
const chartLabel = 32;

function chapter(
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
    /** Which of the four gap readings applies; empty without two scores. */
    reading: reading ?? '',
    description: () => terms(blockHtml(text?.description ?? '')),
    essay: () => terms(blockHtml(text?.essay ?? '')),
    steps: () => text?.steps.map(inlineHtml) ?? [],
    readingHtml: () => (reading ? blockHtml(text?.readings[reading] ?? '') : ''),
    chart: gapLines(
      `chart-${competency.id}`,
      `The questions of ${competency.title}, me and us from 0 to 3`,
      entries.map(({ question, answer }) => ({
        label: questionLabel(question, chartLabel),
        me: answer.me === 'not-applicable' ? undefined : answer.me,
        us: answer.us === 'not-applicable' ? undefined : answer.us,
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

function lensChart(report: Report, { instrument }: Content, lens: LensName, title: string): string {
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

function lensRows(report: Report, content: Content, lens: LensName) {
  return report.lenses[lens].map(({ scale, us }) => {
    const text = content.lenses[lens].get(scale.id);
    const band = us.kind === 'none' ? '' : us.band.id;
    return {
      id: scale.id,
      title: scale.title,
      score: scoreCell(us),
      /** All that the texts depend on. */
      key: `${lens} ${scale.id} ${band}`,
      question: text?.question ?? '',
      text: () => blockHtml(text?.text ?? ''),
      hasAdvice: band !== '',
      advice: () => blockHtml(text?.bands.get(band) ?? ''),
    };
  });
}

/** The report as its view reads it: scores to words, charts and links. Used by /report and /sample. */
import type { Answers } from '../assessment/answers.ts';
import type { LensName, Question } from '../assessment/instrument.ts';
import { type AnsweredQuestion, buildReport, type Report } from '../assessment/report.ts';
import type { CompetencyScore, ScaleScore, Score } from '../assessment/scores.ts';
import { ladderSentence, priorityReason, summarySentences } from '../assessment/sentences.ts';
import { bars } from '../charts/bars.ts';
import { gapLines } from '../charts/gap-lines.ts';
import { ladder } from '../charts/ladder.ts';
import { letterOf, lettersOf } from '../codec/packed.ts';
import type { Content } from '../content/content.ts';
import { blockHtml, inlineHtml } from '../content/markdown.ts';
import { ratingText } from './wording.ts';

/** A score in a table. */
export interface ScoreCell {
  /** "14", or "–" without a score. */
  readonly points: string;
  readonly band: string;
  /** "from 5 of 8, could be 9 to 18", or empty when it is final. */
  readonly note: string;
}

function scoreCell(score: Score): ScoreCell {
  if (score.kind === 'none')
    return { points: '–', band: 'no score', note: `${score.rated} of ${score.of} rated` };
  const note =
    score.kind === 'final'
      ? ''
      : `provisional, from ${score.rated} of ${score.of}; could be ${score.lowest} to ${score.highest}`;
  return { points: String(score.points), band: score.band.title, note };
}

const pointsOf = (score: Score) => (score.kind === 'none' ? undefined : score.points);

export function signed(gap: number | undefined): string {
  if (gap === undefined) return '–';
  return gap > 0 ? `+${gap}` : String(gap).replace('-', '−');
}

/** What the answers alone decide; who gave them stands on the cover (pages/report.ts). */
export function reportView(content: Content, answers: Answers) {
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
      reason: priorityReason(priority, instrument),
      questions: content.guidance.get(priority.question.id)?.askYourself.map(inlineHtml).slice(0, 1) ?? [],
    })),
    ladder: {
      sentence: ladderSentence(report, instrument),
      chart: ladder(
        'ladder',
        'The ladder, each rung out of 100 from us',
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
      chapter: () => chapter(score, report, content),
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
      chart: lensChart(report, content, 'level', 'Four levels of service'),
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
        label: competency.title,
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

function chapter({ competency, me, us, gap, reading }: CompetencyScore, report: Report, content: Content) {
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
    get description() {
      return blockHtml(text?.description ?? '');
    },
    get essay() {
      return blockHtml(text?.essay ?? '');
    },
    get steps() {
      return text?.steps.map(inlineHtml) ?? [];
    },
    get readingHtml() {
      return reading ? blockHtml(text?.readings[reading] ?? '') : '';
    },
    chart: gapLines(
      `chart-${competency.id}`,
      `The questions of ${competency.title}, me and us from 0 to 3`,
      entries.map(({ question, answer }) => ({
        label: labelOf(question),
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

const labels = new WeakMap<Question, string>();

/** The id and the beginning of the statement, for a label that must fit a line. */
function labelOf(question: Question): string {
  let label = labels.get(question);
  if (label === undefined) {
    const { id, statement } = question;
    const most = 46;
    const short =
      statement.length <= most ? statement : `${statement.slice(0, most).replace(/[\s,;:]+\S*$/, '')}…`;
    label = `${id} ${short}`;
    labels.set(question, label);
  }
  return label;
}

/** A question with its answer in a table; everything it shows depends on `key`. */
function questionRow({ question, answer, gap }: AnsweredQuestion, { scale }: Content) {
  return {
    key: `row ${question.id} ${letterOf(answer)}`,
    id: question.id,
    question,
    get me() {
      return ratingText(answer.me, scale);
    },
    get us() {
      return ratingText(answer.us, scale);
    },
    get gap() {
      return signed(gap);
    },
  };
}

function openRow(question: Question) {
  const me = 'not yet answered';
  return { key: `row ${question.id} -`, id: question.id, question, me, us: me, gap: '–' };
}

/** The coaching for a low question; everything it shows depends on `key`. */
function coaching({ question, answer }: AnsweredQuestion, { guidance, scale }: Content) {
  const text = guidance.get(question.id);
  return {
    key: `coaching ${question.id} ${letterOf(answer)}`,
    question,
    get me() {
      return ratingText(answer.me, scale);
    },
    get us() {
      return ratingText(answer.us, scale);
    },
    hasText: text !== undefined,
    get html() {
      return blockHtml(text?.coaching ?? '');
    },
    get askYourself() {
      return text?.askYourself.map(inlineHtml) ?? [];
    },
    get askTogether() {
      return text?.askTogether.map(inlineHtml) ?? [];
    },
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
      get text() {
        return blockHtml(text?.text ?? '');
      },
      get advice() {
        return blockHtml(text?.bands.get(band) ?? '');
      },
    };
  });
}

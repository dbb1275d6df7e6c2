/** The report's chapter "What has changed": the changes since the snapshots as sentences, charts and tables. */
import { type Change, changeOf, movedAtAll } from '../../assessment/comparison/change.ts';
import { changeSentences, stepSentence } from '../../assessment/comparison/change-sentences.ts';
import { competencySlugs } from '../../assessment/scores/report-slugs.ts';
import { remarkOf } from '../../assessment/scores/score-text.ts';
import type { Assessment, Snapshot } from '../../assessment/visitor.ts';
import type { OwnChapter } from '../render/own-chapter.ts';
import { dateText } from '../render/wording.ts';
import type { Site } from '../site.ts';
import { answerCell, type Cell, changeCell, scoresCell, stepsCell } from './change-cells.ts';
import { axisDate, competencyChart, moverGroups } from './change-charts.ts';

export const changeTitle = 'What has changed';

const dayText = (day: number) => dateText(day);

function shortDate(at: number): string {
  const { day, year } = axisDate(at);
  return `${day} ${year}`;
}

/** The date of the last snapshot; undefined without snapshots. */
function changedSince({ snapshots }: Assessment): string | undefined {
  const last = snapshots.at(-1);
  return last && dayText(last.takenOn);
}

/** Returns no chapter when there are no snapshots. */
export function changeChapter(site: Site, assessment: Assessment): OwnChapter[] {
  if (assessment.snapshots.length === 0) return [];
  const page = changePage(site, assessment);
  return [
    {
      slug: 'change',
      id: 'change',
      title: changeTitle,
      line: `Since ${changedSince(assessment)}`,
      style: 'retake',
      view: 'partials/report/change',
      page,
    },
  ];
}

/** What the chapter shows, on the page and in the PDF. */
export function changePage({ content, editions }: Site, assessment: Assessment) {
  const { instrument } = content;
  const change = changeOf(instrument, editions.accepts, assessment);
  const last = change.snapshots.length - 1;
  // Sentences and movers compare with the last snapshot, then with the first. The tables show the others too.
  const spans = change.snapshots.length > 0 ? [...new Set([last, 0])] : [];
  const days = [...change.snapshots.map(({ takenOn }) => takenOn), assessment.changedOn];
  const labels = days.map(dayText);
  const dates = days.map(shortDate);
  const sinceDates = spans.map((at) => `Since ${dates[at]}`);
  /** The cells of a row: one for each date, then one for each change. @param changed gives the change since a snapshot */
  const labelled = (cells: Cell[], changed: (at: number) => Cell) => [
    ...cells.map((cell, i) => ({ label: dates[i] ?? '', ...cell })),
    ...spans.map((at, i) => ({ label: sinceDates[i] ?? '', ...changed(at) })),
  ];
  return {
    snapshotsAt: `/start/${assessment.id}/snapshots`,
    notes: editionNotes(change, instrument.edition),
    spans: spans.map((at) => ({
      title: `Since ${labels[at]}`,
      sentences: changeSentences(change, at, labels[at] ?? ''),
      movers: moverGroups(change, at, days),
    })),
    stepSentence: stepSentence(instrument),
    maximum: instrument.points.competency,
    charts: change.competencies.map((competency) =>
      competencyChart(competency, days, instrument.points.competency),
    ),
    headings: [...dates.slice(0, -1), `Now, ${dates.at(-1)}`, ...sinceDates],
    rows: change.competencies.map(({ competency, scores, since }) => ({
      title: competency.short,
      slug: competencySlugs(instrument).get(competency.id) ?? '',
      anchor: `c-${competency.id}`,
      id: '',
      remark: '',
      cells: labelled(scores.map(scoresCell), (at) => changeCell(since[at], competency.questions.length)),
    })),
    questionRows: movedAtAll(change).map(({ question, answers, since }) => ({
      title: question.statements.us,
      remark: remarkOf(question),
      slug: '',
      anchor: '',
      id: question.id,
      cells: labelled(answers.map(answerCell), (at) => stepsCell(since[at])),
    })),
  };
}

function editionNotes({ snapshots, notCompared }: Change, today: number): string[] {
  const earlier = snapshots.filter(({ edition }) => edition !== today);
  const named = ({ takenOn, edition }: Snapshot) => `that of ${dayText(takenOn)} (edition ${edition})`;
  return [
    ...earlier.map(
      ({ takenOn, edition }) =>
        `The snapshot of ${dayText(takenOn)} answers edition ${edition} of the questions; the present one is edition ${today}. It is compared only on questions that both ask.`,
    ),
    ...(notCompared.length > 0
      ? [
          `Not compared: ${notCompared.map(named).join(', ')}. The questions have changed too much since for the answers to mean the same. What you answered is kept.`,
        ]
      : []),
  ];
}

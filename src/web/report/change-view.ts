/** The report's chapter "What has changed": the numbers of change.ts as sentences, slope lines and tables. */
import type { Answer, PerspectiveAnswer } from '../../assessment/answers.ts';
import {
  type Change,
  changeOf,
  type Mover,
  movedAtAll,
  moversSince,
  type PerPerspective,
  type QuestionChange,
  type ScoreChange,
} from '../../assessment/comparison/change.ts';
import { changeSentences, stepSentence } from '../../assessment/comparison/change-sentences.ts';
import type { Score } from '../../assessment/scores/scores.ts';
import { type Assessment, dateOf, type Snapshot } from '../../assessment/visitor.ts';
import { type SlopePoint, type SlopeValue, slopes } from '../../charts/slopes.ts';
import type { OwnChapter } from '../render/own-chapter.ts';
import { dateText, shortRating } from '../render/wording.ts';
import type { Site } from '../site.ts';
import { signed } from './report-rows.ts';

export const changeTitle = 'What has changed';
/** How many questions are drawn each way. */
const mostMovers = 3;
/** Of a question's lines; a competency's are higher. */
const questionPlot = 66;

const dayFormat = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });

/** For the axis: "3 May" and "2026". */
function axisDate(day: number): Pick<SlopePoint, 'day' | 'year'> {
  const date = dateOf(day);
  return { day: dayFormat.format(date), year: String(date.getUTCFullYear()) };
}

function shortDate(at: number): string {
  const { day, year } = axisDate(at);
  return `${day} ${year}`;
}

const dayText = (day: number) => dateText(dateOf(day));

/** For the cover: to what date the chapter looks back; undefined without a chapter. */
export function changedSince({ snapshots }: Assessment): string | undefined {
  const last = snapshots.at(-1);
  return last && dayText(last.takenOn);
}

/** The chapter, or none without snapshots. */
export function changeChapter(site: Site, assessment: Assessment): OwnChapter[] {
  if (assessment.snapshots.length === 0) return [];
  const page = changePage(site, assessment);
  return [{ id: 'change', title: changeTitle, view: 'partials/change-chapter', page }];
}

/** What the chapter shows; the PDF document draws its numbers too. */
export function changePage({ deps, editions }: Site, assessment: Assessment) {
  const { instrument } = deps.content;
  const change = changeOf(instrument, editions.accepts, assessment);
  const last = change.snapshots.length - 1;
  /** Back to the last first, and then to the first: those between stand in the tables. */
  const spans = change.snapshots.length > 0 ? [...new Set([last, 0])] : [];
  const days = [...change.snapshots.map(({ takenOn }) => takenOn), assessment.changedOn];
  const labels = days.map(dayText);
  const dates = days.map(shortDate);
  const sinceDates = spans.map((at) => `Since ${dates[at]}`);
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
    charts: change.competencies.map(({ competency, scores }) => {
      const points = scores.map(({ me, us }, i) => ({
        ...axisDate(days[i] ?? 0),
        me: slopeScore(me),
        us: slopeScore(us),
      }));
      const { title, id } = competency;
      const { competency: max } = instrument.points;
      const alt = `${title}, me and us out of ${max}, from date to date`;
      return { title, points, svg: slopes(`change-${id}`, alt, points, max) };
    }),
    headings: [...dates.slice(0, -1), `Now, ${dates.at(-1)}`, ...sinceDates],
    rows: change.competencies.map(({ competency, scores, since }) => ({
      title: competency.title,
      address: `#c-${competency.id}`,
      id: '',
      cells: labelled(scores.map(scoresCell), (at) => changeCell(since[at], competency.questions.length)),
    })),
    questionRows: movedAtAll(change).map(({ question, answers, since }) => ({
      title: question.statement,
      address: `/questions/${question.id}`,
      id: question.id,
      cells: labelled(answers.map(answerCell), (at) => stepsCell(since[at])),
    })),
  };
  function labelled(cells: Cell[], changed: (at: number) => Cell) {
    const named = (label: string | undefined, cell: Cell) => ({ label: label ?? '', ...cell });
    return [
      ...cells.map((cell, i) => named(dates[i], cell)),
      ...spans.map((at, i) => named(sinceDates[i], changed(at))),
    ];
  }
}

/** Me and us in one cell; both empty where only the note is shown. */
interface Cell {
  readonly me: string;
  readonly us: string;
  readonly note: string;
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

function slopeScore(score: Score): SlopeValue | undefined {
  return score.kind === 'none'
    ? undefined
    : { value: score.points, provisional: score.kind === 'provisional' };
}

function scoresCell({ me, us }: PerPerspective<Score>): Cell {
  const shown = (score: Score) => (score.kind === 'none' ? '–' : String(score.points));
  if (me.kind === 'none' && us.kind === 'none') return { me: '', us: '', note: 'no score' };
  const from = ({ rated, of }: Score) => `from ${rated} of ${of}`;
  const open = [me, us].map((score) => score.kind === 'provisional');
  let note = '';
  if (open[0] && open[1] && me.rated === us.rated) note = `provisional, ${from(me)}`;
  else if (open[0] && open[1]) note = `provisional, me ${from(me)}, us ${from(us)}`;
  else if (open[0]) note = `me provisional, ${from(me)}`;
  else if (open[1]) note = `us provisional, ${from(us)}`;
  return { me: shown(me), us: shown(us), note };
}

function changeCell(since: PerPerspective<ScoreChange | undefined> | undefined, of: number): Cell {
  const { me, us } = since ?? { me: undefined, us: undefined };
  if (!me && !us) return { me: '', us: '', note: 'too few rated both times' };
  let note = '';
  if (me && us && me.rated !== us.rated) note = `me on ${me.rated}, us on ${us.rated} of ${of}`;
  else if ((me ?? us)?.rated !== of) note = `on ${(me ?? us)?.rated} of ${of}`;
  return { me: signed(me?.points), us: signed(us?.points), note };
}

function answerCell(answer: Answer | undefined): Cell {
  return answer
    ? { me: shortRating(answer.me), us: shortRating(answer.us), note: '' }
    : { me: '', us: '', note: 'not answered' };
}

function stepsCell(since: PerPerspective<number | undefined> | undefined): Cell {
  const { me, us } = since ?? { me: undefined, us: undefined };
  return me === undefined && us === undefined
    ? { me: '', us: '', note: 'not rated both times' }
    : { me: signed(me), us: signed(us), note: '' };
}

/** The questions that moved most, up and down, each with its lines. */
function moverGroups(change: Change, at: number, days: readonly number[]) {
  const { up, down } = moversSince(change, at, mostMovers);
  const drawn = ({ change: moved }: Mover) => ({
    id: moved.question.id,
    statement: moved.question.statement,
    svg: slopes(
      `moved-${at}-${moved.question.id.replace('.', '-')}`,
      `Question ${moved.question.id}, me and us from 0 to 3, from date to date`,
      questionPoints(moved, days),
      3,
      questionPlot,
    ),
  });
  return [
    { title: 'Up', questions: up.map(drawn) },
    { title: 'Down', questions: down.map(drawn) },
  ].filter(({ questions }) => questions.length > 0);
}

function questionPoints({ answers }: QuestionChange, days: readonly number[]): SlopePoint[] {
  const value = (response: PerspectiveAnswer | undefined) =>
    typeof response === 'number' ? { value: response, provisional: false } : undefined;
  return answers.map((answer, i) => ({
    ...axisDate(days[i] ?? 0),
    me: value(answer?.me),
    us: value(answer?.us),
  }));
}

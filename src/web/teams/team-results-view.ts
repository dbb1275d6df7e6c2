/** What a team's results page shows. */
import type { Instrument } from '../../assessment/instrument.ts';
import { step } from '../../assessment/team/disclosure.ts';
import type { CompetencyResult, QuestionResult, TeamResults } from '../../assessment/team/team-results.ts';
import {
  hourClosing,
  hourIntro,
  hourOf,
  lowTitle,
  talkedOf,
  wideTitle,
} from '../../assessment/team/team-talk.ts';
import {
  agreementWord,
  alphaText,
  certaintyOf,
  gapText,
  inPoints,
  intervalText,
  pointsText,
  questionReading,
  ratingText,
  teamSentences,
} from '../../assessment/team/team-text.ts';
import { dateOf } from '../../assessment/visitor.ts';
import { teamLines } from '../../charts/team-lines.ts';
import type { Content } from '../../content/content.ts';
import { inlineHtml } from '../../content/files/markdown.ts';
import type { Team, TeamProgress } from '../../storage/tables/teams.ts';
import type { ComparisonTable } from '../render/comparison-table.ts';
import { counted, dateText } from '../render/wording.ts';

export function teamView(content: Content, { groups }: Team, results: TeamResults) {
  const { instrument } = content;
  const { points } = instrument;
  const included = results.questions.flatMap(({ me, us }) => [me.n, us.n]);
  return {
    /** How many people are in a figure, at least and at most. */
    fewest: Math.min(...included),
    most: Math.max(...included),
    sentences: teamSentences(results, instrument),
    points: points.competency,
    chart: teamLines(
      'team-chart',
      `Means of me and us out of ${points.competency}`,
      results.competencies.map(({ competency, result }) => ({
        label: competency.short,
        means: result && {
          me: inPoints(result.me.mean),
          us: inPoints(result.us.mean),
          spread: inPoints(result.us.spread),
        },
      })),
      points.competency,
    ),
    competencies: results.competencies.map(competencyRow),
    certainty: certaintyOf(results),
    gaps: results.gaps.map(questionRow),
    lowest: results.lowest.map(questionRow),
    heat: heatOf(instrument, results.questions),
    groups: groupTable(groups, results),
    talk: talkOf(content, results),
  };
}

function competencyRow({ competency, shown, result }: CompetencyResult) {
  const { id, title, questions } = competency;
  const part = shown < questions.length ? `from ${shown} of ${questions.length} questions` : '';
  if (!result) return { id, title, part, result: undefined };
  const of = (view: typeof result.me) => ({
    mean: pointsText(view.mean),
    spread: pointsText(view.spread),
    interval: intervalText(view),
    alpha: alphaText(view),
  });
  return {
    id,
    title,
    part,
    result: {
      me: of(result.me),
      us: of(result.us),
      gap: gapText(result.gap, 1),
      word: agreementWord(result.agreement),
      agreement: ratingText(result.agreement),
    },
  };
}

function questionRow({ question, me, us, gap }: QuestionResult) {
  return {
    id: question.id,
    statement: question.statement,
    me: ratingText(me.mean),
    us: ratingText(us.mean),
    gap: gapText(gap, 2),
    n: me.n === us.n ? String(us.n) : `${me.n} and ${us.n}`,
  };
}

/** Steps of the shade; the number says the same. */
const shades = 6;

/** A row a principle, its questions by their item; `undefined` where it has no such question. */
function heatOf(instrument: Instrument, questions: readonly QuestionResult[]) {
  const shown = new Map(questions.map((result) => [result.question.id, result]));
  const items = instrument.questions.map(({ item }) => item);
  const columns = Array.from({ length: Math.max(...items) }, (_, i) => i + 1);
  return {
    columns,
    rows: instrument.principles.map(({ id, title, questions: own }) => ({
      id,
      title,
      cells: columns.map((item) => {
        const question = own.find((one) => one.item === item);
        const result = question && shown.get(question.id);
        return (
          question && {
            id: question.id,
            me: result ? ratingText(result.me.mean) : '',
            us: result ? ratingText(result.us.mean) : '',
            shade: result
              ? `heat-${Math.min(shades - 1, Math.floor((shades * result.us.mean) / 3))}`
              : 'none',
          }
        );
      }),
    })),
  };
}

/** Undefined where nothing may be split. */
function groupTable(names: readonly string[], { competencies }: TeamResults): ComparisonTable | undefined {
  const rows = competencies.flatMap(({ competency, result }) =>
    result && result.groups.length > 0 ? [sideRow(competency.title, result.groups)] : [],
  );
  if (rows.length === 0) return undefined;
  return { caption: 'Means by role group', first: 'Competency', names, linked: false, hasMe: true, rows };
}

/** What several groups or teams say, in a row; undefined is shown as a dash. */
export function sideRow(title: string, sides: readonly ({ me: number; us: number } | undefined)[]) {
  const apart = (values: readonly (number | undefined)[]) => {
    const known = values.flatMap((value) => (value === undefined ? [] : [inPoints(value)]));
    return known.length < 2 ? '–' : pointsText(Math.max(...known) - Math.min(...known));
  };
  return {
    id: '',
    title,
    ask: '',
    cells: sides.map((side) => ({
      me: side ? pointsText(side.me) : '–',
      us: side ? pointsText(side.us) : '–',
      note: '',
    })),
    spread: apart(sides.map((side) => side?.us)),
    spreadMe: apart(sides.map((side) => side?.me)),
  };
}

/** The hour, and what it is about, each with something to ask. */
function talkOf({ guidance }: Content, results: TeamResults) {
  const { wide, low } = talkedOf(results);
  const entry = (result: QuestionResult) => ({
    id: result.question.id,
    statement: result.question.statement,
    reading: questionReading(result),
    asks: (guidance.get(result.question.id)?.askTogether ?? []).map((ask) => inlineHtml(ask)),
  });
  return {
    intro: hourIntro,
    hour: hourOf(wide.length > 0, low.length > 0),
    parts: [
      { title: wideTitle, entries: wide.map(entry) },
      { title: lowTitle, entries: low.map(entry) },
    ].filter(({ entries }) => entries.length > 0),
    closing: hourClosing,
  };
}

const mostWeeks = 8;

/** How the answers came in, and what is to come. */
export function progressView(
  { people, waiting, days }: TeamProgress,
  threshold: number,
  results: TeamResults | undefined,
) {
  const weeks = new Map<number, number>();
  for (const { day, people: count } of days) {
    // Day 0 was a Thursday; weeks begin on Mondays.
    const monday = day - ((day + 3) % 7);
    weeks.set(monday, (weeks.get(monday) ?? 0) + count);
  }
  const newest = [...weeks].toSorted(([a], [b]) => b - a);
  const earlier = newest.slice(mostWeeks).reduce((sum, [, count]) => sum + count, 0);
  return {
    people: counted(people, 'person', 'people'),
    count: people,
    waiting,
    waitingText: counted(waiting, 'person', 'people'),
    threshold,
    step,
    needed: results ? 0 : Math.max(0, threshold - people),
    /** One a person that it takes, for the page that waits. */
    seats: Array.from({ length: threshold }, (_, i) => i < people),
    weeks: [
      ...newest.slice(0, mostWeeks).map(([monday, count]) => ({ week: dateText(dateOf(monday)), count })),
      ...(earlier > 0 ? [{ week: 'earlier', count: earlier }] : []),
    ],
  };
}

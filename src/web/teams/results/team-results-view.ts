/** The view model of a team's results. */
import { heatOf, shadeNames } from '../../../assessment/team/heat.ts';
import type { CompetencyResult, QuestionResult, TeamResults } from '../../../assessment/team/team-results.ts';
import {
  gapsBeyond,
  hourClosing,
  hourIntro,
  hourOf,
  lowestBeyond,
  lowTitle,
  questionReading,
  talkedOf,
  wideTitle,
} from '../../../assessment/team/team-talk.ts';
import {
  agreementText,
  alphaText,
  certaintyOf,
  exactFrom,
  gapPlaces,
  gapText,
  inPoints,
  intervalText,
  meanText,
  pointsText,
  spreadBand,
  spreadText,
  teamSentences,
  turnedFigures,
} from '../../../assessment/team/team-text.ts';
import { gapLines } from '../../../charts/gap-lines.ts';
import type { Content } from '../../../content/content.ts';
import { inlineHtml } from '../../../content/files/markdown.ts';
import type { Team } from '../../../storage/tables/teams.ts';
import type { ComparisonTable } from '../../render/comparison-table.ts';
import { sideRow } from './side-row.ts';

export function teamView(content: Content, { groups }: Team, results: TeamResults) {
  const { instrument } = content;
  const { points } = instrument;
  const included = results.questions.flatMap(({ me, us }) => [me.n, us.n]);
  return {
    /** The smallest and the largest number of people in a figure. */
    fewest: Math.min(...included),
    most: Math.max(...included),
    sentences: teamSentences(results, instrument),
    points: points.competency,
    chart: gapLines(
      `Means of me and us out of ${points.competency}`,
      results.competencies.map(({ competency, result }) => ({
        label: competency.short,
        me: result && inPoints(result.me.mean),
        us: result && inPoints(result.us.mean),
        spread: result && spreadBand(result.us, points.competency),
      })),
      { max: points.competency, bands: instrument.bands, decimals: 1, none: 'too few to show' },
    ),
    competencies: results.competencies.map((one) => competencyRow(one, points.competency)),
    /** Some figures count so few people that their spread is in words. */
    isRounded: Math.min(...included) < exactFrom,
    exactFrom,
    certainty: certaintyOf(results),
    gaps: results.gaps.map(questionRow),
    lowest: results.lowest.map(questionRow),
    gapsBeyond: gapsBeyond(results),
    lowestBeyond: lowestBeyond(results),
    heat: heatOf(instrument, results.questions),
    shades: shadeNames,
    groups: groupTable(groups, results),
    groupNames: groups,
    talk: talkOf(content, results),
  };
}

function competencyRow({ competency, shown, result }: CompetencyResult, points: number) {
  const { id, short: title, questions } = competency;
  const part = shown < questions.length ? `from ${shown} of ${questions.length} questions` : '';
  if (!result) return { id, title, part, result: undefined };
  const of = (view: typeof result.me) => ({
    mean: pointsText(view.mean),
    spread: spreadText(view, points),
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
      agreement: agreementText(result),
    },
  };
}

function questionRow({ question, me, us, gap }: QuestionResult) {
  return {
    id: question.id,
    statement: question.statements.us,
    remark: turnedFigures(question),
    me: meanText(me),
    us: meanText(us),
    gap: gapText(gap, gapPlaces({ me, us })),
    n: me.n === us.n ? String(us.n) : `${me.n} and ${us.n}`,
  };
}

/** The means by role group; undefined while they may not be shown. */
function groupTable(names: readonly string[], { competencies }: TeamResults): ComparisonTable | undefined {
  const rows = competencies.flatMap(({ competency, result }) =>
    result && result.groups.length > 0 ? [sideRow(competency.short, result.groups)] : [],
  );
  if (rows.length === 0) return undefined;
  return { caption: 'Means by role group', first: 'Competency', names, linked: false, hasMe: true, rows };
}

/** The guide to an hour's talk about the results, with questions to ask. */
function talkOf({ guidance }: Content, results: TeamResults) {
  const { wide, low } = talkedOf(results);
  const entry = (result: QuestionResult) => ({
    id: result.question.id,
    statement: result.question.statements.us,
    remark: turnedFigures(result.question),
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

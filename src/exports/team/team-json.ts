/** A team's results for other programs, rounded as on the page. */
import { topRating } from '../../assessment/answers.ts';
import type { TeamAction } from '../../assessment/team/actions.ts';
import { step } from '../../assessment/team/disclosure.ts';
import type { PerspectiveResult, Rated, TeamResults } from '../../assessment/team/team-results.ts';
import {
  agreementWord,
  exactFrom,
  gapPlaces,
  inMeans,
  inPoints,
  inRatings,
  rounded,
  spreadWord,
} from '../../assessment/team/team-text.ts';

/** The version of the format. It changes when a field does. */
const format = 2;

/** A round that is over, as it was last shown. */
interface EarlierRound {
  readonly number: number;
  /** How many had answered; 0 when that is not known. */
  readonly people: number;
  readonly results: TeamResults;
}

/** A figure that may not be shown is null, as is a deviation that counts fewer than `exactFrom` people. The file has no link and no key of the team. */
export function teamJson(
  team: { readonly name: string; readonly edition: number; readonly groups: readonly string[] },
  { competencies, questions, gaps, lowest }: TeamResults,
  threshold: number,
  points: number,
  actions: readonly TeamAction[] = [],
  past: readonly EarlierRound[] = [],
): string {
  const idOf = ({ question }: { readonly question: { readonly id: string } }) => question.id;
  const document = {
    kind: 'service-mirror team results',
    format,
    team: team.name,
    edition: team.edition,
    groups: team.groups,
    rules: { threshold, step },
    competencies: competencies.map(({ competency, shown, result }) => ({
      id: competency.id,
      title: competency.title,
      questions: competency.questions.length,
      shown,
      me: result ? perspective(result.me, points) : null,
      us: result ? perspective(result.us, points) : null,
      gap: result ? inPoints(result.gap) : null,
      agreement: result && result.us.n >= exactFrom ? inRatings(result.agreement) : null,
      agreementInWords: result ? agreementWord(result.agreement) : null,
      groups: result ? result.groups.map(({ me, us }) => ({ me: inPoints(me), us: inPoints(us) })) : [],
    })),
    questions: questions.map(({ question, me, us, gap, groups }) => ({
      id: question.id,
      statements: question.statements,
      reverse: question.reverse,
      me: rated(me),
      us: rated(us),
      gap: rounded(gap, gapPlaces({ me, us })),
      groups: groups.map((group) => ({ me: rated(group.me), us: rated(group.us) })),
    })),
    widestGaps: gaps.map(idOf),
    lowest: lowest.map(idOf),
    actions,
    earlierRounds: past.map(({ number, people, results }) => ({
      round: number,
      people: people === 0 ? null : people,
      competencies: results.competencies.map(({ competency, result }) => ({
        id: competency.id,
        me: result ? inPoints(result.me.mean) : null,
        us: result ? inPoints(result.us.mean) : null,
      })),
      questions: results.questions.map(({ question, me, us }) => ({
        id: question.id,
        me: inMeans(me),
        us: inMeans(us),
      })),
    })),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function rated(of: Rated) {
  const { n, deviation } = of;
  return {
    n,
    mean: inMeans(of),
    deviation: n < exactFrom ? null : inRatings(deviation),
    spread: spreadWord(deviation),
  };
}

function perspective({ n, mean, spread, complete, interval, alpha }: PerspectiveResult, points: number) {
  return {
    mean: inPoints(mean),
    n,
    deviation: n < exactFrom ? null : inPoints(spread),
    spread: spreadWord((topRating * spread) / points),
    ratedAll: complete === 0 ? null : complete,
    interval: interval ? { from: inPoints(interval.from), to: inPoints(interval.to) } : null,
    alpha: alpha === undefined ? null : inRatings(alpha),
  };
}

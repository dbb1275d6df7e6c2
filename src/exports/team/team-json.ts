/** A team's results for other programs, rounded as on the page. */
import { step } from '../../assessment/team/disclosure.ts';
import type { PerspectiveResult, Rated, TeamResults } from '../../assessment/team/team-results.ts';
import { agreementWord, inPoints, inRatings } from '../../assessment/team/team-text.ts';

/** The version of the format. It changes when a field does. */
const format = 1;

/** A figure that may not be shown is null. The file has no link and no key of the team. */
export function teamJson(
  team: { readonly name: string; readonly edition: number; readonly groups: readonly string[] },
  { competencies, questions, gaps, lowest }: TeamResults,
  threshold: number,
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
      me: result ? perspective(result.me) : null,
      us: result ? perspective(result.us) : null,
      gap: result ? inPoints(result.gap) : null,
      agreement: result ? inRatings(result.agreement) : null,
      agreementInWords: result ? agreementWord(result.agreement) : null,
      groups: result ? result.groups.map(({ me, us }) => ({ me: inPoints(me), us: inPoints(us) })) : [],
    })),
    questions: questions.map(({ question, me, us, gap, groups }) => ({
      id: question.id,
      statements: question.statements,
      reverse: question.reverse,
      me: rated(me),
      us: rated(us),
      gap: inRatings(gap),
      groups: groups.map((group) => ({ me: rated(group.me), us: rated(group.us) })),
    })),
    widestGaps: gaps.map(idOf),
    lowest: lowest.map(idOf),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function rated({ n, mean, deviation }: Rated) {
  return { n, mean: inRatings(mean), deviation: inRatings(deviation) };
}

function perspective({ mean, spread, complete, interval, alpha }: PerspectiveResult) {
  return {
    mean: inPoints(mean),
    spread: inPoints(spread),
    ratedAll: complete === 0 ? null : complete,
    interval: interval ? { from: inPoints(interval.from), to: inPoints(interval.to) } : null,
    alpha: alpha === undefined ? null : inRatings(alpha),
  };
}

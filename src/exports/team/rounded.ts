/** A team's figures rounded as on the page, for the files. What may not be shown is null. */
import { topRating } from '../../assessment/answers.ts';
import type { Instrument } from '../../assessment/instrument.ts';
import type { TeamAction } from '../../assessment/team/actions.ts';
import { changeOf } from '../../assessment/team/team-change.ts';
import type {
  CompetencyResult,
  PerspectiveResult,
  QuestionResult,
  Rated,
  TeamResults,
} from '../../assessment/team/team-results.ts';
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

/** What the files of a team are made from. */
export interface TeamFile {
  readonly team: {
    readonly name: string;
    readonly edition: number;
    readonly groups: readonly string[];
    /** The present round, from 1. */
    readonly round: number;
  };
  readonly results: TeamResults;
  readonly actions: readonly TeamAction[];
  /** The rounds that are over and have figures, the latest first. */
  readonly past: readonly {
    readonly number: number;
    readonly edition: number;
    /** How many had answered; 0 when that is not known. */
    readonly people: number;
    /** In days since 1 January 1970 UTC. */
    readonly endedOn: number;
    readonly results: TeamResults;
  }[];
  readonly instrument: Pick<Instrument, 'points'>;
}

const maybe = <T>(value: T | undefined, shown: (value: T) => number): number | null =>
  value === undefined ? null : shown(value);

/** The spread of fewer than `exactFrom` people is given in words only. */
const spreadOf = (n: number, value: number, toRatings: number, shown: (value: number) => number) => ({
  deviation: n < exactFrom ? null : shown(value),
  spread: spreadWord(value * toRatings),
});

export const rated = (of: Rated) => ({
  n: of.n,
  mean: inMeans(of),
  ...spreadOf(of.n, of.deviation, 1, inRatings),
});

const perspective = ({ n, mean, spread, complete, interval, alpha }: PerspectiveResult, points: number) => ({
  mean: inPoints(mean),
  n,
  ...spreadOf(n, spread, topRating / points, inPoints),
  ratedAll: complete === 0 ? null : complete,
  interval: interval ? { from: inPoints(interval.from), to: inPoints(interval.to) } : null,
  alpha: maybe(alpha, inRatings),
});

/** @param points the competency's maximum */
export const competencyOf = ({ competency, shown, result }: CompetencyResult, points: number) => ({
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
});

/** The mean of the ratings as people gave them, which those of a reverse question do not count as. */
const meanGiven = ({ reverse }: { readonly reverse: boolean }, of: Rated) =>
  reverse ? rounded(topRating - inMeans(of), 2) : inMeans(of);

export const questionOf = ({ question, me, us, gap, groups }: QuestionResult) => ({
  id: question.id,
  statements: question.statements,
  reverse: question.reverse,
  me: rated(me),
  us: rated(us),
  given: { me: meanGiven(question, me), us: meanGiven(question, us) },
  gap: rounded(gap, gapPlaces({ me, us })),
  groups: groups.map((group) => ({ me: rated(group.me), us: rated(group.us) })),
});

/** The means of a round, and nothing else of it. */
export const meansOf = ({ competencies, questions }: TeamResults) => ({
  competencies: competencies.map(({ competency, result }) => ({
    id: competency.id,
    me: result ? inPoints(result.me.mean) : null,
    us: result ? inPoints(result.us.mean) : null,
  })),
  questions: questions.map(({ question, me, us }) => ({ id: question.id, me: inMeans(me), us: inMeans(us) })),
});

/** The change since the last round of the same edition; null when there is none. */
export function changeSince({ team, results, past, instrument }: TeamFile) {
  const last = past.find(({ edition }) => edition === team.edition);
  if (!last) return null;
  const { competencies, questions } = changeOf(last.results, results, instrument);
  return {
    round: last.number,
    competencies: competencies.map(({ competency, shown, change }) => ({
      id: competency.id,
      questionsInBoth: shown,
      me: change?.me ?? null,
      us: change?.us ?? null,
    })),
    questions: questions.map(({ now, change: { me, us } }) => ({ id: now.question.id, me, us })),
    before: meansOf(last.results),
  };
}

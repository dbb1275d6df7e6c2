/**
 * The teams that a browser belongs to, as the text of a signed cookie. Only this cookie has the key that identifies a member
 * within a team.
 *
 *     cookie = "teams." version "." base64url(JSON [[team, name, edition, key, group, assessment, last, outcome, round], …])
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { teamKeyShape } from './team-keys.ts';

const kind = 'teams';
const version = '3';
/** Without the round, which is then the first. */
const versionWithoutRound = '2';
/** Five with the longest names take 2,400 characters of the 4,096 that a cookie has. */
export const teamsKept = 5;
export const teamNameLimit = 60;

/** The result of sending the answers the last time; "none" before the first time, "over" when the team has a new round. */
export const outcomes = ['none', 'in', 'away', 'closed', 'gone', 'full', 'over'] as const;
export type Outcome = (typeof outcomes)[number];

const markLength = 8;

/**
 * By how many characters the cookie may grow when answers are sent to every team: a mark for each, an outcome that is longer, and
 * base64url.
 */
export const mostGrowth = Math.ceil(
  (teamsKept * (markLength + Math.max(...outcomes.map((one) => one.length)) - 'none'.length) * 4) / 3,
);

export interface Membership {
  /** The team's id. */
  readonly team: string;
  /** The team's name, to be shown without reading the database. */
  readonly name: string;
  /** The edition of the team's questions. Answers of other editions are not sent to it. */
  readonly edition: number;
  /** The member's key: random, and different in every team. */
  readonly key: string;
  /** Index of the role group; -1 for none. */
  readonly group: number;
  /** The id of the assessment whose answers are sent to the team. */
  readonly assessment: string;
  /** The `answersMark` of the answers that were last sent; empty before the first time. */
  readonly last: string;
  readonly outcome: Outcome;
  /** The round of the team that the member takes part in, from 1. */
  readonly round: number;
}

const key = z.string().regex(teamKeyShape);
const row = z
  .tuple([
    key,
    z.string().max(teamNameLimit),
    z.int().min(1),
    key,
    z.int().min(-1).max(20),
    z.string().regex(/^[a-z0-9]{1,12}$/),
    z.string().regex(new RegExp(`^[\\w-]{0,${markLength}}$`)),
    z.enum(outcomes),
    z.int().min(1),
  ])
  .transform(
    ([team, name, edition, own, group, assessment, last, outcome, round]): Membership => ({
      team,
      name,
      edition,
      key: own,
      group,
      assessment,
      last,
      outcome,
      round,
    }),
  );
const rows = z.array(row).max(teamsKept);

export function encodeMemberships(memberships: readonly Membership[]): string {
  const json = memberships.map(({ team, name, edition, key, group, assessment, last, outcome, round }) => [
    team,
    name,
    edition,
    key,
    group,
    assessment,
    last,
    outcome,
    round,
  ]);
  return `${kind}.${version}.${Buffer.from(JSON.stringify(json)).toString('base64url')}`;
}

/**
 * Returns undefined for anything that `encodeMemberships` could not have made.
 * @param text the text of a cookie whose signature was verified
 */
export function decodeMemberships(text: string): readonly Membership[] | undefined {
  const [found, made, json = ''] = text.split('.');
  if (found !== kind || (made !== version && made !== versionWithoutRound)) return undefined;
  try {
    const held: unknown = JSON.parse(Buffer.from(json, 'base64url').toString('utf8'));
    const withRound = (one: unknown) => (Array.isArray(one) ? [...one, 1] : one);
    return rows.parse(made === version || !Array.isArray(held) ? held : held.map(withRound));
  } catch {
    return undefined;
  }
}

/** Returns a member's id in the database. The key cannot be computed from it, and it is different in every team. */
export function personId({ team, key }: Pick<Membership, 'team' | 'key'>): string {
  return createHash('sha256').update(`service-mirror person ${team} ${key}`).digest('base64url');
}

/** Returns a short hash of packed answers, to compare them with those that were last sent. */
export function answersMark(packed: string): string {
  return createHash('sha256').update(packed).digest('base64url').slice(0, markLength);
}

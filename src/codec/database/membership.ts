/**
 * The teams a browser belongs to. What says who somebody is in a team, their key, stands in this cookie alone.
 *
 *     cookie = version "." base64url(JSON [[team, name, edition, key, group, assessment, last, outcome], …]) "." signature
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type Secrets, sign, verified } from '../signature.ts';
import { teamKeyShape } from './team-keys.ts';

const purpose = 'service-mirror teams';
const version = '1';
/** Five with the longest names take 2,400 characters of the 4,096 that a cookie has. */
export const teamsKept = 5;
export const teamNameLimit = 60;

/** What became of the answers as they were last sent; "none" before the first time. */
export const outcomes = ['none', 'in', 'away', 'closed', 'gone'] as const;
export type Outcome = (typeof outcomes)[number];

export interface Membership {
  /** The team's id. */
  readonly team: string;
  /** The team's name, to be shown without asking the database. */
  readonly name: string;
  /** Of the team's questions: answers to others do not go there. */
  readonly edition: number;
  /** Of this person in this team: random, and different in every team. */
  readonly key: string;
  /** Index of the role group; -1 for none. */
  readonly group: number;
  /** Id of the assessment whose answers the team gets. */
  readonly assessment: string;
  /** Which answers were last sent, as `answersMark` has them; empty before the first time. */
  readonly last: string;
  readonly outcome: Outcome;
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
    z.string().regex(/^[\w-]{0,8}$/),
    z.enum(outcomes),
  ])
  .transform(
    ([team, name, edition, own, group, assessment, last, outcome]): Membership => ({
      team,
      name,
      edition,
      key: own,
      group,
      assessment,
      last,
      outcome,
    }),
  );
const rows = z.array(row).max(teamsKept);

export function encodeMemberships(memberships: readonly Membership[], secrets: Secrets): string {
  const json = memberships.map(({ team, name, edition, key, group, assessment, last, outcome }) => [
    team,
    name,
    edition,
    key,
    group,
    assessment,
    last,
    outcome,
  ]);
  return sign(`${version}.${Buffer.from(JSON.stringify(json)).toString('base64url')}`, purpose, secrets);
}

/** Undefined for anything that is not ours. */
export function decodeMemberships(value: string, secrets: Secrets): readonly Membership[] | undefined {
  const [made, json = ''] = verified(value, purpose, secrets)?.split('.') ?? [];
  if (made !== version) return undefined;
  try {
    return rows.parse(JSON.parse(Buffer.from(json, 'base64url').toString('utf8')));
  } catch {
    return undefined;
  }
}

/** A person's id in the database: whoever reads it there can neither turn it back nor tell it from the same person's in another team. */
export function personId({ team, key }: Pick<Membership, 'team' | 'key'>): string {
  return createHash('sha256').update(`service-mirror person ${team} ${key}`).digest('base64url');
}

/** Tells answers apart: the same for the same packed answers. */
export function answersMark(packed: string): string {
  return createHash('sha256').update(packed).digest('base64url').slice(0, 8);
}

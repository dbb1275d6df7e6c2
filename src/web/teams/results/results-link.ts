/** The results link of a team: whoever has it can see the team's figures and change the team. */
import { z } from 'zod';
import { teamKeyShape } from '../../../codec/database/team-keys.ts';

/** A key from a query or a form. An invalid one becomes empty, which no team has. */
export const sentKey = z.string().regex(teamKeyShape).catch('');
export const keyQuery = z.object({ key: sentKey });

/** @param more further parameters, beginning with "&" */
export const resultsPath = (key: string, more = '') => `/teams/results?key=${key}${more}`;

/** Returns the key in a pasted text, which is a whole results link or a key; empty when there is none. */
export function keyIn(pasted: string): string {
  const [, key = ''] = /(?:^|[?&]key=)([\w-]{22})(?![\w-])/.exec(pasted.trim()) ?? [];
  return key;
}

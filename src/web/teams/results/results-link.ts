/** The results link of a team: anyone who has it can see the team's figures and change the team. */
import { z } from 'zod';
import { keyIn } from '../../../codec/database/team-keys.ts';

/** A key from a query or a form, without what mail clients add. An invalid one becomes empty, which no team has. */
export const sentKey = z.string().transform(keyIn).catch('');
export const keyQuery = z.object({ key: sentKey });

/** @param more further parameters, beginning with "&" */
export const resultsPath = (key: string, more = '') => `/teams/results?key=${key}${more}`;

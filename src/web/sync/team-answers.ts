import { beforeEnd, type Step } from '../http/http.ts';
import type { TeamSync } from './team-sync.ts';

/**
 * For members of teams: sends what is unsent before the page, and what the page changed before its response has ended.
 * Comes after the saved copy, whose answers from other devices go to the teams, too.
 */
export function teamAnswers(teams: TeamSync, failed: (error: unknown) => void): Step {
  return async (req, res, next) => {
    if (!teams.has(req)) return next();
    await teams.begin(req, res);
    beforeEnd(res, () => teams.end(req, res), failed);
    next();
  };
}

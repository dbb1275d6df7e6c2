import type { RequestHandler } from 'express';
import { hasMemberships } from './membership-cookies.ts';
import type { TeamSync } from './team-sync.ts';

/**
 * For members of teams: sends unsent answers before the route runs, and what the route changed before the response. Comes
 * after the saved copy, because answers from other devices go to the teams as well.
 */
export function teamAnswers(teams: TeamSync): RequestHandler {
  return async (_req, res, next) => {
    const { jar, beforeSending } = res.locals;
    if (!hasMemberships(jar)) return next();
    await teams.sendUnsent(jar);
    beforeSending?.push(() => teams.sendChanges(jar));
    next();
  };
}

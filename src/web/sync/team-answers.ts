import type { RequestHandler } from 'express';
import type { TeamSync } from './team-sync.ts';

/**
 * For members of teams: sends unsent answers before the page, and what the page changed before the response is sent. Comes
 * after the saved copy, because answers from other devices go to the teams as well.
 */
export function teamAnswers(teams: TeamSync): RequestHandler {
  return async (_req, res, next) => {
    const { jar, beforeSending } = res.locals;
    if (!teams.has(jar)) return next();
    await teams.begin(jar);
    beforeSending?.push(() => teams.end(jar));
    next();
  };
}

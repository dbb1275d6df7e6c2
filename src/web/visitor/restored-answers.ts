import type { RequestHandler } from 'express';
import type { VisitorStore } from './visitor-store.ts';

/** Saves answers that another tab's save had dropped (docs/decisions/0003-recent-answers.md) with the next page that is read. */
export function saveRestoredAnswers(store: VisitorStore): RequestHandler {
  return (req, res, next) => {
    if (req.method === 'GET') store.saveRestored(res.locals.jar);
    next();
  };
}

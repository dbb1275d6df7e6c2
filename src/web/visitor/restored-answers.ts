import type { RequestHandler } from 'express';
import type { VisitorStore } from './visitor-store.ts';

/** On GET requests, saves answers that were restored after another tab had overwritten them (docs/decisions/0003-recent-answers.md). */
export function saveRestoredAnswers(store: VisitorStore): RequestHandler {
  return (req, res, next) => {
    if (req.method === 'GET') store.saveRestored(res.locals.jar);
    next();
  };
}

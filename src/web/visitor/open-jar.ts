import type { RequestHandler } from 'express';
import type { Config } from '../../config.ts';
import { CookieJar } from './cookie-jar.ts';
import type { VisitorStore } from './visitor-store.ts';

/** Sets `res.locals.jar`. Must come after cookie-parser. */
export function openJar(config: Pick<Config, 'origin' | 'basePath'>): RequestHandler {
  return (req, res, next) => {
    res.locals.jar = new CookieJar(req, config);
    res.locals.beforeSending = [];
    next();
  };
}

/** On GET requests, saves answers that were restored after another tab had overwritten them (docs/decisions/0003-recent-answers.md). */
export function saveRestoredAnswers(store: VisitorStore): RequestHandler {
  return (req, res, next) => {
    if (req.method === 'GET') store.saveRestored(res.locals.jar);
    next();
  };
}

import type { RequestHandler } from 'express';
import type { Config } from '../../config.ts';
import { CookieJar } from './cookie-jar.ts';

/** Sets `res.locals.jar`. Must come after cookie-parser. */
export function openJar(config: Pick<Config, 'origin' | 'basePath'>): RequestHandler {
  return (req, res, next) => {
    res.locals.jar = new CookieJar(req, config);
    res.locals.beforeSending = [];
    next();
  };
}

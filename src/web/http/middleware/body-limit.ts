import type { RequestHandler } from 'express';
import { Problem } from '../errors.ts';

/** In bytes. Up to here a file of the wrong kind still gets an answer in words. */
const mostRead = 64 * 1024 * 1024;

/**
 * Refuses a body of more than 64 MB unread, by its Content-Length, and closes the connection. Each route has a smaller limit
 * of its own (form.ts, upload.ts); what is between the two is read to its end, so that the browser sees the answer.
 */
export const limitBody: RequestHandler = (req, res, next) => {
  if (!(Number(req.headers['content-length']) > mostRead)) return next();
  res.set('Connection', 'close');
  next(new Problem(413, 'More was sent than any form here holds.'));
};

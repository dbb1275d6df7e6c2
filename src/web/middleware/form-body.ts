import { parse } from 'node:querystring';
import type { RequestHandler } from 'express';
import { Problem } from '../errors.ts';

/** The largest form is two names of 60 characters. */
const mostBytes = 8 * 1024;
/** Who sends more than this is cut off. */
const mostRead = 1024 * 1024;
const mostFields = 20;
const formType = 'application/x-www-form-urlencoded';

/**
 * The fields of a posted form as `req.body`; any other kind of body is refused. Express's own parser does this and much
 * more (charsets, inflating, nesting) at three times the cost, on the path of every answer (docs/decisions/0006-lean-path.md).
 */
export const formBody: RequestHandler = (req, _res, next) => {
  if (req.method !== 'POST') return next();
  req.body = {};
  const type = req.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
  if (type !== undefined && type !== formType) return next(new Problem(415, 'Only forms are taken here.'));
  const chunks: Buffer[] = [];
  let size = 0;
  req.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= mostBytes) chunks.push(chunk);
    else if (size > mostRead) req.destroy();
  });
  // Too much is read to its end before it is refused: a browser that is still sending would not see the answer.
  req.on('end', () => {
    if (size > mostBytes) return next(new Problem(413, 'More was sent than any form here holds.'));
    req.body = parse(Buffer.concat(chunks).toString('utf8'), '&', '=', { maxKeys: mostFields });
    next();
  });
  // A request cut off half-way has nobody left to answer.
  req.on('error', () => undefined);
};

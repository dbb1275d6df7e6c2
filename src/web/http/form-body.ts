import { parse } from 'node:querystring';
import { Problem } from './errors.ts';
import { pathOf, type Step } from './http.ts';
import { fileAddress } from './upload.ts';

interface FormLimits {
  readonly bytes: number;
  readonly fields: number;
}

/** The largest of the usual forms is two names of 60 characters. */
const usual: FormLimits = { bytes: 8 * 1024, fields: 20 };
/**
 * Worksheets. What a cookie holds is at most 9 kB as a form; what is too long for it still has to come back, so that it can
 * be shortened. 20 moments of truth have 101 fields.
 */
const worksheet: FormLimits = { bytes: 64 * 1024, fields: 120 };
/** A link may hold three full cookies, and what is pasted a whole mail around it. Merging decides single questions. */
const carried: FormLimits = { bytes: 128 * 1024, fields: 3_000 };
const limits = new Map([
  ['/plan', worksheet],
  ['/moments', worksheet],
  ['/resume', carried],
  ['/resume/open', carried],
]);
/** Who sends more than this is cut off. */
const mostRead = 1024 * 1024;
const formType = 'application/x-www-form-urlencoded';

/**
 * The fields of a posted form as `req.body`; any other kind of body is refused. Express's own parser does this and much
 * more (charsets, inflating, nesting) at three times the cost, on the path of every answer (docs/decisions/0006-lean-path.md).
 */
export const formBody: Step = (req, _res, next) => {
  if (req.method !== 'POST') return next();
  req.body = {};
  const path = pathOf(req);
  if (path === fileAddress) return next();
  const type = req.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
  if (type !== undefined && type !== formType) return next(new Problem(415, 'Only forms are taken here.'));
  const most = limits.get(path) ?? usual;
  const chunks: Buffer[] = [];
  let size = 0;
  req.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= most.bytes) chunks.push(chunk);
    else if (size > mostRead) req.destroy();
  });
  // Too much is read to its end before it is refused: a browser that is still sending would not see the answer.
  req.on('end', () => {
    if (size > most.bytes) return next(new Problem(413, 'More was sent than any form here holds.'));
    const [only] = chunks;
    const bytes = only && chunks.length === 1 ? only : Buffer.concat(chunks);
    req.body = parse(bytes.toString('utf8'), '&', '=', { maxKeys: most.fields });
    next();
  });
  // A request cut off half-way has nobody left to answer.
  req.on('error', () => undefined);
};

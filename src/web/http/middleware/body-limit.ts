import type { RequestHandler } from 'express';
import { Problem } from '../errors.ts';

/** Bytes. Below this, an upload of the wrong file still gets an error page. */
const mostRead = 64 * 1024 * 1024;

/**
 * Refuses a body of more than 64 MB by its Content-Length, without reading it, and closes the connection. Each route has a
 * smaller limit of its own (form.ts, upload.ts). A body between the two limits is read to its end, because a browser shows
 * the response only after it has sent the whole body.
 *
 * Also refuses every transfer coding but "chunked" (RFC 9112, section 6.1). Node's parser accepts others in front of it, and a
 * proxy may see another end of the body.
 */
export const limitBody: RequestHandler = (req, res, next) => {
  const coding = req.headers['transfer-encoding'];
  if (coding !== undefined && coding.trim().toLowerCase() !== 'chunked') {
    res.set('Connection', 'close');
    return next(
      new Problem(400, 'The body of this request has a transfer coding that this site does not know.'),
    );
  }
  if (!(Number(req.headers['content-length']) > mostRead)) return next();
  res.set('Connection', 'close');
  next(new Problem(413, 'More was sent than any form here holds.'));
};

/** Sends something to keep: a file of the visitor's own, never stored on the way. */
import type { Response } from 'express';

export interface Download {
  /** Of letters, digits, hyphens and dots, so that it needs no quoting. */
  readonly name: string;
  readonly type: string;
  readonly body: string | Buffer;
}

export function sendDownload(res: Response, { name, type, body }: Download): void {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  res.setHeader('Content-Type', type);
  res.setHeader('Content-Disposition', `attachment; filename="${name}"`);
  res.setHeader('Cache-Control', 'private, no-store');
  res.setHeader('X-Robots-Tag', 'noindex');
  res.setHeader('Content-Length', bytes.length);
  res.end(bytes);
}

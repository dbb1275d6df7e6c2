/** Sends a file to download. Files are made for each request and never stored on the server. */
import type { Response } from 'express';
import { finish } from './finish.ts';

export interface Download {
  /** Letters, digits, hyphens and dots, so that it needs no quoting. */
  readonly name: string;
  readonly type: string;
  readonly body: string | Buffer;
}

export function sendDownload(res: Response, { name, type, body }: Download): void {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  finish(res, () => {
    res.set({
      'Content-Type': type,
      'Content-Disposition': `attachment; filename="${name}"`,
      'Cache-Control': 'private, no-store',
      'X-Robots-Tag': 'noindex',
      'Content-Length': String(bytes.length),
    });
    res.end(bytes);
  });
}

import type { Request, Response } from 'express';
import { z } from 'zod';
import { DocumentsBusy } from '../../exports/document-queue.ts';
import type { PaperName } from '../../exports/pdf/paper.ts';
import { sendDownload } from './download.ts';
import { TooManyDocuments } from './errors.ts';

const query = z.object({ paper: z.enum(['a4', 'letter']).optional().catch(undefined) });

/** Languages of places that print on Letter. */
const letterLanguages = /^en-(?:us|ca)$/i;

/** Returns the paper size of `?paper`; for any other value that of the browser's first language. */
export function paperOf(req: Request): PaperName {
  const [language = ''] = req.acceptsLanguages();
  return query.parse(req.query).paper ?? (letterLanguages.test(language) ? 'letter' : 'a4');
}

/** Seconds; the value of Retry-After. */
const retryAfter = 10;

/**
 * Makes a document and sends it. A document that still waits in the queue is dropped when its connection closes.
 * @param name the file name, as for `sendDownload`
 * @throws TooManyDocuments when the queue is full
 */
export async function sendPdf(
  res: Response,
  name: string,
  make: (signal: AbortSignal) => Promise<Buffer>,
): Promise<void> {
  const closed = new AbortController();
  if (res.destroyed) closed.abort();
  res.once('close', () => closed.abort());
  try {
    const body = await make(closed.signal);
    sendDownload(res, { name, type: 'application/pdf', body });
  } catch (error) {
    if (error === closed.signal.reason) return;
    if (!(error instanceof DocumentsBusy)) throw error;
    res.setHeader('Retry-After', String(retryAfter));
    throw new TooManyDocuments();
  }
}

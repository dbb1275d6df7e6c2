import type { Response } from 'express';
import { DocumentsBusy } from '../../exports/document-queue.ts';
import { sendDownload } from './download.ts';
import { TooManyDocuments } from './errors.ts';

/** Seconds after which the queue is shorter. */
const retryAfter = 10;

/**
 * Sends a document when it is made. One that waits is not made when the visitor's connection closes.
 * @param name of the file, as for `sendDownload`
 * @throws TooManyDocuments
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

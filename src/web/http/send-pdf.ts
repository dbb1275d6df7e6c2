import type { Request, Response } from 'express';
import { z } from 'zod';
import { DocumentsBusy } from '../../exports/document-queue.ts';
import type { PaperName } from '../../exports/pdf/paper.ts';
import { sendDownload } from './download.ts';
import { TooManyDocuments } from './errors.ts';

const query = z.object({ paper: z.enum(['a4', 'letter']).catch('a4') });

/** Returns the paper size of `?paper`; A4 for any other value. */
export function paperOf(req: Request): PaperName {
  return query.parse(req.query).paper;
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

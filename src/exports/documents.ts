/** Makes PDFs in a worker thread, so that pages are answered while one is being made. */
import { join } from 'node:path';
import { Piscina } from 'piscina';
import type { Content } from '../content/content.ts';
import { DocumentQueue } from './document-queue.ts';
import type { LiveDocument } from './live/live-pdf.ts';
import type { ReportDocument } from './report/report-pdf.ts';
import type { TeamDocument } from './team/team-pdf.ts';

export interface Documents {
  /**
   * @param signal takes the document out of the queue; has no effect once it is being made
   * @throws DocumentsBusy when the queue is full; the reason of the signal when it is aborted
   */
  reportPdf(input: ReportDocument, signal: AbortSignal): Promise<Buffer>;
  /** The report on two pages. Takes and throws the same as `reportPdf`. */
  summaryPdf(input: ReportDocument, signal: AbortSignal): Promise<Buffer>;
  /** Takes and throws the same as `reportPdf`. */
  teamPdf(input: TeamDocument, signal: AbortSignal): Promise<Buffer>;
  /** Takes and throws the same as `reportPdf`. */
  livePdf(input: LiveDocument, signal: AbortSignal): Promise<Buffer>;
  /** Stops the thread. A document that is being made is finished first. */
  close(): Promise<void>;
}

export interface DocumentLimits {
  /** How many documents may wait while one is made. */
  readonly waiting: number;
  /** Milliseconds after which a document is given up and its thread stopped. */
  readonly making: number;
  /** Milliseconds after which a thread without work is stopped, so that its memory is free again. */
  readonly idle: number;
}

/** A report takes some tenths of a second, so the last of 50 waits for about as long as a visitor does. */
const usualLimits: DocumentLimits = { waiting: 50, making: 60_000, idle: 60_000 };

/** @param content is copied to each thread, because the files may have changed since the site read them */
export function openDocuments(content: Content, limits: Partial<DocumentLimits> = {}): Documents {
  const { waiting, making, idle } = { ...usualLimits, ...limits };
  const pool = new Piscina({
    filename: join(import.meta.dirname, 'document-worker.ts'),
    name: 'reportPdf',
    workerData: content,
    minThreads: 0,
    // A small server has two cores: one makes documents, and the other one answers pages.
    maxThreads: 1,
    idleTimeout: idle,
  });
  // The queue of piscina 5.3.2 is not used: it has no limit for tasks with an AbortSignal, and it waits forever after
  // its only thread has stopped.
  const queue = new DocumentQueue(waiting);
  let stop: (reason: unknown) => void = () => undefined;
  // Emitted when a thread does not start. The task that waits for it would not be rejected.
  pool.on('error', (error) => stop(error));

  async function make(
    name: 'reportPdf' | 'summaryPdf' | 'teamPdf' | 'livePdf',
    input: ReportDocument | TeamDocument | LiveDocument,
  ): Promise<Buffer> {
    const stopped = new AbortController();
    stop = (reason) => stopped.abort(reason);
    const signal = AbortSignal.any([stopped.signal, AbortSignal.timeout(making)]);
    const { buffer, byteOffset, byteLength }: Uint8Array = await pool.run(input, { name, signal });
    return Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength);
  }

  return {
    reportPdf: (input, signal) => queue.run(() => make('reportPdf', input), signal),
    summaryPdf: (input, signal) => queue.run(() => make('summaryPdf', input), signal),
    teamPdf: (input, signal) => queue.run(() => make('teamPdf', input), signal),
    livePdf: (input, signal) => queue.run(() => make('livePdf', input), signal),
    close: () => pool.close(),
  };
}

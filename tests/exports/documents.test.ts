import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Content } from '../../src/content/content.ts';
import { type DocumentLimits, openDocuments } from '../../src/exports/documents.ts';
import type { ReportDocument } from '../../src/exports/report/report-pdf.ts';
import type { TeamDocument } from '../../src/exports/team/team-pdf.ts';
import { smallContent } from '../content/small.ts';
import { testContent, today } from '../site.ts';
import { readPdf } from './pdf/pdf-reading.ts';

const { signal } = new AbortController();

/** The threads that were started since the test began. */
const threads: Worker[] = [];
const started = (message: unknown) => threads.push((message as { worker: Worker }).worker);
beforeEach(() => {
  threads.length = 0;
  subscribe('worker_threads', started);
});
afterEach(() => {
  unsubscribe('worker_threads', started);
});

function opened(content: Content, limits: Partial<DocumentLimits> = {}) {
  const documents = openDocuments(content, limits);
  onTestFinished(() => documents.close());
  return documents;
}

const reportOf = ({ instrument, sample }: Content): ReportDocument => ({
  answers: new Map(sample?.answers),
  cover: {
    title: 'Ann and the galley',
    level: '',
    date: '4 March 2026',
    edition: instrument.edition,
    story: '',
  },
  brand: 'Our Mirror',
  person: '',
  paper: 'a4',
  made: today,
  questionsAddress: 'https://mirror.example/questions',
});

/** A document of one page, for tests of the thread: the thread of a report has much more code to compile. */
const small: TeamDocument = {
  ...{ brand: 'Our Mirror', name: 'The crew', groups: [], count: 'Seven people have answered.' },
  rounds: [],
  actions: [],
  results: { competencies: [], questions: [], gaps: [], lowest: [] },
  ...{ date: '4 March 2026', paper: 'a4', made: today, questionsAddress: '', former: undefined },
};

describe('openDocuments', () => {
  it('starts no thread before the first document', () => {
    opened(testContent);
    expect(threads).toHaveLength(0);
  });

  it('makes documents of the content it was given, all in one thread', async () => {
    const content = smallContent();
    const documents = opened(content);
    const [report, team] = await Promise.all([
      documents.reportPdf(reportOf(content), signal),
      documents.teamPdf(small, signal),
    ]);
    expect(Buffer.isBuffer(report)).toBe(true);
    const read = await readPdf(report);
    expect(read.text).toContain('An essay on SPEED.');
    expect(read.links).toContain('https://mirror.example/questions/2.3');
    expect((await readPdf(team)).text).toContain('Seven people have answered.');
    expect(threads).toHaveLength(1);
  });

  it('makes the same bytes of the same input', async () => {
    const documents = opened(smallContent());
    const input = reportOf(smallContent());
    for (const make of [
      () => documents.reportPdf(input, signal),
      () => documents.summaryPdf(input, signal),
      () => documents.teamPdf(small, signal),
    ]) {
      const first = await make();
      // What a document made before, of another kind, leaves behind must not show.
      await documents.teamPdf({ ...small, name: 'Another crew' }, signal);
      expect((await make()).equals(first)).toBe(true);
    }
  });

  it('leaves most of the work to the thread', async () => {
    const documents = opened(testContent);
    const input = reportOf(testContent);
    const [own, all] = [process.threadCpuUsage(), process.cpuUsage()];
    for (let i = 0; i < 3; i++) await documents.reportPdf(input, signal);
    const spent = process.threadCpuUsage(own).user;
    expect(spent).toBeLessThan(process.cpuUsage(all).user / 10);
  });

  it('stops the thread when it has had no work for a while, and starts another when there is some', async () => {
    const documents = opened(smallContent(), { idle: 20 });
    await documents.teamPdf(small, signal);
    await once(threads[0] as Worker, 'exit');
    await documents.teamPdf(small, signal);
    expect(threads).toHaveLength(2);
  });

  it('gives up a document that takes longer than it may', async () => {
    const documents = opened(smallContent(), { making: 1 });
    await expect(documents.teamPdf(small, signal)).rejects.toMatchObject({
      cause: { name: 'TimeoutError' },
    });
  });

  it('makes the next document after the thread has stopped unexpectedly', async () => {
    const documents = opened(smallContent());
    await documents.teamPdf(small, signal);
    const lost = documents.teamPdf(small, signal);
    const next = documents.teamPdf(small, signal);
    await threads[0]?.terminate();
    await expect(lost).rejects.toThrow();
    expect((await next).subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('rejects a document when its thread does not start, and makes the next one in another', async () => {
    const documents = opened(smallContent());
    const lost = documents.teamPdf(small, signal);
    threads[0]?.emit('error', new Error('out of memory'));
    await expect(lost).rejects.toMatchObject({ cause: { message: 'out of memory' } });
    await documents.teamPdf(small, signal);
    expect(threads).toHaveLength(2);
  });
});

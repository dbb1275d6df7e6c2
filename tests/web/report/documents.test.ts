/** PDFs are made in a queue of limited length, which does not delay pages. */
import { get, type RequestListener } from 'node:http';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { type DocumentLimits, type Documents, openDocuments } from '../../../src/exports/documents.ts';
import { documentsAWindow } from '../../../src/web/http/middleware/rate-limit.ts';
import { smallContent } from '../../content/small.ts';
import { testApp } from '../../site.ts';
import { Page } from '../dom.ts';
import { Wire } from '../wire.ts';

/** Long enough for a busy machine. */
const patience = { timeout: 20_000 };
const closing: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const close of closing) await close();
});

async function serve(app: RequestListener, documents: Documents): Promise<Wire> {
  const wire = await Wire.to(app);
  closing.push(
    () => wire.close(),
    () => documents.close(),
  );
  return wire;
}

/** A site with little content, whose documents are made fast. */
async function siteWith(limits: Partial<DocumentLimits>) {
  const content = smallContent();
  const documents = openDocuments(content, limits);
  const wire = await serve(testApp({ content, documents }), documents);
  return { wire, question: `/questions/${content.instrument.questions[0]?.id}` };
}

describe('the queue of documents', () => {
  it('does not delay question pages, which are answered before the last PDF', async () => {
    const { wire, question } = await siteWith({});
    const answered: string[] = [];
    const ask = async (path: string, what: string) => {
      const { status } = await wire.send({ path });
      answered.push(`${what} ${status}`);
    };
    const many = Array.from({ length: documentsAWindow });
    const pdfs = many.map(() => ask('/sample.pdf', 'PDF'));
    await Promise.all([...pdfs, ...many.map(() => ask(question, 'page'))]);
    expect(answered.toSorted()).toEqual([...many.map(() => 'PDF 200'), ...many.map(() => 'page 200')]);
    expect(answered.lastIndexOf('page 200')).toBeLessThan(answered.lastIndexOf('PDF 200'));
  });
});

describe('GET /sample.pdf with a full queue', () => {
  it('answers 503 with Retry-After and a page that gives the reason', async () => {
    const { wire } = await siteWith({ waiting: 1 });
    const all = await Promise.all(Array.from({ length: 4 }, () => wire.send({ path: '/sample.pdf' })));
    expect(all.map(({ status }) => status).toSorted()).toEqual([200, 200, 503, 503]);
    for (const { headers, body } of all.filter(({ status }) => status === 503)) {
      expect(headers['retry-after']).toBe('10');
      expect(headers['content-type']).toBe('text/html; charset=utf-8');
      const page = new Page(body.toString());
      expect(page.text('h1')).toBe('The server cannot do that just now');
      expect(page.text('.lead')).toBe('Too many documents are being made just now.');
    }
  });
});

describe('GET /sample.pdf from a client that disconnects while the document waits', () => {
  it('removes the document from the queue and logs no error', async () => {
    const content = smallContent();
    const documents = openDocuments(content, { waiting: 1 });
    const made: Promise<string>[] = [];
    const reportPdf: Documents['reportPdf'] = (input, signal) => {
      const document = documents.reportPdf(input, signal);
      made.push(document.then(() => 'made').catch(({ name }: Error) => name));
      return document;
    };
    const lines: string[] = [];
    const log = (line: string) => void lines.push(line);
    const wire = await serve(testApp({ content, documents: { ...documents, reportPdf }, log }), documents);
    const first = wire.send({ path: '/sample.pdf' });
    await vi.waitFor(() => expect(made).toHaveLength(1), patience);
    const gone = get({ port: wire.port, path: '/sample.pdf' }).on('error', () => undefined);
    await vi.waitFor(() => expect(made).toHaveLength(2), patience);
    gone.destroy();
    expect(await made[1]).toBe('AbortError');
    const third = wire.send({ path: '/sample.pdf' });
    expect([(await first).status, (await third).status]).toEqual([200, 200]);
    expect(await Promise.all(made)).toEqual(['made', 'AbortError', 'made']);
    expect(lines.filter((line) => !line.includes('"level":30'))).toEqual([]);
  });
});

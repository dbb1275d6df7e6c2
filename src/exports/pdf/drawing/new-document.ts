/** Opens a pdfkit document that declares PDF/UA-1 (ISO 14289-1), with the title and language that this asks for. */
import PDFDocument from 'pdfkit';
import type { Paper } from '../paper.ts';

export interface About {
  readonly title: string;
  /** Empty for a document without an author. */
  readonly author: string;
  readonly subject: string;
  readonly language: string;
  readonly made: Date;
}

/** Not in its types: pdfkit writes the XMP metadata with this method, from `info`. */
interface WritesMetadata {
  info: Record<string, unknown>;
  _addInfo(): void;
}

/** A document and its file. */
export interface NewDocument {
  readonly doc: PDFKit.PDFDocument;
  /** Ends the document, after which nothing can be drawn. */
  readonly bytes: () => Buffer;
}

export function newDocument(paper: Paper, about: About): NewDocument {
  const doc = new PDFDocument({
    size: [paper.width, paper.height],
    margin: 0,
    autoFirstPage: false,
    pdfVersion: '1.7',
    // Its types do not have these. Its cache would keep every word of a document; that of shaping.ts is bounded.
    ...({ subset: 'PDF/UA', fontLayoutCache: false } as object),
    tagged: true,
    lang: about.language,
    displayTitle: true,
    info: {
      Title: about.title,
      ...(about.author ? { Author: about.author } : {}),
      Subject: about.subject,
      Creator: 'Service Mirror',
      CreationDate: about.made,
      ModDate: about.made,
    },
  });
  escapeMetadata(doc as unknown as WritesMetadata);
  return { doc, bytes: collected(doc) };
}

/**
 * Collects the file in one buffer. pdfkit makes a chunk of each of its lines, and the stream that it is would keep them all
 * until the end: 50 MB of small objects for a document of 5 MB.
 */
function collected(doc: PDFKit.PDFDocument): () => Buffer {
  // The first lines are in the stream already.
  let bytes = Buffer.from((doc.read() as Buffer | null) ?? '');
  let length = bytes.length;
  // Not in its types: what pdfkit calls with the next bytes of the file, and with null at its end.
  (doc as unknown as { push: (chunk: Uint8Array | null) => void }).push = (chunk) => {
    if (!chunk) return;
    if (length + chunk.length > bytes.length)
      bytes = Buffer.concat([bytes.subarray(0, length)], 2 * (length + chunk.length));
    bytes.set(chunk, length);
    length += chunk.length;
  };
  return () => {
    doc.end();
    return bytes.subarray(0, length);
  };
}

/** pdfkit 0.20.2 writes names into the XML of the metadata as they are, so that "R & D" made the metadata unreadable. */
function escapeMetadata(doc: WritesMetadata): void {
  const addInfo = doc._addInfo.bind(doc);
  doc._addInfo = () => {
    const { info } = doc;
    doc.info = Object.fromEntries(
      Object.entries(info).map(([name, value]) => [
        name,
        typeof value === 'string' ? value.replaceAll('&', '&amp;').replaceAll('<', '&lt;') : value,
      ]),
    );
    addInfo();
    doc.info = info;
  };
}

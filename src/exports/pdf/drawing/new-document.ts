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

export function newDocument(paper: Paper, about: About): PDFKit.PDFDocument {
  const doc = new PDFDocument({
    size: [paper.width, paper.height],
    margin: 0,
    autoFirstPage: false,
    pdfVersion: '1.7',
    // The types of pdfkit lack this value.
    ...({ subset: 'PDF/UA' } as object),
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
  return doc;
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

import type { Mark } from './mark.ts';

type Element = PDFKit.PDFStructureElement;
type Area = readonly [left: number, top: number, right: number, bottom: number];

/** Writes marks as the structure of a pdfkit document, and divides what is drawn between them. */
export class Structure {
  readonly #doc: PDFKit.PDFDocument;
  readonly #elements = new Map<Mark, Element>();
  #open: Mark | 'decoration' | undefined;

  constructor(doc: PDFKit.PDFDocument) {
    this.#doc = doc;
  }

  /**
   * What is drawn next belongs to this mark. Without a mark it is decoration, which screen readers skip.
   * @param area of a figure on the page
   */
  enter(mark: Mark | undefined, area?: Area): void {
    const wanted = mark ?? 'decoration';
    if (this.#open === wanted) return;
    this.close();
    if (mark) this.element(mark, area).add(this.#doc.markStructureContent(mark.role));
    else this.#doc.markContent('Artifact', { type: 'Layout' });
    this.#open = wanted;
  }

  /** Ends what `enter` began, as it must before the end of a page and of the document. */
  close(): void {
    if (this.#open) this.#doc.endMarkedContent();
    this.#open = undefined;
  }

  element(mark: Mark, area?: Area): Element {
    let element = this.#elements.get(mark);
    if (!element) {
      element = this.#doc.struct(mark.role, {
        ...(mark.alt ? { alt: mark.alt } : {}),
        ...(mark.actual ? { actual: mark.actual } : {}),
        ...(mark.scope ? { scope: mark.scope } : {}),
        // The types of pdfkit lack this.
        ...({ bbox: area } as object),
      });
      if (mark.parent) this.element(mark.parent).add(element);
      else this.#doc.addStructure(element);
      this.#elements.set(mark, element);
    }
    return element;
  }
}

/** Reads documents with pdf.js, which shares no code with pdfkit. */
import { getDocumentProxy, getResolvedPDFJS } from 'unpdf';

export interface ReadPdf {
  /** The text of each page in reading order, with one space between words. */
  readonly pages: readonly string[];
  readonly text: string;
  readonly sizes: readonly (readonly [width: number, height: number])[];
  /** Titles with the pages that they lead to, counted from 1, and the title that they are listed under. */
  readonly bookmarks: readonly { readonly title: string; readonly page: number; readonly within: string }[];
  readonly info: Readonly<Record<string, unknown>>;
  /** How often each role occurs in the structure. */
  readonly roles: ReadonlyMap<string, number>;
  /** The text alternatives of the figures. */
  readonly alternatives: readonly string[];
  readonly links: readonly string[];
}

/** An element of the structure with the text that is drawn in it: exactly its characters, without guessed spaces. */
export interface Element {
  readonly role: string;
  readonly alt: string | undefined;
  readonly text: string;
  readonly children: readonly Element[];
}

/** An element and all that is in it, in reading order. */
export function allIn(element: Element): Element[] {
  return [element, ...element.children.flatMap(allIn)];
}

/** A text as it is compared: words that were divided at a hyphen are joined. */
export function plain(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/(?<=[\p{L}\p{N}][-–—/]) (?=[\p{L}\p{N}])/gu, '')
    .trim();
}

/** The texts of each page with the position of their baseline, in points from the top left corner. */
export async function positionsIn(bytes: Uint8Array): Promise<[text: string, x: number, y: number][][]> {
  const pdf = await getDocumentProxy(new Uint8Array(bytes));
  const pages = Array.from({ length: pdf.numPages }, async (_, i) => {
    const page = await pdf.getPage(i + 1);
    const { items } = await page.getTextContent();
    const height = page.view[3] ?? 0;
    return items.flatMap((item): [string, number, number][] =>
      'str' in item && item.str.trim() !== ''
        ? [[item.str, Number(item.transform[4].toFixed(2)), Number((height - item.transform[5]).toFixed(2))]]
        : [],
    );
  });
  return Promise.all(pages);
}

interface Node {
  readonly role?: string;
  readonly alt?: string;
  /** Of a part of the page's content: "p12R_mc3". */
  readonly id?: string;
  readonly children?: readonly Node[];
}

type Page = Awaited<ReturnType<Awaited<ReturnType<typeof getDocumentProxy>>['getPage']>>;

/** The characters that are drawn in each part of the page's content, by the number of the part. */
async function drawnIn(page: Page): Promise<ReadonlyMap<string, string>> {
  const { OPS } = await getResolvedPDFJS();
  const { fnArray, argsArray } = await page.getOperatorList();
  const texts = new Map<string, string>();
  const open: string[] = [];
  for (const [i, operation] of fnArray.entries()) {
    const args = argsArray[i];
    if (operation === OPS.beginMarkedContentProps) open.push(String(args[1] ?? ''));
    else if (operation === OPS.beginMarkedContent) open.push('');
    else if (operation === OPS.endMarkedContent) open.pop();
    else if (operation === OPS.showText) {
      const glyphs: readonly unknown[] = args[0];
      const text = glyphs.map((glyph) => (glyph as { unicode?: string } | null)?.unicode ?? '').join('');
      const part = open.at(-1) ?? '';
      texts.set(part, (texts.get(part) ?? '') + text);
    }
  }
  return texts;
}

function elementOf({ role = '', alt, children = [] }: Node, texts: ReadonlyMap<string, string>): Element {
  const parts = children.map((child) =>
    child.role ? elementOf(child, texts) : (texts.get(child.id?.replace(/^.*_mc/, '') ?? '') ?? ''),
  );
  return {
    role,
    alt,
    text: parts.map((part) => (typeof part === 'string' ? part : part.text)).join(''),
    children: parts.filter((part) => typeof part !== 'string'),
  };
}

export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  const pdf = await getDocumentProxy(new Uint8Array(bytes));
  const pages: string[] = [];
  const sizes: [number, number][] = [];
  const roles = new Map<string, number>();
  const alternatives: string[] = [];
  const links: string[] = [];
  const count = (node: Node) => {
    if (node.role) roles.set(node.role, (roles.get(node.role) ?? 0) + 1);
    if (node.role === 'Figure') alternatives.push(node.alt ?? '');
    for (const child of node.children ?? []) count(child);
  };
  for (let i = 1; i <= pdf.numPages; i++) {
    const page = await pdf.getPage(i);
    const { items } = await page.getTextContent();
    pages.push(
      plain(items.map((item) => ('str' in item ? `${item.str}${item.hasEOL ? '\n' : ''}` : '')).join('')),
    );
    const [left = 0, bottom = 0, right = 0, top = 0] = page.view;
    sizes.push([right - left, top - bottom]);
    const tree = (await page.getStructTree()) as Node | null;
    if (tree) count(tree);
    for (const { url } of await page.getAnnotations()) if (url) links.push(String(url));
  }
  const bookmarks: { title: string; page: number; within: string }[] = [];
  const walk = async (entries: Awaited<ReturnType<typeof pdf.getOutline>>, within: string) => {
    for (const { title, dest, items } of entries ?? []) {
      const page = Array.isArray(dest) ? (await pdf.getPageIndex(dest[0])) + 1 : 0;
      bookmarks.push({ title, page, within });
      await walk(items, title);
    }
  };
  await walk(await pdf.getOutline(), '');
  const { info } = await pdf.getMetadata();
  return {
    pages,
    text: pages.join(' '),
    sizes,
    bookmarks,
    info: info as Record<string, unknown>,
    roles,
    alternatives,
    links,
  };
}

export interface PdfStructure {
  /** A tree for each page. What is on several pages occurs in each, with the text that is on that page. */
  readonly pages: readonly Element[];
  /** The words of each page by their places on it, as a person reads them. */
  readonly seen: readonly string[];
  /** XML. */
  readonly metadata: string;
}

/** What screen readers follow. Takes longer than `readPdf`. */
export async function structureOf(bytes: Uint8Array): Promise<PdfStructure> {
  const pdf = await getDocumentProxy(new Uint8Array(bytes));
  const pages: Element[] = [];
  const seen: string[] = [];
  for (let i = 1; i <= pdf.numPages; i++) {
    const page = await pdf.getPage(i);
    pages.push(elementOf((await page.getStructTree()) as Node, await drawnIn(page)));
    const { items } = await page.getTextContent();
    seen.push(items.map((item) => ('str' in item ? `${item.str}${item.hasEOL ? '\n' : ''}` : '')).join(''));
  }
  const { metadata } = await pdf.getMetadata();
  return { pages, seen, metadata: metadata?.getRaw() ?? '' };
}

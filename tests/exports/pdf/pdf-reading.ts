/** Reads documents with pdf.js, which shares no code with pdfkit. */
import { getDocumentProxy } from 'unpdf';

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
  readonly children?: readonly Node[];
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

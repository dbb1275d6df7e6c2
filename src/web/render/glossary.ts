/** Links the first use of each glossary term in a page's text. */
import type { GlossaryTerm } from '../../content/content.ts';

/** Markup whose text is left alone: links hold no links, headings are for finding one's way, code is quoted. */
const left = /^<(\/?)(?:a|h[1-6]|code|pre)[\s>]/;

/**
 * Makes functions, one for each page, that link terms in HTML, each term only the first time over all calls. Of terms
 * that overlap the longest wins. Terms of a single everyday word are in the glossary but not linked.
 *
 * @param base what stands before every path of the site
 */
export function termLinker(terms: readonly GlossaryTerm[], base: string): () => (html: string) => string {
  const wordings = terms.flatMap(({ id, term, forms }) =>
    [term, ...forms]
      .filter((wording) => /[\s-]/.test(wording))
      .map((wording) => [spelling(escaped(wording)), id] as const),
  );
  if (wordings.length === 0) return () => (html) => html;
  const idOf = new Map(wordings);
  const longestFirst = [...idOf.keys()].toSorted((a, b) => b.length - a.length);
  const patterns = longestFirst.map((wording) =>
    wording.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&').replaceAll(' ', '\\s+'),
  );
  const anyTerm = new RegExp(`(?<![\\p{L}\\p{N}_-])(?:${patterns.join('|')})(?![\\p{L}\\p{N}_-])`, 'giu');
  return () => {
    const linked = new Set<string>();
    const link = (wording: string): string => {
      const id = idOf.get(spelling(wording));
      if (id === undefined || linked.has(id)) return wording;
      linked.add(id);
      return `<a class="term" href="${base}/glossary#${id}">${wording}</a>`;
    };
    return (html) => {
      let inside = 0;
      return html
        .split(/(<[^>]+>)/)
        .map((piece) => {
          const tag = left.exec(piece);
          if (tag) inside += tag[1] ? -1 : 1;
          return inside > 0 || piece.startsWith('<') ? piece : piece.replace(anyTerm, link);
        })
        .join('');
    };
  };
}

/** What all writings of a wording have in common: the case does not matter, nor where the line breaks. */
function spelling(wording: string): string {
  return wording.toLowerCase().replace(/\s+/g, ' ');
}

/** As markdown-it escapes text. */
function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

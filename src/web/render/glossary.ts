/** Links the first use of each glossary term in a page's text. */
import type { GlossaryTerm } from '../../content/content.ts';

/** Elements in whose text no terms are linked: links, headings and code. */
const unlinked = /^<(\/?)(?:a|h[1-6]|code|pre)[\s>]/;

/**
 * Returns a factory of functions that link terms in HTML. Each function serves one page and links each term once over all
 * its calls. Of overlapping terms the longest is linked. Terms of a single word are not linked.
 * @param base the path of BASE_URL
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
          const tag = unlinked.exec(piece);
          if (tag) inside += tag[1] ? -1 : 1;
          return inside > 0 || piece.startsWith('<') ? piece : piece.replace(anyTerm, link);
        })
        .join('');
    };
  };
}

/** Returns the same text for wordings that differ only in case or white space. */
function spelling(wording: string): string {
  return wording.toLowerCase().replace(/\s+/g, ' ');
}

/** Escapes text in the same way as markdown-it. */
function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

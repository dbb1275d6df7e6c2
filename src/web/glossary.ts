/** Links the first use of each glossary term in a page's text. */
import type { GlossaryTerm } from '../content/content.ts';

/** The part of an address after # for a term. */
export function termId(term: string): string {
  return term
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

/**
 * A function that links terms in HTML, each only the first time over all its calls: make one for each page. Terms of a
 * single everyday word are in the glossary but not linked. Text within links and headings is left alone.
 */
export function termLinker(terms: readonly GlossaryTerm[], base: string): (html: string) => string {
  const wordings = terms.flatMap(({ term, forms }) =>
    [term, ...forms]
      .filter((wording) => /[\s-]/.test(wording))
      .map((wording) => [wording.toLowerCase(), term] as const),
  );
  if (wordings.length === 0) return (html) => html;
  const termOf = new Map(wordings);
  const longestFirst = [...termOf.keys()].toSorted((a, b) => b.length - a.length);
  const escaped = longestFirst.map((wording) => wording.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const anyTerm = new RegExp(`(?<![\\w-])(?:${escaped.join('|')})(?![\\w-])`, 'gi');
  const linked = new Set<string>();
  return (html) => {
    let inside = 0;
    return html
      .split(/(<[^>]+>)/)
      .map((piece) => {
        if (piece.startsWith('<')) {
          if (/^<(?:a|h\d)\b/.test(piece)) inside++;
          else if (/^<\/(?:a|h\d)>/.test(piece)) inside--;
          return piece;
        }
        return inside > 0 ? piece : piece.replace(anyTerm, (wording) => link(wording));
      })
      .join('');
  };

  function link(wording: string): string {
    const term = termOf.get(wording.toLowerCase());
    if (term === undefined || linked.has(term)) return wording;
    linked.add(term);
    return `<a class="term" href="${base}/glossary#${termId(term)}">${wording}</a>`;
  }
}

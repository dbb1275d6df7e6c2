/** A question's guidance as HTML. */
import type { Guidance } from '../../content/content.ts';
import { blockHtml, inlineHtml } from '../../content/files/markdown.ts';

export interface GuidanceHtml {
  /** The headings in reading order, for the table of contents. */
  readonly contents: readonly { readonly id: string; readonly heading: string }[];
  readonly essays: readonly { readonly id: string; readonly heading: string; readonly html: string }[];
  readonly avoid: readonly string[];
  readonly do: readonly string[];
  readonly sources: readonly string[];
}

/** @param terms links glossary terms in HTML */
export function guidanceHtml(guidance: Guidance, terms: (html: string) => string): GuidanceHtml {
  const essays = [{ heading: 'Why this matters', text: guidance.why }, ...guidance.topics].map(
    ({ heading, text }, i) => ({ id: i === 0 ? 'why' : `topic-${i}`, heading, html: terms(blockHtml(text)) }),
  );
  return {
    contents: [...essays, { id: 'avoid', heading: 'Avoid' }, { id: 'do', heading: 'Do' }].map(
      ({ id, heading }) => ({ id, heading }),
    ),
    essays,
    avoid: guidance.avoid.map((text) => terms(inlineHtml(text))),
    do: guidance.do.map((text) => terms(inlineHtml(text))),
    sources: guidance.sources,
  };
}

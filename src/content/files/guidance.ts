/** Turns the Markdown of a question into its guidance. Adds a fault for each part that is missing, doubled or malformed. */
import type { Coaching, Guidance, RatingLine } from '../content.ts';
import { type Document, listItems } from './document.ts';
import type { Fault } from './faults.ts';
import { Parts } from './parts.ts';
import { inlineSpans } from './prose.ts';

const headings = {
  inShort: 'In short',
  why: 'Why this matters',
  ratings: 'What the ratings look like',
  measure: 'What to measure',
  avoid: 'Avoid',
  do: 'Do',
  coaching: 'Coaching',
  askYourself: 'Ask yourself',
  askTogether: 'Ask together',
  goDeeper: 'Go deeper',
  related: 'Related',
} as const;

/** Each begins a paragraph of the coaching, in bold and with a full stop. */
const starts = { bothLow: 'Both low', iAmAhead: 'I am ahead', weAreAhead: 'We are ahead' } as const;

/** The guidance of a question; undefined when the file has no parts, which is allowed. */
export function guidanceFrom(
  document: Document,
  sources: readonly string[],
  faults: Fault[],
): Guidance | undefined {
  if (document.parts.length === 0) return undefined;
  const parts = new Parts(document, faults);
  return {
    inShort: parts.optional(headings.inShort),
    why: parts.text(headings.why),
    topics: parts.others(Object.values(headings)),
    ratings: ratingLines(parts),
    measure: parts.optional(headings.measure),
    avoid: parts.list(headings.avoid),
    do: parts.list(headings.do),
    coaching: coachingFrom(parts),
    askYourself: parts.list(headings.askYourself),
    askTogether: parts.list(headings.askTogether),
    goDeeper: listItems(parts.optional(headings.goDeeper)),
    related: relatedFrom(parts),
    sources,
  };
}

function ratingLines(parts: Parts): RatingLine[] {
  const text = parts.optional(headings.ratings);
  if (text === '') return [];
  const lines = listItems(text).map((item) => {
    const [, label = '', line = ''] = /^\*\*(.+?):?\*\*:?\s*(.*)$/.exec(item) ?? [];
    if (!label || !line)
      parts.fault(
        headings.ratings,
        `expected the label of the rating in bold, then a text, like "**Sometimes**: …"; got: "${item}"`,
      );
    return { label, text: line };
  });
  if (lines.length !== 4)
    parts.fault(headings.ratings, `expected four lines, for ratings 0 to 3; got: ${lines.length}`);
  return lines;
}

/** A text that is not divided by starts is used for each of them. */
function coachingFrom(parts: Parts): Coaching {
  const text = parts.text(headings.coaching);
  const part = (label: string) => {
    const [, after] = text.split(new RegExp(`^\\*\\*${label}\\.?\\*\\*\\.?`, 'm'));
    return after?.split(divided)[0]?.trim();
  };
  if (!divided.test(text)) return { bothLow: text, iAmAhead: text, weAreAhead: text };
  const given = (label: string) => {
    const own = part(label);
    if (!own)
      parts.fault(
        headings.coaching,
        `expected a paragraph that begins with "**${label}.**", and some text in it`,
      );
    return own ?? '';
  };
  return {
    bothLow: given(starts.bothLow),
    iAmAhead: given(starts.iAmAhead),
    weAreAhead: given(starts.weAreAhead),
  };
}

const divided = new RegExp(`^\\*\\*(?:${Object.values(starts).join('|')})\\.?\\*\\*`, 'm');

/**
 * Returns author, title and year of the work that an item of "Go deeper" names first, as text without italics or links, so
 * that a work with a link on one page only is the same work; undefined when the item names none.
 */
export function workIn(item: string): string | undefined {
  const text = inlineSpans(item)
    .map((span) => span.text)
    .join('');
  const [work] = /^.*?\((?:1[5-9]|20)\d\d[^)]*\)/.exec(text) ?? [];
  return work;
}

function relatedFrom(parts: Parts): Guidance['related'] {
  return listItems(parts.optional(headings.related)).flatMap((item) => {
    const [, id, reason] = /^(\d+\.\d+),?\s+(.+)$/.exec(item) ?? [];
    if (id && reason) return { id, reason };
    parts.fault(headings.related, `expected the id of a question, a comma and a reason; got: "${item}"`);
    return [];
  });
}

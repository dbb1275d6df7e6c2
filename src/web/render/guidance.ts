/** A question's guidance as HTML. */
import type { Question } from '../../assessment/instrument.ts';
import type { Coaching, Content, Guidance } from '../../content/content.ts';
import { blockHtml, inlineHtml } from '../../content/files/markdown.ts';

interface Piece {
  readonly id: string;
  readonly heading: string;
  readonly html: string;
}

export interface GuidanceHtml {
  /** The headings in reading order, for the table of contents. */
  readonly contents: readonly { readonly id: string; readonly heading: string }[];
  /** Empty when the page has no such part. */
  readonly inShort: string;
  /** The sentences describe the poor practice; `best` is the label of rating 0. */
  readonly reverse: boolean;
  readonly best: string;
  readonly essays: readonly Piece[];
  readonly ratings: readonly { readonly rating: number; readonly label: string; readonly html: string }[];
  readonly measure: string;
  readonly avoid: readonly string[];
  readonly do: readonly string[];
  /** One for each start, or a single one without a heading. */
  readonly coaching: readonly { readonly heading: string; readonly html: string }[];
  readonly askYourself: readonly string[];
  readonly askTogether: readonly string[];
  readonly goDeeper: readonly string[];
  readonly related: readonly { readonly id: string; readonly reason: string }[];
  readonly sources: readonly string[];
}

/**
 * @param guidance of the question
 * @param terms links glossary terms in HTML
 */
export function guidanceHtml(
  question: Question,
  guidance: Guidance,
  { scale }: Pick<Content, 'scale'>,
  terms: (html: string) => string,
): GuidanceHtml {
  const block = (text: string) => terms(blockHtml(text));
  const items = (list: readonly string[]) => list.map((text) => terms(inlineHtml(text)));
  // In the order of the page, because each term is linked where it comes first.
  const inShort = block(guidance.inShort);
  const essays = [{ heading: 'Why this matters', text: guidance.why }, ...guidance.topics].map(
    ({ heading, text }, i) => ({ id: i === 0 ? 'why' : `topic-${i}`, heading, html: block(text) }),
  );
  const ratings = guidance.ratings.map(({ label, text }, rating) => {
    return { rating, label: scale.ratings[rating] ?? label, html: terms(inlineHtml(text)) };
  });
  const html = {
    inShort,
    reverse: question.reverse,
    best: scale.ratings[0],
    essays,
    ratings,
    measure: block(guidance.measure),
    avoid: items(guidance.avoid),
    do: items(guidance.do),
    coaching: coachingOf(guidance.coaching).map(({ heading, text }) => ({ heading, html: block(text) })),
    askYourself: items(guidance.askYourself),
    askTogether: items(guidance.askTogether),
    goDeeper: guidance.goDeeper.map(inlineHtml),
    related: guidance.related,
    sources: guidance.sources,
  };
  const contents = [
    ...essays.map(({ id, heading }) => ({ id, heading, shown: true })),
    { id: 'ratings', heading: 'What the ratings look like', shown: ratings.length > 0 },
    { id: 'measure', heading: 'What to measure', shown: guidance.measure !== '' },
    { id: 'avoid', heading: 'Avoid', shown: true },
    { id: 'do', heading: 'Do', shown: true },
    { id: 'coaching', heading: 'Where to begin', shown: true },
    { id: 'asks', heading: 'Ask yourself and together', shown: true },
    { id: 'deeper', heading: 'Go deeper', shown: guidance.goDeeper.length > 0 },
    { id: 'related', heading: 'Related questions', shown: guidance.related.length > 0 },
  ];
  return { ...html, contents: contents.filter(({ shown }) => shown) };
}

/** The coaching by start; a text that is for every start comes once, without a heading. */
function coachingOf({ bothLow, iAmAhead, weAreAhead }: Coaching): { heading: string; text: string }[] {
  if (bothLow === iAmAhead && bothLow === weAreAhead) return [{ heading: '', text: bothLow }];
  return [
    { heading: 'If both are low', text: bothLow },
    { heading: 'If you are ahead of the others', text: iAmAhead },
    { heading: 'If the others are ahead of you', text: weAreAhead },
  ];
}

/** A question's guidance as HTML. */
import type { Answer } from '../../assessment/answers.ts';
import type { Question } from '../../assessment/instrument.ts';
import { nextRating, standingOf, startOf } from '../../assessment/standing.ts';
import type { Coaching, Content, Guidance } from '../../content/content.ts';
import { blockHtml, inlineHtml } from '../../content/files/markdown.ts';

interface Piece {
  readonly id: string;
  readonly heading: string;
  readonly html: string;
}

export interface GuidanceHtml {
  /** Of the question. */
  readonly id: string;
  /** The headings in reading order, for the table of contents. */
  readonly contents: readonly { readonly id: string; readonly heading: string }[];
  /** Empty when the page has no such part. */
  readonly inShort: string;
  /** The sentences describe the poor practice; `best` is the label of rating 0. */
  readonly reverse: boolean;
  readonly best: string;
  readonly essays: readonly Piece[];
  readonly measure: string;
  readonly avoid: readonly string[];
  readonly do: readonly string[];
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
  const html = {
    id: question.id,
    inShort,
    reverse: question.reverse,
    best: scale.ratings[0],
    essays,
    measure: block(guidance.measure),
    avoid: items(guidance.avoid),
    do: items(guidance.do),
    sources: guidance.sources,
  };
  const contents = [
    ...essays.map(({ id, heading }) => ({ id, heading, shown: true })),
    { id: 'measure', heading: 'What to measure', shown: guidance.measure !== '' },
    { id: 'avoid', heading: 'Avoid', shown: true },
    { id: 'do', heading: 'Do', shown: true },
  ];
  return { ...html, contents: contents.filter(({ shown }) => shown) };
}

/** What a question's page links to: where to begin, what to ask, works to read and related questions. */
export function furtherHtml(
  { id, statements }: Question,
  guidance: Guidance,
  terms: (html: string) => string,
) {
  const items = (list: readonly string[]) => list.map((text) => terms(inlineHtml(text)));
  return {
    id,
    statement: statements.us,
    coaching: textsByStart(guidance.coaching).map(({ heading, text }) => ({
      heading,
      html: terms(blockHtml(text)),
    })),
    askYourself: items(guidance.askYourself),
    askTogether: items(guidance.askTogether),
    goDeeper: guidance.goDeeper.map(inlineHtml),
    related: guidance.related,
  };
}

/** What each rating looks like, as the form shows it. Terms are not linked there: they are in the guidance. */
export function ratingLines({ ratings }: Guidance, { scale }: Pick<Content, 'scale'>) {
  return ratings.map(({ label, text }, rating) => ({
    rating,
    label: scale.ratings[rating] ?? label,
    html: inlineHtml(text),
  }));
}

/** The coaching by start; a text that is for every start comes once, without a heading. */
function textsByStart({ bothLow, iAmAhead, weAreAhead }: Coaching): { heading: string; text: string }[] {
  if (bothLow === iAmAhead && bothLow === weAreAhead) return [{ heading: '', text: bothLow }];
  return [
    { heading: 'If both are low', text: bothLow },
    { heading: 'If you are ahead of the others', text: iAmAhead },
    { heading: 'If the others are ahead of you', text: weAreAhead },
  ];
}

/**
 * Returns the text for who is ahead, and what the next rating would look like. Without texts when the question has no guidance.
 * @param answer as given
 */
export function coachingOf(question: Question, answer: Answer, { guidance, instrument, scale }: Content) {
  const text = guidance.get(question.id);
  const start = startOf(question, answer, instrument);
  const next = nextRating(question, answer);
  const looks = next === undefined ? undefined : text?.ratings[next];
  return {
    id: question.id,
    start: `${start} ${next}`,
    hasText: text !== undefined,
    html: blockHtml(text?.coaching[start] ?? ''),
    next: looks ? { rating: scale.ratings[next ?? 0] ?? '', html: inlineHtml(looks.text) } : undefined,
    askYourself: text?.askYourself.map(inlineHtml) ?? [],
    askTogether: text?.askTogether.map(inlineHtml) ?? [],
  };
}

/**
 * Returns the coaching for the answer on the page of its question, with a key for the cache. Undefined when the answer is not low,
 * or the question has no guidance.
 */
export function coachingHere(question: Question, answer: Answer | undefined, content: Content) {
  if (!answer || !content.guidance.has(question.id)) return undefined;
  if (standingOf(question, answer, content.instrument) !== 'low') return undefined;
  const start = startOf(question, answer, content.instrument);
  return {
    key: `coach ${question.id} ${start} ${nextRating(question, answer)}`,
    text: () => coachingOf(question, answer, content),
  };
}

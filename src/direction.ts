/**
 * Direction of texts, by the Unicode Bidirectional Algorithm (UAX #9). A visitor may write a name from right to left, or with a mark
 * that turns all text after it: "Anna" and U+202E shows the rest of a heading backwards.
 */
const marks = /[\u202a-\u202e\u2066-\u2069]/g;

/** Removes the embeddings, overrides and isolates. The letters keep their own direction. */
export function withoutMarks(text: string): string {
  return text.replaceAll(marks, '');
}

/**
 * Marks a visitor's text in a sentence, so that the words around it keep their order. Views show the sentence with `site.words`,
 * which makes <bdi> elements of the marks, and drop them wherever they escape text by `<%=`.
 */
export function isolated(text: string): string {
  return text && `\u2068${withoutMarks(text)}\u2069`;
}

/** Makes elements of the marks that `isolated` set. @param html escaped */
export function withIslands(html: string): string {
  return withoutMarks(html.replaceAll(/\u2068([^\u2066-\u2069]*)\u2069/g, '<bdi>$1</bdi>'));
}

/** Cleans the texts of posted forms: control characters and lone surrogates become spaces, and the ends are trimmed. */

/** Marks that turn the direction of all text after them, such as U+202E: a name with one shows a heading backwards. */
const turns = /[\u202a-\u202e\u2066-\u2069]/g;

/** For a field of one line: every run of white space becomes one space. */
export function oneLine(text: string): string {
  return text
    .replaceAll(turns, '')
    .replaceAll(/[\s\p{Cc}\p{Cs}]+/gu, ' ')
    .trim();
}

/** For a field of several lines: line breaks stay, each as "\n". */
export function paragraph(text: string): string {
  return text
    .replaceAll(turns, '')
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/(?!\n)[\p{Cc}\p{Cs}]/gu, ' ')
    .trim();
}

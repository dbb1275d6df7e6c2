/** Cleans the texts of posted forms: control characters and lone surrogates become spaces, and the ends are trimmed. */

/** For a field of one line: every run of white space becomes one space. */
export function oneLine(text: string): string {
  return text.replaceAll(/[\s\p{Cc}\p{Cs}]+/gu, ' ').trim();
}

/** For a field of several lines: line breaks stay, each as "\n". */
export function paragraph(text: string): string {
  return text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/(?!\n)[\p{Cc}\p{Cs}]/gu, ' ')
    .trim();
}

/**
 * Cleans the texts of posted forms: control characters and lone surrogates become spaces, marks that change the direction of the
 * text are removed, and the ends are trimmed.
 */
import { withoutMarks } from '../../direction.ts';

/** For a field of one line: every run of white space becomes one space. */
export function oneLine(text: string): string {
  return withoutMarks(text)
    .replaceAll(/[\s\p{Cc}\p{Cs}]+/gu, ' ')
    .trim();
}

/** For a field of several lines: line breaks stay, each as "\n". */
export function paragraph(text: string): string {
  return withoutMarks(text)
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/(?!\n)[\p{Cc}\p{Cs}]/gu, ' ')
    .trim();
}

/** CSV for spreadsheets (RFC 4180). */
import { stringify } from 'csv-stringify/sync';

export type Cell = string | number;

/** With a semicolon numbers have a decimal comma: spreadsheets of the European continent expect both. */
export type Separator = 'comma' | 'semicolon';

/**
 * Begins with a byte order mark, by which spreadsheets recognise UTF-8; lines end in CRLF. A text that a spreadsheet would
 * run as a formula gets an apostrophe before it.
 */
export function csvOf(rows: readonly (readonly Cell[])[], separator: Separator): string {
  const isSemicolon = separator === 'semicolon';
  return stringify([...rows], {
    bom: true,
    record_delimiter: '\r\n',
    escape_formulas: true,
    // By default csv-stringify quotes a cell with CRLF, but not one with a CR or LF alone.
    quoted_match: /[\r\n]/,
    ...(isSemicolon
      ? { delimiter: ';', cast: { number: (value: number) => String(value).replace('.', ',') } }
      : {}),
  });
}

/** The answers to an edition that does not count here, as a file (docs/file-format.md): ratings as given, with the wording. */
import { noHoldings } from '../assessment/holdings.ts';
import { fileOf } from '../codec/links/file.ts';
import type { FormerState } from '../codec/state.ts';
import type { FormerEdition } from '../content/content.ts';

/** @param wording undefined when the content does not say what that edition asked; the file then has ids and ratings only */
export function formerJson({ edition, visitor }: FormerState, wording: FormerEdition | undefined): string {
  const { plan, moments, ...file } = fileOf({ ...noHoldings, visitor }, edition);
  const asked = wording && {
    ratings: wording.ratings,
    notApplicable: wording.notApplicable,
    statements: Object.fromEntries(wording.statements),
  };
  return `${JSON.stringify({ ...file, ...(asked ? { asked } : {}) }, null, 1)}\n`;
}

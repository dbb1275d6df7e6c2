/**
 * Finds figures without a source: years, percentages and sums of money in a made-up scene or an essay. A figure is fine
 * in a paragraph that names its source with a year in brackets, or after a word that says it is imagined.
 */
import type { Content } from './content.ts';
import type { Fault } from './files/faults.ts';
import { questionFile } from './references.ts';

const figure =
  /\b(?:1[5-9]|20)\d\d\b|\b\d+(?:\.\d+)?\s?(?:%|per\s?cent\b)|[£$€¥₹]\s?\d[\d,.]*|\b\d[\d,.]*\s(?:pounds?|dollars?|euros?)\b/iu;
const source = /\((?:[^()]*\s)?(?:1[5-9]|20)\d\d[^()]*\)/;
const imagined = /\b(?:suppose|imagine|imagined|say|picture)\b/iu;

/** Returns a fault for each paragraph of a question's guidance with such a figure. */
export function claimFaults({ guidance }: Content): Fault[] {
  return [...guidance].flatMap(([id, { inShort, why, topics, measure, coaching }]) => {
    const parts: [field: string, text: string][] = [
      ['In short', inShort],
      ['Why this matters', why],
      ...topics.map(({ heading, text }): [string, string] => [heading, text]),
      ['What to measure', measure],
      ...Object.values(coaching).map((text): [string, string] => ['Coaching', text]),
    ];
    return parts.flatMap(([field, text]) =>
      text.split(/\n\s*\n/).flatMap((paragraph): Fault[] => {
        const found = figure.exec(paragraph);
        if (!found || source.test(paragraph) || imagined.test(paragraph.slice(0, found.index))) return [];
        const message = `expected a source with its year, or "Suppose" before it; got: "${found[0]}"`;
        return [{ file: questionFile(id), field, message }];
      }),
    );
  });
}

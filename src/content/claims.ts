/**
 * Finds figures without a source: years, percentages, sums of money, and what something rose or fell by. A figure is fine
 * in a paragraph that names its source with a year in brackets, or after a word that says it is imagined.
 */

import { closingFile } from './closing.ts';
import type { Content, Guidance } from './content.ts';
import type { Fault } from './files/faults.ts';
import { glossaryFile } from './glossary.ts';
import { questionFile } from './references.ts';

const number = String.raw`(?:\d[\d,.]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:a |one )?(?:half|third|quarter|fifth))\b`;
/** Before and after: a made-up case has no results. An invitation to halve something is none. */
const changes = [
  String.raw`\b(?:halved|doubled|trebled|tripled)\b`,
  String.raw`\b(?:fell|fallen|dropped|sank|shrank|rose|risen|grew|climbed|went (?:up|down)|was cut|were cut)\b[^.;:?!]{0,30}?\b(?:from|by) (?:about |nearly |over )?${number}`,
  String.raw`\b(?:fewer|less|more|half|twice|${number} times)\b[^.;:?!]{0,40}?\b(?:than|as) before\b`,
];
const figures = [
  String.raw`\b(?:1[5-9]|20)\d\d\b`,
  String.raw`\b\d+(?:\.\d+)?\s?(?:%|per\s?cent\b)`,
  String.raw`[£$€¥₹]\s?\d[\d,.]*`,
  String.raw`\b\d[\d,.]*\s(?:pounds?|dollars?|euros?)\b`,
];
const claim = new RegExp([...figures, ...changes].join('|'), 'iu');
const source = /\((?:[^()]*\s)?(?:1[5-9]|20)\d\d[^()]*\)/;
const imagined = /\b(?:suppose|imagine|imagined|say|picture)\b/iu;

type Part = readonly [field: string, text: string];

/** Returns a fault for each paragraph of the content with such a figure. The parts about sources are left out. */
export function claimFaults(content: Content): Fault[] {
  const { guidance, principles, competencies, lenses, closing, glossary } = content;
  return [
    ...[...guidance].flatMap(([id, text]) => faultsIn(questionFile(id), partsOf(text))),
    ...[...principles].flatMap(([id, { introduction }]) =>
      faultsIn(`principles/${id}/principle.md`, [['introduction', introduction]]),
    ),
    ...[...competencies].flatMap(([id, { description, essay, steps, readings }]) =>
      faultsIn(`competencies/${id}.md`, [
        ['Description', description],
        ['Essay', essay],
        ...listed('Steps', steps),
        ...listed('reading', Object.values(readings)),
      ]),
    ),
    ...Object.entries(lenses).flatMap(([lens, entries]) =>
      [...entries].flatMap(([id, { text, bands }]) =>
        faultsIn(`lenses/${lens}/${id}.md`, [['text', text], ...listed('band', [...bands.values()])]),
      ),
    ),
    ...(closing ? faultsIn(closingFile, [['text', closing.text]]) : []),
    ...glossary.flatMap(({ term, text }) => faultsIn(glossaryFile, [[term, text]])),
  ];
}

function partsOf(guidance: Guidance): Part[] {
  const { inShort, why, topics, ratings, measure, avoid, coaching, askYourself, askTogether } = guidance;
  return [
    ['In short', inShort],
    ['Why this matters', why],
    ...topics.map(({ heading, text }): Part => [heading, text]),
    ...ratings.map(({ label, text }): Part => [label, text]),
    ['What to measure', measure],
    ...listed('Avoid', avoid),
    ...listed('Do', guidance.do),
    ...listed('Coaching', Object.values(coaching)),
    ...listed('Ask yourself', askYourself),
    ...listed('Ask together', askTogether),
  ];
}

const listed = (field: string, texts: readonly string[]): Part[] => texts.map((text) => [field, text]);

function faultsIn(file: string, parts: readonly Part[]): Fault[] {
  return parts.flatMap(([field, text]) =>
    text.split(/\n\s*\n/).flatMap((paragraph): Fault[] => {
      const found = claim.exec(paragraph);
      if (!found || source.test(paragraph) || imagined.test(paragraph.slice(0, found.index))) return [];
      const message = `expected a source with its year, or "Suppose" before it; got: "${found[0]}"`;
      return [{ file, field, message }];
    }),
  );
}

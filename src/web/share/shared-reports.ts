/** Reads shared reports from links, and words why a link cannot be read. */
import { z } from 'zod';
import type { Assessment } from '../../assessment/visitor.ts';
import { decodeShared, type SharedReport } from '../../codec/links/share.ts';
import { type TokenFault, tokenIn } from '../../codec/links/token.ts';
import { packAnswers } from '../../codec/packed/packed.ts';
import type { Site } from '../site.ts';

/** A pasted link. No link of this site is nearly as long as the limit. */
const pasted = z.string().transform((text) => text.slice(0, 4_000));
const given = z
  .union([pasted.transform((one) => [one]), z.array(pasted)])
  .optional()
  .transform((links) => links ?? [])
  .catch([]);

/** The links of a query in order: `with`, which may be repeated, then the other fields of /compare. */
export const linksOf = z
  .object({ with: given, with2: given, with3: given, with4: given })
  .transform(({ with: first, with2, with3, with4 }) => [...first, ...with2, ...with3, ...with4]);

export interface OpenedReport {
  readonly ok: true;
  readonly report: SharedReport;
  readonly edition: number;
  /** The token alone, for addresses of this site. */
  readonly token: string;
}

export interface Unopened {
  readonly ok: false;
  readonly reason: TokenFault;
  /** What is wrong, in a sentence. */
  readonly fault: string;
  /** What to do about it, in a sentence. */
  readonly advice: string;
}

/** @param link the whole link or its token, also as mail programs change it */
export function openShared({ deps, editions }: Site, link: string): OpenedReport | Unopened {
  const read = decodeShared(link, editions, deps.secrets);
  if (read.ok) return { ...read, token: tokenIn(link) };
  const { reason, edition = 0 } = read;
  return { ok: false, reason, ...textOf(reason, edition, editions.current) };
}

const byItself = 'Open it by itself, in the address line of your browser.';
const askAgain = 'Ask the person who sent it for a new one, made with “Share my report”.';

function textOf(reason: TokenFault, edition: number, ours: number): { fault: string; advice: string } {
  switch (reason) {
    case 'empty':
      return {
        fault: 'There is no link to a report here.',
        advice: 'Paste the whole link that you were sent.',
      };
    case 'no-link':
      return {
        fault: 'This is not a link to a report of this site.',
        advice: 'Copy the whole link from the message that you were sent, and paste it here.',
      };
    case 'cut-short':
      return {
        fault: 'This link is not complete; mail programs sometimes cut a long link at the end of a line.',
        advice: 'Go back to the message and copy all of the link, to its very end.',
      };
    case 'altered':
      return {
        fault: 'Something in this link was changed on its way.',
        advice: askAgain,
      };
    case 'unknown-secret':
      return {
        fault: 'This link was made on another site, or too long ago for this one to check it.',
        advice: 'Ask the person who sent it to open their report on this site and share it from there.',
      };
    case 'is-resume':
      return {
        fault: 'This link is for carrying on with somebody’s own answers; it does not share a report.',
        advice:
          'If it is not your own, delete it and tell its owner. They can make another with “Share my report”.',
      };
    case 'is-copy':
      return {
        fault: 'This link opens a saved copy; it does not share a report.',
        advice:
          'If it is not your own, delete it and tell its owner: whoever has it reads and changes the answers. They can share their report with “Share my report”.',
      };
    case 'is-team':
      return { fault: 'This link leads to a team; it does not share a report.', advice: byItself };
    case 'is-room':
      return { fault: 'This link leads to a live room; it does not share a report.', advice: byItself };
    case 'other-format':
      return { fault: 'This link is in a form that this site does not read.', advice: askAgain };
    case 'other-edition':
      return {
        fault: `This report answers edition ${edition} of the questions, and this site asks edition ${ours}; the two cannot be compared.`,
        advice: `Ask the person who sent it to answer edition ${ours} here, and to share that.`,
      };
    case 'is-report':
    case 'damaged':
      return { fault: 'What this link holds is damaged, so it cannot be shown.', advice: askAgain };
  }
}

/** Whether the report was shared from this assessment as it is now. The names in the report do not count. */
export function isSharedFrom({ level, changedOn, answers }: Assessment, report: SharedReport): boolean {
  return (
    report.level === level &&
    report.answeredOn === changedOn &&
    packAnswers(report.answers) === packAnswers(answers)
  );
}

/**
 * Returns a notice when the answers are to an earlier edition that is still read; empty for the present edition.
 * @param whose for example "The answers of Zoë"
 */
export function editionNotice(whose: string, edition: number, ours: number): string {
  if (edition === ours) return '';
  return `${whose} are to edition ${edition} of the questions. This site now asks edition ${ours}, in which they mean the same, so they are read as they are.`;
}

/** The read-only link to a report: a token (token.ts) with the answers of one assessment, and names if the owner adds them. */
import { z } from 'zod';
import type { Answers } from '../../assessment/answers.ts';
import { packAnswers, unpackAnswers } from '../packed/packed.ts';
import type { Secrets } from '../signature.ts';
import { type Editions, nameLimit } from '../state.ts';
import { decodeToken, encodeToken, type TokenFault, tokenIn } from './token.ts';

export interface SharedReport {
  /** The owner's name; empty unless the owner added it. */
  readonly person: string;
  /** The name of the group; empty unless the owner added it. */
  readonly group: string;
  /** Id of the level of the business. */
  readonly level: string;
  /** The day of the last answer, in days since 1 January 1970. */
  readonly answeredOn: number;
  readonly answers: Answers;
}

export type Shared =
  | { readonly ok: true; readonly report: SharedReport; readonly edition: number }
  | { readonly ok: false; readonly reason: TokenFault; readonly edition?: number };

const schema = z.object({
  n: z.string().max(nameLimit),
  g: z.string().max(nameLimit),
  l: z.string().regex(/^[a-z0-9-]{1,40}$/i),
  d: z.int().min(0).max(100_000),
  p: z.string(),
});

export function encodeShared(
  { person, group, level, answeredOn, answers }: SharedReport,
  editions: Editions,
  secrets: Secrets,
): string {
  const json: z.input<typeof schema> = {
    n: person,
    g: group,
    l: level,
    d: answeredOn,
    p: packAnswers(answers),
  };
  return encodeToken('s', schema.parse(json), editions, secrets);
}

/** @param pasted the link, or its token */
export function decodeShared(pasted: string, editions: Editions, secrets: Secrets): Shared {
  const token = decodeToken('s', tokenIn(pasted), editions, secrets);
  if (!token.ok) return token;
  const parsed = schema.safeParse(token.json);
  const answers = parsed.success ? unpackAnswers(parsed.data.p) : undefined;
  if (!parsed.success || !answers) return { ok: false, reason: 'damaged' };
  const { n: person, g: group, l: level, d: answeredOn } = parsed.data;
  return { ok: true, report: { person, group, level, answeredOn, answers }, edition: token.edition };
}

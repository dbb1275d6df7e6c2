/**
 * The plan and the moments of truth, each as the text of a cookie, which cookie-parser signs. The first word says which of
 * the two it is:
 *
 *     worksheet = ( "plan." / "moments." ) version "." payload
 *     payload   = base64url(JSON of the plan, or of the moments)
 *
 * The same schemas read them from links and files. Encoding throws for what decoding would refuse, and decoding never throws.
 */
import { z } from 'zod';
import { type Moments, momentsKept } from '../assessment/moments.ts';
import { goalStates, goalsKept, type Plan } from '../assessment/plan.ts';

const version = 2;
/** Characters of one text. The limit of the whole cookie is usually reached first. */
export const longestText = 2_000;

const text = z.string().max(longestText);
export const dayText = z.union([
  z.literal(''),
  z.iso.date().refine((day) => day >= '1970-01-01' && day <= '2199-12-31'),
]);

export const planSchema: z.ZodType<Plan> = z.strictObject({
  goals: z
    .array(
      z.strictObject({
        text: text.min(1),
        owner: text,
        due: dayText,
        question: z.union([z.literal(''), z.string().regex(/^[1-9]\d{0,2}\.[1-9]\d{0,2}$/)]),
        state: z.enum(goalStates),
      }),
    )
    .max(goalsKept),
  less: text,
  record: text,
  support: text,
  momentum: text,
  rewardOnTheWay: text,
  rewardAtEnd: text,
  signedBy: text,
  signedOn: dayText,
  retakeOn: dayText,
  savedOn: dayText,
  id: z
    .string()
    .regex(/^[\w-]{6,24}$/)
    .optional(),
});

export const momentsSchema: z.ZodType<Moments> = z.strictObject({
  cycle: text,
  moments: z
    .array(z.strictObject({ name: text.min(1), now: text, should: text, waste: text, who: text }))
    .max(momentsKept),
  savedOn: dayText,
});

export interface WorksheetCodec<Worksheet> {
  /** The start of every text, in front of the payload. */
  readonly head: string;
  /** Returns the text to sign. @throws z.ZodError for a worksheet that `decode` would refuse */
  readonly encode: (worksheet: Worksheet) => string;
  /** Returns undefined for anything that `encode` could not have made. */
  readonly decode: (text: string) => Worksheet | undefined;
}

function worksheetCodec<Worksheet>(kind: string, schema: z.ZodType<Worksheet>): WorksheetCodec<Worksheet> {
  const head = `${kind}.${version}.`;
  return {
    head,
    encode: (worksheet) => head + Buffer.from(JSON.stringify(schema.parse(worksheet))).toString('base64url'),
    decode: (text) => {
      if (!text.startsWith(head)) return undefined;
      const payload = Buffer.from(text.slice(head.length), 'base64url').toString('utf8');
      try {
        return schema.parse(JSON.parse(payload));
      } catch {
        return undefined;
      }
    },
  };
}

export const planCodec = worksheetCodec('plan', planSchema);
export const momentsCodec = worksheetCodec('moments', momentsSchema);

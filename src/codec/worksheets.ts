/**
 * The plan and the moments of truth as signed, cookie-safe strings, each in a cookie of its own:
 *
 *     sheet   = version "." payload "." signature
 *     payload = base64url(JSON of the plan, or of the moments)
 *
 * The same schemas read them from links and files. Encoding is strict, decoding total, as for the state.
 */
import { z } from 'zod';
import { type Moments, momentsKept } from '../assessment/moments.ts';
import { goalStates, goalsKept, type Plan } from '../assessment/plan.ts';
import { type Secrets, sign, verified } from './signature.ts';

const sheetVersion = 1;
/** Of the value of a cookie; its name and the browser's own limit of 4,096 leave the rest (state.ts). */
export const sheetLimit = 3_760;
/** Of one text; the limit of the whole is what counts. */
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
});

export const momentsSchema: z.ZodType<Moments> = z.strictObject({
  cycle: text,
  moments: z
    .array(z.strictObject({ name: text.min(1), now: text, should: text, waste: text, who: text }))
    .max(momentsKept),
  savedOn: dayText,
});

export interface SheetCodec<Sheet> {
  /** @throws z.ZodError for a sheet that `decode` would refuse */
  readonly encode: (sheet: Sheet, secrets: Secrets) => string;
  /** Undefined for anything that `encode` could not have made with one of the secrets. */
  readonly decode: (value: string, secrets: Secrets) => Sheet | undefined;
}

function sheetCodec<Sheet>(purpose: string, schema: z.ZodType<Sheet>): SheetCodec<Sheet> {
  return {
    encode: (sheet, secrets) => {
      const payload = Buffer.from(JSON.stringify(schema.parse(sheet))).toString('base64url');
      return sign(`${sheetVersion}.${payload}`, purpose, secrets);
    },
    decode: (value, secrets) => {
      const [version, payload = ''] = verified(value, purpose, secrets)?.split('.') ?? [];
      if (version !== String(sheetVersion)) return undefined;
      try {
        return schema.parse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')));
      } catch {
        return undefined;
      }
    },
  };
}

export const planCodec = sheetCodec('service-mirror plan', planSchema);
export const momentsCodec = sheetCodec('service-mirror moments', momentsSchema);

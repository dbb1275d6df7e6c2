/**
 * The plan and the moments of truth, each as the text of a cookie, which cookie-parser signs. The first word says which of
 * the two it is:
 *
 *     worksheet = ( "plan." / "moments." ) version "." payload
 *     payload   = base64url(JSON of the texts of the plan, or of the moments, as lists)
 *
 * The same schemas read them from links and files. Encoding throws for what decoding would refuse, and decoding never throws.
 */
import { z } from 'zod';
import { type Moments, momentsKept, momentTexts } from '../assessment/moments.ts';
import { goalStates, goalsKept, type Plan } from '../assessment/plan.ts';

const version = 3;
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
    .array(
      z.strictObject({
        name: text.min(1),
        now: text,
        should: text,
        /** Worksheets that were saved before there was this column lack it. */
        measure: text.default(''),
        waste: text,
        who: text,
      }),
    )
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
  /** Returns the bytes of the JSON of a worksheet. */
  readonly bytes: (worksheet: Worksheet) => number;
}

/** A worksheet as lists of its texts in a fixed order, because the names of the fields would take a third of the room. */
interface Lists<Worksheet> {
  readonly pack: (worksheet: Worksheet) => readonly unknown[];
  readonly unpack: (lists: readonly unknown[]) => unknown;
}

const goalFields = ['text', 'owner', 'due', 'question', 'state'] as const;

/** The texts of a plan in the order of the cookie. Cookies depend on it: it never changes, and a new field goes to the end. */
const planFields = [
  ...['less', 'record', 'support', 'momentum', 'rewardOnTheWay', 'rewardAtEnd'],
  ...['signedBy', 'signedOn', 'retakeOn', 'savedOn', 'id'],
] as const satisfies readonly (keyof Plan)[];

/** Returns undefined for a list of another length, which no schema accepts. */
function named(fields: readonly string[], list: unknown): unknown {
  if (!Array.isArray(list) || list.length !== fields.length) return undefined;
  return Object.fromEntries(fields.map((field, i) => [field, list[i]]));
}

const namedAll = (fields: readonly string[], lists: unknown) =>
  Array.isArray(lists) ? lists.map((list) => named(fields, list)) : undefined;

const planLists: Lists<Plan> = {
  pack: (plan) => {
    const texts = planFields.map((field) => plan[field]);
    const end = texts.findLastIndex((one) => one !== undefined) + 1;
    return [plan.goals.map((goal) => goalFields.map((field) => goal[field])), ...texts.slice(0, end)];
  },
  /** A list that was saved before there was a field is shorter. A missing id is null when other fields follow. */
  unpack: ([goals, ...texts]) =>
    texts.length <= planFields.length && {
      ...Object.fromEntries(texts.map((one, i) => [planFields[i], one ?? undefined])),
      goals: namedAll(goalFields, goals),
    },
};

/** Also takes the lists of five texts from before there was a measure. */
function momentNamed(list: unknown): unknown {
  const isEarlier = Array.isArray(list) && list.length === withoutMeasure.length;
  return named(isEarlier ? withoutMeasure : momentTexts, list);
}

const withoutMeasure = momentTexts.filter((text) => text !== 'measure');

const momentsLists: Lists<Moments> = {
  pack: ({ moments, cycle, savedOn }) => [
    moments.map((moment) => momentTexts.map((text) => moment[text])),
    cycle,
    savedOn,
  ],
  unpack: ([moments, ...texts]) => ({
    ...(named(['cycle', 'savedOn'], texts) ?? {}),
    moments: Array.isArray(moments) ? moments.map(momentNamed) : undefined,
  }),
};

function worksheetCodec<Worksheet>(
  kind: string,
  schema: z.ZodType<Worksheet>,
  { pack, unpack }: Lists<Worksheet>,
): WorksheetCodec<Worksheet> {
  const head = `${kind}.${version}.`;
  return {
    head,
    encode: (worksheet) =>
      head + Buffer.from(JSON.stringify(pack(schema.parse(worksheet)))).toString('base64url'),
    decode: (text) => {
      if (!text.startsWith(head)) return undefined;
      const payload = Buffer.from(text.slice(head.length), 'base64url').toString('utf8');
      try {
        const lists: unknown = JSON.parse(payload);
        return Array.isArray(lists) ? schema.parse(unpack(lists)) : undefined;
      } catch {
        return undefined;
      }
    },
    bytes: (worksheet) => Buffer.byteLength(JSON.stringify(pack(worksheet))),
  };
}

export const planCodec = worksheetCodec('plan', planSchema, planLists);
export const momentsCodec = worksheetCodec('moments', momentsSchema, momentsLists);

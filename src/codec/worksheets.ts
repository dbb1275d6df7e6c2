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
import { goalStates, goalsKept, type Plan, planTexts } from '../assessment/plan.ts';

const version = 3;
/** Characters of one text. The limit of the whole cookie is usually reached first. */
export const longestText = 2_000;

const text = z.string().max(longestText);
export const dayText = z.union([
  z.literal(''),
  z.iso.date().refine((day) => day >= '1970-01-01' && day <= '2199-12-31'),
]);

/** Texts that may be missing, because what was saved before there was one lacks it. */
const textsOf = <Name extends string>(names: readonly Name[]) =>
  Object.fromEntries(names.map((name) => [name, text.default('')])) as Record<
    Name,
    z.ZodDefault<typeof text>
  >;

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
  ...textsOf(planTexts),
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
  moments: z.array(z.strictObject({ ...textsOf(momentTexts), name: text.min(1) })).max(momentsKept),
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

/**
 * Fields in the order in which a list has their values. Saved cookies depend on it: the order never changes, and a new field goes
 * to the end. A list that was saved before there was a field is shorter; it has `atFirst` values or more.
 */
interface Order {
  readonly atFirst: number;
  readonly fields: readonly string[];
}

const goalOrder = {
  atFirst: 5,
  fields: ['text', 'owner', 'due', 'question', 'state'],
} as const satisfies Order;
const planOrder = {
  atFirst: 10,
  fields: [
    ...['less', 'record', 'support', 'momentum', 'rewardOnTheWay', 'rewardAtEnd'],
    ...['signedBy', 'signedOn', 'retakeOn', 'savedOn', 'id'],
  ],
} as const satisfies Order;
const momentOrder = {
  atFirst: 5,
  fields: ['name', 'now', 'should', 'waste', 'who', 'measure'],
} as const satisfies Order;
const cycleOrder: Order = { atFirst: 2, fields: ['cycle', 'savedOn'] };

/** Returns the values by name; undefined for a list of another length. A value that is missing before others is null. */
function named({ atFirst, fields }: Order, list: unknown): object | undefined {
  if (!Array.isArray(list) || list.length < atFirst || list.length > fields.length) return undefined;
  return Object.fromEntries(list.map((value, i) => [fields[i], value ?? undefined]));
}

const namedAll = (order: Order, lists: unknown) =>
  Array.isArray(lists) ? lists.map((list) => named(order, list)) : undefined;

const planLists: Lists<Plan> = {
  pack: ({ goals, ...plan }) => {
    const values = planOrder.fields.map((field) => plan[field]);
    const end = values.findLastIndex((value) => value !== undefined) + 1;
    return [goals.map((goal) => goalOrder.fields.map((field) => goal[field])), ...values.slice(0, end)];
  },
  unpack: ([goals, ...values]) => ({ ...named(planOrder, values), goals: namedAll(goalOrder, goals) }),
};

const momentsLists: Lists<Moments> = {
  pack: ({ moments, cycle, savedOn }) => [
    moments.map((moment) => momentOrder.fields.map((field) => moment[field])),
    cycle,
    savedOn,
  ],
  unpack: ([moments, ...values]) => ({
    ...named(cycleOrder, values),
    moments: namedAll(momentOrder, moments),
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

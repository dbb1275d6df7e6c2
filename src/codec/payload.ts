/**
 * A visitor's state as JSON, before it is encoded and signed (state.ts, token.ts). The schema defines it. `isPayload` is the
 * same check written by hand, because it runs on every request and zod takes three times as long. A property test checks that
 * the two agree.
 */
import { z } from 'zod';
import { snapshotsKept } from '../assessment/visitor.ts';

export const nameLimit = 60;
/** In days since 1 January 1970: in the year 2243. */
export const latestDay = 100_000;
const day = z.int().min(0).max(latestDay);
const text = z.string().max(nameLimit);
const idShape = /^[a-z0-9]{1,12}$/;
const id = z.string().regex(idShape);
/** The ids that content/schema.ts allows. */
const wordShape = /^[a-z0-9-]{1,40}$/i;
const word = z.string().regex(wordShape);
const snapshotSchema = z.object({ d: day, e: z.int().min(1), p: z.string() });
export const payloadSchema = z.object({
  d: day,
  n: text,
  c: z.union([id, z.literal('')]),
  a: z.array(
    z.object({
      i: id,
      l: word,
      n: text,
      r: z.enum(['key', 'all']),
      d: day,
      p: z.string(),
      s: z.array(snapshotSchema).max(snapshotsKept).optional(),
    }),
  ),
});
export type Payload = z.output<typeof payloadSchema>;

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isDay = (value: unknown) =>
  Number.isSafeInteger(value) && Number(value) >= 0 && Number(value) <= latestDay;
const isName = (value: unknown) => typeof value === 'string' && value.length <= nameLimit;
const isId = (value: unknown) => typeof value === 'string' && idShape.test(value);
const isWord = (value: unknown) => typeof value === 'string' && wordShape.test(value);

function isSnapshotRow(row: unknown): boolean {
  return (
    isFields(row) &&
    isDay(row.d) &&
    Number.isSafeInteger(row.e) &&
    Number(row.e) >= 1 &&
    typeof row.p === 'string'
  );
}

function isRow(row: unknown): boolean {
  if (!isFields(row) || !isId(row.i) || !isWord(row.l) || !isName(row.n) || !isDay(row.d)) return false;
  if ((row.r !== 'key' && row.r !== 'all') || typeof row.p !== 'string') return false;
  const { s } = row;
  return s === undefined || (Array.isArray(s) && s.length <= snapshotsKept && s.every(isSnapshotRow));
}

/** Returns what `payloadSchema` says of the value. Unknown members are allowed and ignored. */
export function isPayload(json: unknown): json is Payload {
  if (!isFields(json) || !isDay(json.d) || !isName(json.n)) return false;
  return (json.c === '' || isId(json.c)) && Array.isArray(json.a) && json.a.every(isRow);
}

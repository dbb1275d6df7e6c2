/** The schema of sample.yaml: the made-up person of /sample, with answers, contract and moments of truth. */
import { z } from 'zod';
import { momentsKept } from '../assessment/moments.ts';
import { goalStates, goalsKept } from '../assessment/plan.ts';
import { id, questionId, text } from './schema.ts';

const day = z.iso.date('expected a date in quotes, like "2026-11-02"');

/** The sample's contract for change. */
const contractSchema = z.strictObject({
  goals: z
    .array(
      z.strictObject({
        text,
        owner: text,
        due: day,
        question: questionId,
        state: z.enum(goalStates).default('open'),
      }),
    )
    .max(goalsKept, `expected at most ${goalsKept} goals`),
  less: text,
  record: text,
  support: text,
  momentum: text,
  'reward-on-the-way': text,
  'reward-at-end': text,
  'signed-by': text,
  'signed-on': day,
  'retake-on': day,
});

const momentSchema = z.strictObject({ name: text, now: text, should: text, waste: text, who: text });
/** The sample's worksheet of moments of truth. */
const worksheetSchema = z.strictObject({
  cycle: text,
  moments: z
    // Samples that were written before there was a measure lack it.
    .array(momentSchema.extend({ measure: text.default('') }))
    .max(momentsKept, `expected at most ${momentsKept} moments`),
});

export const sampleSchema = z.strictObject({
  name: text,
  group: text,
  level: id,
  date: day,
  story: text,
  answers: z.record(
    questionId,
    z.tuple([response(), response()], 'expected two ratings, me and us, like [2, 1]'),
  ),
  contract: contractSchema.optional(),
  moments: worksheetSchema.optional(),
});

function response() {
  return z
    .union([z.literal([0, 1, 2, 3]), z.literal('na')], 'expected 0, 1, 2, 3 or na')
    .transform((value) => (value === 'na' ? ('not-applicable' as const) : value));
}

/** Schemas of the files in a content folder. Keys are in kebab-case; messages are for editors. */
import { z } from 'zod';

export const text = z.string('expected text').trim().min(1, 'expected some text');
export const id = z
  .union([text, z.int().transform(String)], 'expected a short id')
  .pipe(z.string().regex(/^[a-z0-9-]{1,40}$/i, 'expected letters, digits and hyphens only'));
const count = z.int('expected a whole number').min(0, 'expected 0 or more');
const perCent = z.number('expected a number').min(0).max(100, 'expected 0 to 100');
export const questionId = z
  .string('expected a question id in quotes, like "3.7"')
  .regex(/^[1-9]\d{0,2}\.[1-9]\d{0,2}$/, 'expected "principle.item", like "3.7", numbers from 1 to 999');

/** Whether no two entries have the same id. */
const onceEach = (entries: readonly (string | { id: string })[]): boolean =>
  new Set(entries.map((entry) => (typeof entry === 'string' ? entry : entry.id))).size === entries.length;
const once = 'expected each id once; one comes twice';

const bands = z
  .array(z.strictObject({ id, title: text, below: perCent.optional() }))
  .min(2, 'expected at least two bands')
  .refine(
    (list) =>
      list.every(({ below }, i) =>
        i === list.length - 1
          ? below === undefined
          : below !== undefined && below > (list[i - 1]?.below ?? 0),
      ),
    'expected rising "below" edges, and none on the last band',
  )
  .refine(onceEach, once)
  .transform((list) => list.map(({ id, title, below }) => ({ id, title, below })));

const flag = z.boolean('expected true or false').default(false);

const atLeastOne = z.int('expected a whole number').min(1, 'expected 1 or more');
/** One number for each kind of score, or one for all. */
const fewest = z.union(
  [
    atLeastOne.transform((all) => ({ competency: all, principle: all, lens: all })),
    z.strictObject({ competency: atLeastOne, principle: atLeastOne, lens: atLeastOne }),
  ],
  'expected a whole number from 1 on, or one each for competency, principle and lens',
);

/** Books and studies behind a text: author, title, publisher, year. */
const sources = z.array(text).default([]);

export const frameworkSchema = z.strictObject({
  edition: z.int('expected a whole number').min(1, 'expected 1 or more'),
  accepts: z.array(z.int()).default([]),
  scale: z.strictObject({
    question: text,
    perspectives: z.strictObject({
      me: z.strictObject({ title: text, statement: text }),
      us: z.strictObject({ title: text, statement: text }),
    }),
    ratings: z.tuple([text, text, text, text], 'expected four labels, for ratings 0 to 3'),
    'not-applicable': text,
  }),
  'levels-of-business': z
    .array(z.strictObject({ id, name: text }))
    .min(1, 'expected at least one level')
    .refine(onceEach, once),
  points: z.strictObject({ competency: count, principle: count, lens: count }),
  bands,
  thresholds: z.strictObject({
    'fewest-answers': fewest,
    'coaching-below': count,
    'strength-from': count,
    'views-part-from': count,
    'ahead-by': z.int().min(1, 'expected 1 or more'),
    'both-high-from': perCent,
    'work-on-below': count,
    'weak-rung-below': count,
    priorities: count,
  }),
  competencies: z.array(id).min(1, 'expected at least one competency').refine(onceEach, once),
  lenses: z.strictObject({
    tier: z.array(id).min(1, 'expected at least one rung').refine(onceEach, once),
    level: z.array(id).refine(onceEach, once),
    demand: z.array(id).refine(onceEach, once),
  }),
  order: z.array(z.array(questionId)).transform((rows) => rows.flat()),
});

export type Framework = z.output<typeof frameworkSchema>;

export const principleSchema = z.strictObject({
  id: z.int('expected the principle’s number').min(1).max(999),
  title: text,
  belief: text,
  sources,
});

/** A question has a sentence for each perspective, or one `statement` for both. */
export const questionSchema = z
  .strictObject({
    id: questionId,
    us: text.optional(),
    me: text.optional(),
    statement: text.optional(),
    key: flag,
    reverse: flag,
    competency: z
      .string()
      .regex(/^[A-Za-z0-9]+-[1-9]\d*$/, 'expected a competency and a place in it, like ES-2')
      .optional(),
    tier: id,
    level: id.optional(),
    demand: id.optional(),
    sources,
  })
  .superRefine(({ us, me, statement }, context) => {
    const two = us !== undefined && me !== undefined && statement === undefined;
    const one = us === undefined && me === undefined && statement !== undefined;
    if (two || one) return;
    const path = statement !== undefined ? 'statement' : us === undefined ? 'us' : 'me';
    const message =
      'expected the sentences "us" and "me", or one "statement" for both and neither of the two';
    context.addIssue({ code: 'custom', message, path: [path], input: undefined });
  });

export const competencySchema = z.strictObject({ id, title: text, short: text, sources });

export const lensEntrySchema = z.strictObject({ id, title: text, question: text, sources });

export const closingSchema = z.strictObject({ title: text });

export const glossarySchema = z.strictObject({
  forms: z.record(z.string(), z.array(text)).default({}),
  sources,
});

/** The wording of an earlier edition. */
export const formerSchema = z.strictObject({
  ratings: z.tuple([text, text, text, text], 'expected four labels, for ratings 0 to 3'),
  'not-applicable': text,
  principles: z.record(z.string(), text),
  competencies: z.record(id, z.strictObject({ title: text, short: text })),
  statements: z.record(questionId, text),
});

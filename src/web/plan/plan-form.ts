/** Reads the posted form of /plan and says what its fields may hold. */

import { z } from 'zod';
import { goalStates, planTexts } from '../../assessment/plan.ts';
import { dayText, longestText } from '../../codec/worksheets.ts';
import { isolated } from '../../direction.ts';
import { oneLine, paragraph } from '../http/text-fields.ts';
import { goalField, goalFields, goalPlaces, type PlanFields } from './plan-fields.ts';

const tooLong = `Use at most ${longestText.toLocaleString('en-GB')} characters for one text`;
/** For a field that was sent more than once. */
const once = 'Enter this once';

const words = (clean: (text: string) => string) =>
  z.string(once).transform(clean).pipe(z.string().max(longestText, tooLong)).default('');
const day = z
  .string(once)
  .trim()
  .refine((text) => dayText.safeParse(text).success, {
    error: ({ input }) =>
      `“${isolated(String(input).slice(0, 20))}” is not a day between 1970 and 2199; enter one such as 2027-03-01`,
  })
  .default('');
const schemas = {
  text: words(paragraph),
  owner: words(oneLine),
  due: day,
  question: z.string(once).default(''),
  state: z.enum(goalStates, 'Choose how this goal stands').default('open'),
};

/** In the order of the page. */
export const planFields: Readonly<Record<string, z.ZodType<string>>> = Object.fromEntries([
  ...goalPlaces.flatMap((place) => goalFields.map((field) => [goalField(place, field), schemas[field]])),
  ...planTexts.map((field) => [field, schemas.text]),
  ['signedBy', schemas.owner],
  ['signedOn', day],
  ['retakeOn', day],
]);
export const planForm = z.object(planFields);

const asTyped = z.object(
  Object.fromEntries(Object.keys(planFields).map((name) => [name, z.string().default('').catch('')])),
);

/** Returns what was typed, unchecked, to show it again. A field that is not one text counts as empty. */
export function parseTyped(body: unknown): PlanFields {
  return asTyped.parse(body);
}

export const actionForm = z.object({
  action: z.enum(['save', 'fill']).catch('save'),
  /** The fingerprint of the plan that the page was made from. */
  seen: z.string().catch(''),
});

/** The form of /start and /start/:id. */
import { z } from 'zod';
import { nameLimit } from '../../codec/state.ts';
import { oneLine } from '../http/text-fields.ts';

/** The values of the form as text, valid or not. */
export interface Entered {
  /** The id of a level of business: whom "us" means. */
  readonly level: string;
  /** The name of the group. */
  readonly name: string;
  /** The name of the visitor. */
  readonly person: string;
  readonly route: string;
  /** How the visitor wants to answer. Only decides which page comes next. */
  readonly way: string;
}

/** One statement a page, several on a page, or on paper. */
export const ways = ['one', 'several', 'paper'] as const;
export type Way = (typeof ways)[number];

const chooseLevel = 'Choose whom “us” means';

/** One line of text. Control characters and line breaks become spaces. */
const name = z
  .string('Enter one name')
  .transform(oneLine)
  .pipe(z.string().max(nameLimit, `Use at most ${nameLimit} characters for a name`))
  .optional()
  .default('');

/** @param levels the ids of the levels of business */
export function startFormOf(levels: readonly string[]) {
  return z.object({
    level: z.string(chooseLevel).refine((id) => levels.includes(id), chooseLevel),
    name,
    person: name,
    route: z.enum(['key', 'all'], 'Choose which questions come first'),
    way: z.enum(ways).catch('one'),
  });
}

/** The values to show again in a refused form; those that are not text are empty. */
export function entered(body: unknown): Entered {
  const text = z.string().catch('');
  return z.object({ level: text, name: text, person: text, route: text, way: text }).parse(body);
}

/** A team's actions as text for the database: JSON; empty for none. */
import { z } from 'zod';
import { actionStates, type TeamAction } from '../../assessment/team/actions.ts';

const action: z.ZodType<TeamAction> = z.object({
  what: z.string(),
  owner: z.string(),
  due: z.string(),
  question: z.string(),
  state: z.enum(actionStates),
  round: z.int(),
  // Actions stored by an earlier version have none; they are looked at once more.
  reviewed: z.int().default(1),
});
const actions = z.array(action);

export const encodeActions = (given: readonly TeamAction[]): string =>
  given.length === 0 ? '' : JSON.stringify(given);

/** @throws z.ZodError for what `encodeActions` did not make */
export const decodeActions = (text: string): readonly TeamAction[] =>
  text === '' ? [] : actions.parse(JSON.parse(text));

/** What the facilitator's buttons send. */
import { z } from 'zod';
import { liveActionLimits } from '../../codec/database/live-texts.ts';
import { oneLine, paragraph } from '../http/text-fields.ts';
import { roomKey } from './rooms.ts';

export const noteLimit = 2_000;
/** What the timer offers. 0 switches it off. */
export const timerMinutes = [1, 2, 3, 5, 8] as const;

const text = z.string().catch('');
const line = text.transform(oneLine);
const place = z.coerce.number().int().min(-1).max(100).catch(-1);

export const runForm = z.object({
  key: roomKey,
  action: z.enum(['go', 'reveal', 'note', 'agree', 'drop', 'end', 'remove']).optional().catch(undefined),
  /** The statement that the page showed. */
  from: place,
  to: place,
  /** Empty on buttons that are not of the timer. */
  timer: z.coerce.number().int().min(0).max(60).optional().catch(undefined),
  /** Undefined in forms without a note. */
  note: z.string().transform(paragraph).optional().catch(undefined),
  text: line,
  owner: line,
  due: line,
  /** The index of the action to remove, and the actions as the page showed them. */
  at: place,
  refresh: text,
});
export type Run = Readonly<z.output<typeof runForm>>;

/** Returns the first error of each field of an action. */
export function actionErrors({ text: what, owner, due }: Pick<Run, 'text' | 'owner' | 'due'>) {
  const tooLong = (field: keyof typeof liveActionLimits, value: string) =>
    value.length > liveActionLimits[field]
      ? [{ field, text: `Use at most ${liveActionLimits[field]} characters` }]
      : [];
  return [
    ...(what === '' ? [{ field: 'text', text: 'Write what you agreed to do' }] : []),
    ...tooLong('text', what),
    ...tooLong('owner', owner),
    ...tooLong('due', due),
  ];
}

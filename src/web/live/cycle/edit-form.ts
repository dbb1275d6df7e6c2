/** What the facilitator does with one moment: change its texts and place, merge it with another, remove it, or add a new one. */
import { z } from 'zod';
import {
  type Cycle,
  givenLimits,
  merged,
  mergedLimits,
  mergedTexts,
  momentOf,
  mostMoments,
  movedAfter,
  type RoomMoment,
  roomTexts,
  tooLong,
  withMoment,
  without,
  withTexts,
} from '../../../assessment/live/cycle.ts';
import type { FieldError } from '../../http/form.ts';
import { fingerprint } from '../../visitor/fingerprint.ts';
import { roomKey } from '../rooms.ts';
import { roomWords } from './cycle-view.ts';
import { momentForm, textErrors } from './moment-form.ts';

const text = z.string().catch('');

export const editForm = momentForm.extend({
  key: roomKey,
  /** The moment's id; "new" for one that is added. */
  moment: text,
  action: z.enum(['save', 'merge', 'remove', 'add']).catch('save'),
  /** The moment to merge it with. */
  other: text,
  /** The fingerprint of the moment as the page showed it. */
  seen: text,
  refresh: text,
});
export type EditForm = Readonly<z.output<typeof editForm>>;

export const newMoment = 'new';

export function fingerprintOf(moment: RoomMoment | undefined): string {
  return moment ? fingerprint(roomTexts.map((one) => moment[one])) : '';
}

export type Edited =
  | { readonly cycle: Cycle; readonly at: string }
  | { readonly errors: readonly FieldError[] };

const refuse = (field: string, message: string): Edited => ({ errors: [{ field, text: message }] });

/** Returns the changed cycle and the id of the moment to show, or why nothing was changed. @param id of a new moment */
export function edited(cycle: Cycle, form: EditForm, id: string): Edited {
  const { action, moment: at, after, other, seen } = form;
  if (cycle.phase === 'giving-dots')
    return refuse(
      'name',
      'People are giving their dots, so the moments stay as they are until the dots are counted',
    );
  const { name, should, now, measure } = form;
  const texts = { name, should, now, measure };
  if (action === 'add') {
    const errors = textErrors(texts, givenLimits);
    if (errors.length > 0) return { errors };
    if (cycle.moments.length >= mostMoments)
      return refuse('name', `The room holds ${mostMoments} moments. Merge some that are alike first`);
    return { cycle: withMoment(cycle, id, texts, after), at: id };
  }
  const moment = momentOf(cycle, at);
  if (!moment)
    return refuse(
      'name',
      'This moment was removed in another window, or merged with another. You can add it again',
    );
  if (seen !== fingerprintOf(moment))
    return refuse(
      'name',
      'This moment was changed in another window. It is shown below; go on to replace it',
    );
  if (action === 'remove') return { cycle: without(cycle, at), at: '' };
  const errors = textErrors(texts, mergedLimits);
  if (errors.length > 0) return { errors };
  const changed = withTexts(cycle, at, texts);
  if (action === 'merge') return mergedWith(changed, at, other);
  return { cycle: after === 'stay' ? changed : movedAfter(changed, at, after), at };
}

function mergedWith(cycle: Cycle, id: string, other: string): Edited {
  const pair = cycle.moments.filter((one) => one.id === id || one.id === other);
  const [first, second] = pair;
  if (!first || !second)
    return refuse(cycle.moments.length > 1 ? 'other' : 'name', 'Choose the moment to merge it with');
  const long = tooLong(mergedTexts(first, second));
  if (long.length > 0)
    return {
      errors: long.map((field) => ({
        field,
        text: `Merged, “${roomWords[field].label}” is longer than ${mergedLimits[field]} characters. Shorten it first`,
      })),
    };
  return { cycle: merged(cycle, id, other), at: first.id };
}

/** The fields of a moment of truth, as a phone adds it and as the facilitator changes it. */
import { z } from 'zod';
import {
  type Cycle,
  givenLimits,
  type RoomText,
  type RoomTexts,
  roomTexts,
} from '../../../assessment/live/cycle.ts';
import type { FieldError } from '../../http/form.ts';
import { oneLine, paragraph } from '../../http/text-fields.ts';
import { roomWords } from './cycle-view.ts';

const text = z.string().catch('');

export const momentForm = z.object({
  name: text.transform(oneLine),
  should: text.transform(paragraph),
  now: text.transform(paragraph),
  measure: text.transform(paragraph),
  /** Where in the cycle it belongs. */
  after: text,
});
export type MomentForm = Readonly<z.output<typeof momentForm>>;

export const blankForm: MomentForm = { name: '', should: '', now: '', measure: '', after: 'last' };

/** @param limits in characters */
export function textErrors(texts: RoomTexts, limits: Readonly<Record<RoomText, number>>): FieldError[] {
  const long = roomTexts.filter((field) => texts[field].length > limits[field]);
  return [
    ...(texts.name === '' ? [{ field: 'name', text: 'Write what the customer does or meets' }] : []),
    ...long.map((field) => ({
      field,
      text: `Shorten “${roomWords[field].label}”: it has ${texts[field].length} characters, and ${limits[field]} are the most`,
    })),
  ];
}

/**
 * The fields for partials/live-moment-field and live-place.
 * @param id of the moment that is changed; it cannot be put after itself
 */
export function fieldsOf(
  form: MomentForm,
  cycle: Cycle,
  errors: readonly FieldError[],
  { limits = givenLimits, id = '' }: { limits?: typeof givenLimits; id?: string } = {},
) {
  return {
    fields: roomTexts.map((name) => ({
      name,
      ...roomWords[name],
      text: form[name],
      limit: limits[name],
      isLine: name === 'name',
      error: errors.find(({ field }) => field === name)?.text ?? '',
    })),
    places: [
      ...(id ? [{ value: 'stay', label: 'Where it is' }] : []),
      { value: 'last', label: 'At the end' },
      { value: 'first', label: 'At the beginning' },
      ...cycle.moments.flatMap((moment, i) =>
        moment.id === id ? [] : [{ value: moment.id, label: `After ${i + 1}. ${shortened(moment.name)}` }],
      ),
    ].map((place) => ({ ...place, isChosen: place.value === form.after })),
  };
}

/** Returns the ids of the moments whose boxes were ticked. @param prefix of the boxes' names */
export function ticked(body: object, prefix: string): string[] {
  const names = Object.keys(body).filter((name) => name.startsWith(prefix));
  return names.map((name) => name.slice(prefix.length));
}

/** For the options of a select field. */
export function shortened(name: string): string {
  return name.length <= 60 ? name : `${name.slice(0, 59).trimEnd()}…`;
}

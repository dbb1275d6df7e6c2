/** Any plan and any moments that their schemas allow (codec/worksheets.ts), with unusual texts. */
import fc from 'fast-check';
import { momentsOf, planOf } from '../codec/holdings.ts';
import { anyText } from '../codec/visitors.ts';

const someText = anyText.map((text) => text || '–');

/** Texts that could end a line, a value or a property of a calendar. */
const tricky = fc
  .array(
    fc.constantFrom(
      ...['\r\n', '\n', '\r', '\\', '\\n', ';', ',', ':', '"', '^', '\u2028', '\u0085', '\0', '\t', '\u007f'],
      ...['END:VEVENT', 'BEGIN:VALARM', '\r\nATTACH:x', 'ö', '€', '😀', '\ud83d', ' ', 'word'],
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''));
export const oddText = fc.oneof(anyText, tricky);

const words = {
  text: oddText,
  name: fc.oneof(
    someText,
    tricky.map((text) => `Goal ${text}`),
  ),
};
export const anyPlan = planOf(words);
export const anyMoments = momentsOf(words);

/** Any plan and any moments, as their schemas allow them (codec/sheets.ts): odd texts, dates set or not. */
import fc from 'fast-check';
import { type Moments, momentsKept } from '../../src/assessment/moments.ts';
import { type DayText, type Goal, goalStates, goalsKept, type Plan } from '../../src/assessment/plan.ts';
import { anyId, anyText } from '../codec/visitors.ts';

const someText = anyText.map((text) => text || '–');

/** What would end a line, a value or a property of a calendar too early. */
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

export const anyDayText: fc.Arbitrary<DayText> = fc.oneof(
  fc.constant(''),
  fc
    .date({ min: new Date('1970-01-01'), max: new Date('2199-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10)),
);

const anyGoal: fc.Arbitrary<Goal> = fc.record({
  text: fc.oneof(
    someText,
    tricky.map((text) => `Goal ${text}`),
  ),
  owner: oddText,
  due: anyDayText,
  question: fc.oneof(fc.constant(''), anyId),
  state: fc.constantFrom(...goalStates),
});

export const anyPlan: fc.Arbitrary<Plan> = fc.record({
  goals: fc.array(anyGoal, { maxLength: goalsKept }),
  less: oddText,
  record: oddText,
  support: oddText,
  momentum: oddText,
  rewardOnTheWay: oddText,
  rewardAtEnd: oddText,
  signedBy: oddText,
  signedOn: anyDayText,
  retakeOn: anyDayText,
  savedOn: anyDayText,
});

export const anyMoments: fc.Arbitrary<Moments> = fc.record({
  cycle: oddText,
  moments: fc.array(
    fc.record({ name: someText, now: oddText, should: oddText, waste: oddText, who: oddText }),
    { maxLength: momentsKept },
  ),
  savedOn: anyDayText,
});

/** Random holdings of a browser, a link or a file. */
import fc from 'fast-check';
import type { Holdings } from '../../src/assessment/holdings.ts';
import { type Moments, momentsKept, momentTexts } from '../../src/assessment/moments.ts';
import { goalStates, goalsKept, type Plan, planTexts } from '../../src/assessment/plan.ts';
import { anyId, anyVisitor } from './visitors.ts';

const anyWords = fc.oneof(
  fc.constant(''),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
);
const anyName = anyWords.map((words) => words || 'x');
export const anyDayText = fc.oneof(
  fc.constant(''),
  fc
    .date({ min: new Date('1970-01-01'), max: new Date('2199-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10)),
);

interface Words {
  /** May be empty. */
  readonly text: fc.Arbitrary<string>;
  /** Is never empty. */
  readonly name: fc.Arbitrary<string>;
}

const textsOf = <Name extends string>(names: readonly Name[], text: fc.Arbitrary<string>) =>
  Object.fromEntries(names.map((name) => [name, text])) as Record<Name, fc.Arbitrary<string>>;

export const planOf = ({ text, name }: Words): fc.Arbitrary<Plan> =>
  fc.record({
    goals: fc.array(
      fc.record({
        text: name,
        owner: text,
        due: anyDayText,
        question: fc.oneof(fc.constant('' as const), anyId),
        state: fc.constantFrom(...goalStates),
      }),
      { maxLength: goalsKept },
    ),
    ...textsOf(planTexts, text),
    signedBy: text,
    signedOn: anyDayText,
    retakeOn: anyDayText,
    savedOn: anyDayText,
  });

export const momentsOf = ({ text, name }: Words): fc.Arbitrary<Moments> =>
  fc.record({
    cycle: text,
    moments: fc.array(fc.record({ ...textsOf(momentTexts, text), name }), {
      maxLength: momentsKept,
    }),
    savedOn: anyDayText,
  });

const words: Words = { text: anyWords, name: anyName };
export const anyPlan = planOf(words);
export const anyMoments = momentsOf(words);

export const anyHoldings: fc.Arbitrary<Holdings> = fc.record({
  visitor: anyVisitor,
  plan: anyPlan,
  moments: anyMoments,
});

/** One of these texts with some of its characters changed, removed, doubled, moved or inserted. */
export function mutated(
  texts: readonly string[],
  alphabet: string,
): fc.Arbitrary<[text: string, mutant: string]> {
  const anyChange = fc.record({
    kind: fc.constantFrom('change', 'insert', 'delete', 'cut', 'behead', 'double', 'swap', 'case'),
    at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
    length: fc.integer({ min: 1, max: 12 }),
    with: fc.string({
      unit: fc.oneof(fc.constantFrom(...alphabet), fc.string({ unit: 'binary', minLength: 1, maxLength: 1 })),
      minLength: 1,
      maxLength: 4,
    }),
  });
  return fc
    .tuple(fc.constantFrom(...texts), fc.array(anyChange, { minLength: 1, maxLength: 3 }))
    .map(([text, changes]) => {
      const mutant = changes.reduce((now, { kind, at, length, with: other }) => {
        const place = Math.floor(at * now.length);
        const [before, here, after] = [
          now.slice(0, place),
          now.slice(place, place + length),
          now.slice(place + length),
        ];
        if (kind === 'change') return before + other + now.slice(place + other.length);
        if (kind === 'insert') return before + other + here + after;
        if (kind === 'delete') return before + after;
        if (kind === 'cut') return before;
        if (kind === 'behead') return here + after;
        if (kind === 'double') return before + here + here + after;
        if (kind === 'swap') return after + here + before;
        return before + (here === here.toUpperCase() ? here.toLowerCase() : here.toUpperCase()) + after;
      }, text);
      return [text, mutant];
    });
}

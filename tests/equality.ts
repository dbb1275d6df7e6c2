/** Set up for every test file: answers are equal when they say the same, in whichever form they come (`Answers`). */
import { expect } from 'vitest';
import type { Answers } from '../src/assessment/answers.ts';
import { unpackAnswers } from '../src/codec/packed/packed.ts';

const Letters = unpackAnswers('')?.constructor as new () => Answers;

/** Undefined, which leaves it to the others, unless one of the two is answers as letters. */
function sameAnswers(a: unknown, b: unknown): boolean | undefined {
  const isAnswers = (value: unknown): value is Answers => value instanceof Letters || value instanceof Map;
  if (!(a instanceof Letters || b instanceof Letters)) return undefined;
  if (!isAnswers(a) || !isAnswers(b)) return false;
  return (
    a.size === b.size && [...a].every(([id, { me, us }]) => me === b.get(id)?.me && us === b.get(id)?.us)
  );
}

// Files share a process: one is enough.
const registered = Symbol.for('service-mirror equality of answers');
const shared = globalThis as { [registered]?: boolean };
if (!shared[registered]) expect.addEqualityTesters([sameAnswers]);
shared[registered] = true;

/** Setup of each test file: `toEqual` compares all implementations of `Answers` by their entries. */
import { expect } from 'vitest';
import type { Answers } from '../src/assessment/answers.ts';
import { unpackAnswers } from '../src/codec/packed/packed.ts';

const Letters = unpackAnswers('')?.constructor as new () => Answers;

/** Returns undefined, which means "not compared here", unless one of the two is a `LetterAnswers`. */
function sameAnswers(a: unknown, b: unknown): boolean | undefined {
  const isAnswers = (value: unknown): value is Answers => value instanceof Letters || value instanceof Map;
  if (!(a instanceof Letters || b instanceof Letters)) return undefined;
  if (!isAnswers(a) || !isAnswers(b)) return false;
  return (
    a.size === b.size && [...a].every(([id, { me, us }]) => me === b.get(id)?.me && us === b.get(id)?.us)
  );
}

// Test files share a process, so it is registered once.
const registered = Symbol.for('service-mirror equality of answers');
const shared = globalThis as { [registered]?: boolean };
if (!shared[registered]) expect.addEqualityTesters([sameAnswers]);
shared[registered] = true;

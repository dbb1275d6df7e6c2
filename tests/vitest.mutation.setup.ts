/** Limits every property to 100 runs under mutation testing, because thousands of runs for each mutant take hours. */
import type { IRawProperty, Parameters } from 'fast-check';
import { vi } from 'vitest';

const mostRuns = 100;

vi.mock(import('fast-check'), async (original) => {
  const real = await original();
  const assert = ((
    property: IRawProperty<unknown>,
    { numRuns = mostRuns, ...others }: Parameters<unknown> = {},
  ) => real.assert(property, { ...others, numRuns: Math.min(numRuns, mostRuns) })) as typeof real.assert;
  return { ...real, assert, default: { ...real.default, assert } };
});

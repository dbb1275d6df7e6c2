import { expect, it } from 'vitest';
import { faultsWith } from './small.ts';

/** The name of a fault, the changes that cause it, and the faults that must be listed. */
type Case = readonly [string, Parameters<typeof faultsWith>[0], readonly (string | RegExp)[]];

/** Makes a test of each case. */
export function eachIsListed(cases: readonly Case[]): void {
  it.each(cases)('reports %s', (_name, changes, expected) => {
    const faults = faultsWith(changes);
    expect(faults).toHaveLength(expected.length);
    for (const [i, fault] of expected.entries()) expect(faults[i]).toMatch(fault);
  });
}

import { describe, expect, it } from 'vitest';
import { inWords } from '../../src/cli/command.ts';

const contents = { copies: 3, teams: 2, contributions: 1 };

describe('inWords', () => {
  it.each([
    [4_096, '5 kB'],
    [999_999, '1000 kB'],
    [1_000_000, '1.0 MB'],
    [12_345_678, '12.3 MB'],
  ])('writes %i bytes as %s, with the counts', (bytes, size) => {
    expect(inWords({ bytes, ...contents })).toBe(
      `${size}; saved copies: 3, teams: 2, benchmark contributions: 1`,
    );
  });
});

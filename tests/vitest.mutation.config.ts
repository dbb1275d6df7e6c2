import { defineConfig } from 'vitest/config';

/** What Stryker runs against each mutant (docs/testing.md): tests of pure functions, without pages, programs or a database. */
export default defineConfig({
  test: {
    include: ['tests/assessment/**/*.test.ts', 'tests/codec/**/*.test.ts'],
    setupFiles: ['tests/equality.ts', 'tests/vitest.mutation.setup.ts'],
    // Properties with many runs take longer than the default on a busy machine.
    testTimeout: 60_000,
    // One worker loads the modules once for all test files of a mutant.
    isolate: false,
  },
});

/** Mutation testing of the pure functions: `npm run test:mutation`, see docs/testing.md. */
export default {
  testRunner: 'vitest',
  vitest: { configFile: 'tests/vitest.mutation.config.ts' },
  mutate: ['src/assessment/**/*.ts', 'src/codec/**/*.ts'],
  coverageAnalysis: 'perTest',
  concurrency: 1,
  dryRunTimeoutMinutes: 15,
  // No tsconfig is rewritten: Stryker 10 does that with an API that TypeScript 7 no longer has.
  tsconfigFile: 'none',
  ignorePatterns: ['bench', 'deploy', 'docs', 'var'],
  tempDirName: 'var/stryker',
  reporters: ['clear-text', 'json', 'progress-append-only'],
  jsonReporter: { fileName: 'var/mutation.json' },
  clearTextReporter: { allowColor: false, logTests: false },
};

/**
 * Tests that start programs, such as the site as a process, its commands or nginx: the project `system` of vitest.config.ts.
 * tests/architecture.test.ts checks that the list is complete.
 */
export const systemTests = [
  'tests/cli/**/*.test.ts',
  'tests/ops/**/*.test.ts',
  'tests/{faults,run,server,shutdown}.test.ts',
  'tests/storage/{kill,place,start}.test.ts',
  'tests/web/security/unguessable.test.ts',
];

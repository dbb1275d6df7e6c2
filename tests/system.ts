/**
 * The tests that start programs of their own (the site as `npm start` runs it, its commands, nginx) and wait for them:
 * the project `system` (vitest.config.ts). tests/architecture.test.ts holds that it has all of them.
 */
export const systemTests = [
  'tests/cli/**/*.test.ts',
  'tests/ops/**/*.test.ts',
  'tests/{faults,run,server,shutdown}.test.ts',
  'tests/storage/{kill,place,start}.test.ts',
  'tests/web/security/unguessable.test.ts',
];

import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** `npm test` runs both; `npm run test:unit` only what needs no browser, in seconds. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/browser/**'],
          testTimeout: 60_000,
          // Files share a process, so that modules and content are loaded once in each: a test that changes a global puts it back.
          isolate: false,
          // Vitest leaves a core idle for itself, which is half of a small machine.
          maxWorkers: availableParallelism(),
        },
      },
      {
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
          // After the others: a browser with a core to itself does not stumble over its own deadlines.
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});

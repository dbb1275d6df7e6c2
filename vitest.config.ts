import { availableParallelism } from 'node:os';
import { configDefaults, defineConfig } from 'vitest/config';
import { SkippedTests } from './tests/skipped.ts';
import { systemTests } from './tests/system.ts';

const cores = availableParallelism();

const inOneProcess = {
  globalSetup: 'tests/storage/shared-postgres.ts',
  setupFiles: 'tests/equality.ts',
  // Many pages a test: slow machines get time.
  testTimeout: 60_000,
  hookTimeout: 60_000,
  // Files share a process, so that modules and content are loaded once in each: a test that changes a global puts it back.
  isolate: false,
};

/** `npm test` runs all three; `npm run test:unit` only what needs neither browser nor programs. */
export default defineConfig({
  test: {
    reporters: [...configDefaults.reporters, new SkippedTests()],
    projects: [
      {
        test: {
          name: 'unit',
          include: ['tests/**/*.test.ts'],
          exclude: [...configDefaults.exclude, 'tests/browser/**', ...systemTests],
          ...inOneProcess,
          // Pages are much text that is soon thrown away: with more room for it, collecting takes half the time.
          execArgv: ['--min-semi-space-size=64', '--max-semi-space-size=64'],
          // Vitest leaves a core idle for itself, which is half of a small machine.
          maxWorkers: cores,
        },
      },
      {
        test: {
          name: 'system',
          include: systemTests,
          ...inOneProcess,
          // Most of their time they wait for a program, or for a deadline to pass.
          maxWorkers: 2 * cores,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // Files share a process, and with it the modules, the content and one browser.
          isolate: false,
          // A browser waits much of its time for pages to load: two of them share the cores well.
          maxWorkers: Math.min(2, cores),
          // After the others, so that browsers do not stumble over their own deadlines.
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});

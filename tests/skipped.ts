/** Prints why tests were skipped, after the summary. The reason is part of the name, such as "(skipped without nginx)". */
import type { Reporter, TestModule } from 'vitest/node';

export class SkippedTests implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const counts = new Map<string, number>();
    // With -t, tests are skipped because of the pattern.
    for (const module of modules.filter(({ project }) => !project.config.testNamePattern))
      for (const test of module.children.allTests('skipped')) {
        const reason = /\(skipped (.+?)\)/.exec(test.fullName)?.[1] ?? `without a reason: ${test.fullName}`;
        counts.set(reason, (counts.get(reason) ?? 0) + 1);
      }
    for (const [reason, count] of counts) console.log(`     Skipped  ${reason}: ${count}`);
  }
}

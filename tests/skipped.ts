/** Says after the summary why tests were skipped: the name of each ends in its reason, such as "(skipped without nginx)". */
import type { Reporter, TestModule } from 'vitest/node';

export class SkippedTests implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const counts = new Map<string, number>();
    // With -t the pattern is the reason.
    for (const module of modules.filter(({ project }) => !project.config.testNamePattern))
      for (const test of module.children.allTests('skipped')) {
        const reason = /\(skipped (.+?)\)/.exec(test.fullName)?.[1] ?? `without a reason: ${test.fullName}`;
        counts.set(reason, (counts.get(reason) ?? 0) + 1);
      }
    for (const [reason, count] of counts) console.log(`     Skipped  ${reason}: ${count}`);
  }
}

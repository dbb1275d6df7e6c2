/** The last lines of the log reach a pipe that is full because its reader is slow. */
import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { bareEnvironment } from '../running.ts';

const writer = (many: number, ending: string) => `
  import { logDestination, logWritten } from '${resolve('src/log.ts')}';
  // As the site does, which says where it listens. From then on Node writes to the pipe only what fits.
  console.log('x'.repeat(30_000));
  const log = logDestination();
  for (let i = 0; i < ${many}; i++) log.write(i + ' ' + 'x'.repeat(100) + '\\n');
  ${ending}
`;

it.each([
  ['is stopped', 500, 'await logWritten(log); process.exit(0);'],
  ['is stopped during writes', 3_000, 'await logWritten(log); process.exit(0);'],
  ['crashes', 500, 'throw new Error("a crash");'],
])('the log is complete when a program %s', async (_what, many, ending) => {
  const { stdout } = await promisify(execFile)(
    'sh',
    [
      '-c',
      '"$0" --input-type=module -e "$1" 2>/dev/null | (sleep 0.3; cat)',
      process.execPath,
      writer(many, ending),
    ],
    { env: bareEnvironment, maxBuffer: 10_000_000 },
  );
  const numbers = stdout.split('\n').map((line) => /^(\d+) x{100}$/.exec(line)?.[1]);
  expect(numbers).toEqual([undefined, ...Array.from({ length: many }, (_, i) => String(i)), undefined]);
});

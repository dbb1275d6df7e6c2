/** The last lines of the log reach a pipe that is full because its reader is slow. */
import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { bareEnvironment } from '../running.ts';

const writer = (many: number, ending: string) => `
  import { destination } from 'pino';
  import { LogLines } from '${resolve('src/log-lines.ts')}';
  // Like the site, this writes with console.log first. From then on Node writes only what fits into the pipe.
  console.log('x'.repeat(30_000));
  const lines = new LogLines(destination({ sync: false }), destination({ sync: true }));
  process.once('exit', () => lines.end());
  for (let i = 0; i < ${many}; i++) lines.write(i + ' ' + 'x'.repeat(100) + '\\n');
  ${ending}
`;

it.each([
  ['is stopped', 500, 'await lines.written(); process.exit(0);'],
  ['is stopped during writes', 3_000, 'await lines.written(); process.exit(0);'],
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

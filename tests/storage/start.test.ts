/** Several replicas start at the same time on one empty database. */
import { execFile } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { engines } from './postgres.ts';

const replicas = 5;
const run = promisify(execFile);

/** Runs in its own process, as a replica does. */
const replica = `
  const { openStorage } = await import(process.argv[1]);
  const storage = await openStorage(JSON.parse(process.argv[2]), (error) => { throw error; });
  console.log(await storage.copies.write('one copy', [{ part: process.argv[3], value: 'x' }], 20000));
  await storage.close();
`;

describe.each(engines)('starting together on $name', (engine) => {
  afterAll(() => engine.stop());

  it('creates the tables once, and every replica can write', async ({ skip }) => {
    const address = await engine.fresh();
    // PGlite lives in this process.
    if (address.engine === 'pool') skip();
    const module = pathToFileURL('src/storage/storage.ts').href;
    const started = await Promise.all(
      Array.from({ length: replicas }, (_, i) =>
        run(process.execPath, [
          '--input-type=module',
          '-e',
          replica,
          module,
          JSON.stringify(address),
          `p${i}`,
        ]),
      ),
    );
    const revisions = started.map(({ stdout }) => Number(stdout)).toSorted((a, b) => a - b);
    expect(revisions).toEqual(Array.from({ length: replicas }, (_, i) => i + 1));
  }, 60_000);
});

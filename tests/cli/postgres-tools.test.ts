/** Runs the commands that npm run backup and npm run restore print for PostgreSQL. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { openStorage } from '../../src/storage/storage.ts';
import { postgresEngine } from '../storage/postgres.ts';
import { hasPostgres } from '../storage/postgres-server.ts';

/** Debian installs the tools of each version in the folder of its server. */
const debian = '/usr/lib/postgresql';
const versions = existsSync(debian) ? readdirSync(debian).toSorted((a, b) => Number(b) - Number(a)) : [];
const PATH = [...versions.map((version) => join(debian, version, 'bin')), process.env.PATH].join(':');
const hasTools = hasPostgres && spawnSync('pg_dump', ['--version'], { env: { PATH } }).status === 0;

describe('the commands for PostgreSQL', () => {
  const engine = postgresEngine();
  afterAll(() => engine.stop());

  it.skipIf(!hasTools)(
    'dump a database and replace another one with it (skipped without PostgreSQL)',
    async () => {
      const folder = mkdtempSync(join(tmpdir(), "mirror's dump-"));
      onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
      const dump = join(folder, 'mirror.dump');
      const [from, to] = [await engine.fresh(), await engine.fresh()];
      if (from.engine !== 'postgres' || to.engine !== 'postgres') throw new Error('expected addresses');
      const named = (command: string, url: string) => {
        const { stderr } = spawnSync(process.execPath, [resolve(`src/cli/${command}.ts`), dump], {
          encoding: 'utf8',
          env: { PATH, DATABASE_URL: url },
        });
        return stderr.split('\n')[1] ?? '';
      };
      const shell = (command: string) =>
        spawnSync('sh', ['-c', command], { encoding: 'utf8', env: { PATH } });

      const first = await openStorage(from, () => undefined);
      await first.copies.write('a copy', [{ part: 'a', value: 'b' }], 20_000);
      await first.close();
      // The target already has tables with other rows.
      const before = await openStorage(to, () => undefined);
      await before.copies.write('another', [{ part: 'a', value: 'b' }], 20_000);
      await before.close();

      expect(shell(named('backup', from.url))).toMatchObject({ status: 0, stderr: '' });
      // Only its owner may read the dump, because team answers are in it.
      expect(statSync(dump).mode & 0o777).toBe(0o600);
      expect(shell(named('restore', to.url))).toMatchObject({ status: 0, stderr: '' });
      const after = await openStorage(to, () => undefined);
      onTestFinished(() => after.close());
      expect((await after.copies.changes('a copy', 0))?.parts).toEqual([{ part: 'a', value: 'b' }]);
      expect(await after.copies.changes('another', 0)).toBeUndefined();
    },
  );
});

/** npm run backup as an operator runs it, on real files. */
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as later } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { bareEnvironment } from '../running.ts';
import { damage, databaseWith, folder, opened, run, sqlite } from './databases.ts';

describe('npm run backup', () => {
  it('copies a consistent state of a database while another process writes to it', async () => {
    const here = folder();
    const file = join(here, 'mirror.db');
    await databaseWith(file, 0);
    const writer = spawn(process.execPath, [resolve('tests/storage/writer.ts'), file]);
    onTestFinished(() => void writer.kill('SIGKILL'));
    let printed = '';
    writer.stdout.on('data', (chunk) => {
      printed += chunk;
    });
    const acknowledged = () => Number(printed.trimEnd().split('\n').at(-1));
    while (acknowledged() < 200) await later(20);

    for (let round = 0; round < 3; round++) {
      const before = acknowledged();
      const target = join(here, `backup ${round}.db`);
      const { status, out, errors } = await new Promise<{
        status: number | null;
        out: string;
        errors: string;
      }>((done) => {
        const child = spawn(process.execPath, [resolve('src/cli/backup.ts'), target], {
          env: { ...bareEnvironment, DATABASE_URL: sqlite(file) },
        });
        let [text, wrong] = ['', ''];
        child.stdout.on('data', (chunk) => {
          text += chunk;
        });
        child.stderr.on('data', (chunk) => {
          wrong += chunk;
        });
        child.on('close', (status) => done({ status, out: text, errors: wrong }));
      });
      expect({ status, errors }).toEqual({ status: 0, errors: '' });
      expect(out).toContain('saved copies: 100');
      // The writer was not blocked: it goes on.
      while (acknowledged() <= before) await later(5);
      const storage = await opened(target);
      let newest = 0;
      for (let i = 0; i < 100; i++) {
        const [first, second] = (await storage.copies.changes(`copy ${i}`, 0))?.parts ?? [];
        expect(second?.value).toBe(first?.value);
        newest = Math.max(newest, Number.parseInt(first?.value ?? '', 10));
      }
      expect(newest).toBeGreaterThanOrEqual(before);
    }
  });

  it('copies writes that a killed site left in the write-ahead log, and does not change the database', async () => {
    const here = folder();
    const file = join(here, 'mirror.db');
    await databaseWith(file, 0);
    const writer = spawn(process.execPath, [resolve('tests/storage/writer.ts'), file]);
    let printed = '';
    writer.stdout.on('data', (chunk) => {
      printed += chunk;
    });
    while (printed.length < 300) await later(20);
    const gone = new Promise((done) => writer.once('exit', done));
    writer.kill('SIGKILL');
    await gone;
    expect(statSync(`${file}-wal`).size).toBeGreaterThan(0);
    expect(run('backup', sqlite(file), join(here, 'b.db')).status).toBe(0);
    const last = Number(printed.slice(0, printed.lastIndexOf('\n')).split('\n').at(-1));
    const [part] =
      (await (await opened(join(here, 'b.db'))).copies.changes(`copy ${last % 100}`, 0))?.parts ?? [];
    expect(Number.parseInt(part?.value ?? '', 10)).toBeGreaterThanOrEqual(last);
    expect((await (await opened(file)).copies.changes(`copy ${last % 100}`, 0))?.parts[0]).toEqual(part);
  });

  it('writes one file that only its owner may read, and leaves no other file', async () => {
    const here = folder();
    const file = await databaseWith(join(here, 'mirror.db'), 3);
    const { out } = run('backup', sqlite(file), join(here, 'b.db'));
    expect(out).toContain(`Backed up and checked: ${join(here, 'b.db')}`);
    expect(out).toContain('saved copies: 3, teams: 0');
    expect(readdirSync(here).filter((name) => !name.startsWith('mirror.db'))).toEqual(['b.db']);
    expect(statSync(join(here, 'b.db')).mode & 0o777).toBe(0o600);
  });

  it('does not overwrite an existing file', async () => {
    const here = folder();
    const file = await databaseWith(join(here, 'mirror.db'), 1);
    writeFileSync(join(here, 'b.db'), 'precious');
    const { status, errors } = run('backup', sqlite(file), join(here, 'b.db'));
    expect(status).toBe(1);
    expect(errors).toContain('exists already and was not changed');
    expect(readFileSync(join(here, 'b.db'), 'utf8')).toBe('precious');
  });

  it('fails when the database is damaged, and leaves no backup file', async () => {
    const here = folder();
    const file = await databaseWith(join(here, 'mirror.db'), 400);
    damage(file);
    const { status, errors } = run('backup', sqlite(file), join(here, 'b.db'));
    expect(status).toBe(1);
    expect(errors).toMatch(/damaged|malformed/);
    expect(readdirSync(here).filter((name) => name.startsWith('b.db'))).toEqual([]);
  });

  it.each([
    [
      'no database at the address',
      (here: string) => [sqlite(join(here, 'none.db')), join(here, 'b.db')],
      'There is no database at',
    ],
    ['no DATABASE_URL', (here: string) => [undefined, join(here, 'b.db')], 'DATABASE_URL is not set'],
    [
      'no file to write',
      (here: string) => [sqlite(join(here, 'mirror.db'))],
      'npm run backup -- path/to/new-file.db',
    ],
  ] as const)('exits with code 1 and says what is missing: %s', async (_what, words, expected) => {
    const here = folder();
    await databaseWith(join(here, 'mirror.db'), 1);
    const [database, ...files] = words(here);
    const { status, errors } = run('backup', database, ...files.filter((file) => file !== undefined));
    expect({ status, errors }).toEqual({ status: 1, errors: expect.stringContaining(expected) });
    expect(errors).not.toMatch(/\bat .*:\d+:\d+/);
  });

  it('prints the command of PostgreSQL’s tool without the password, and exits with code 1', () => {
    const address = 'postgres://me:hunter2@db.example:5433/mirror?sslmode=require&password=hunter2';
    for (const [command, tool] of [
      ['backup', 'pg_dump --format=custom'],
      ['restore', 'pg_restore --clean'],
    ] as const) {
      const { status, errors } = run(command, address, "it's.dump");
      expect(status).toBe(1);
      expect(errors).toContain(tool);
      expect(errors).toContain("'postgres://me@db.example:5433/mirror?sslmode=require'");
      expect(errors).toContain("'it'\\''s.dump'");
      expect(errors).not.toContain('hunter2');
    }
  });
});

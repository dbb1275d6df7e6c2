/** Faults of disks, files and clocks: the operator gets a clear message, and no acknowledged answer is lost. */
import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as later } from 'node:timers/promises';
import SQLite from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openStorage } from '../src/storage/storage.ts';
import { emptyFolder, type Running, start } from './running.ts';
import { SavingVisitor } from './saving-visitor.ts';
import { testApp } from './site.ts';
import { change } from './storage/backup/database.ts';
import { Browser } from './web/browser.ts';
import { questionAt } from './web/state.ts';

const patience = 30_000;
const secret = 'only for the test of faults: long enough';
const stack = /\bat .*:\d+:\d+/;

async function databaseIn(folder: string, copies = 0): Promise<string> {
  const file = join(folder, 'mirror.db');
  const storage = await openStorage({ engine: 'sqlite', file }, () => undefined);
  for (let i = 0; i < copies; i++)
    await storage.copies.write(`copy ${i}`, [{ part: 'a', value: 'x'.repeat(300) }], 20_000);
  await storage.close();
  return file;
}

const site = (file: string, folder: string): Running =>
  start({ DATABASE_URL: `sqlite:${file}`, COOKIE_SECRETS: secret }, folder);

/** Returns the address without the slash at its end. */
const addressOf = async (running: Running) => (await running.address()).replace(/\/$/, '');

/** Waits for a text in the log, which is written in blocks. */
async function logged(running: Running, text: string): Promise<void> {
  while (!running.out.includes(text)) await later(50);
}

const prlimit = ['/usr/bin/prlimit', '/bin/prlimit'].find((path) => existsSync(path));

describe('a full disk', { timeout: patience }, () => {
  /** Limits the size of files that the process may write, which fails writes in the same way as a full disk. */
  const limit = (running: Running, bytes: string) =>
    spawnSync(prlimit ?? '', [`--pid=${running.process.pid}`, `--fsize=${bytes}:`], { encoding: 'utf8' });

  it.skipIf(!prlimit)(
    'does not stop saving to cookies, is reported to visitor and operator, and the copy catches up once there is space (skipped without prlimit)',
    async () => {
      const folder = emptyFolder();
      const file = await databaseIn(folder);
      const running = site(file, folder);
      const visitor = new SavingVisitor(await addressOf(running), secret);
      await visitor.answer();
      expect(await visitor.post('/copy')).toBe(303);
      // The write-ahead log cannot grow any more.
      expect(limit(running, String(statSync(`${file}-wal`).size)).stderr).toBe('');
      for (let i = 0; i < 40; i++) await visitor.answer();
      expect(visitor.acknowledged.size).toBe(41);
      expect(await visitor.missingIn(file)).not.toEqual([]);
      expect(await visitor.page('/questions')).toContain('cannot be reached just now');
      await logged(running, '"msg":"database away"');
      expect(running.out).toMatch(/SQLITE_(?:FULL|IOERR)[^"]*disk/);
      // /ready reports it too, although the database can still be read.
      const ready = await fetch(`${await addressOf(running)}/ready?database`);
      expect([ready.status, await ready.json()]).toEqual([503, { status: 'degraded', database: 'away' }]);

      expect(limit(running, 'unlimited').stderr).toBe('');
      // For three seconds after a failed write, requests do not try the database.
      await later(3_100);
      await visitor.answer();
      running.process.kill('SIGKILL');
      await running.ended;
      expect(visitor.acknowledged.size).toBe(42);
      expect(await visitor.missingIn(file)).toEqual([]);
    },
  );
});

describe('a start on a read-only disk', { timeout: patience }, () => {
  /** Root can write everywhere, so the site then runs as the user nobody. */
  const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : undefined;

  it('ends with a message that names the missing permission, and changes no file', async () => {
    const folder = emptyFolder();
    const file = await databaseIn(folder);
    const before = readFileSync(file);
    if (nobody) chownSync(folder, nobody.uid, nobody.gid);
    chmodSync(file, 0o444);
    chmodSync(folder, 0o555);
    onTestFinished(() => chmodSync(folder, 0o755));
    const { status, stderr } = spawnSync(process.execPath, [resolve('src/server.ts')], {
      cwd: folder,
      encoding: 'utf8',
      env: {
        CONTENT_DIR: resolve('data'),
        PORT: '0',
        DATABASE_URL: `sqlite:${file}`,
        COOKIE_SECRETS: secret,
      },
      ...nobody,
    });
    expect(status).toBe(1);
    expect(stderr).toMatch(/^DATABASE_URL: .*SQLITE_(?:READONLY|CANTOPEN)/);
    expect(stderr).toContain("give the site's user write access to the file and its folder");
    expect(stderr).not.toMatch(stack);
    expect(readFileSync(file).equals(before)).toBe(true);
  });
});

describe('a start with a damaged database', { timeout: patience }, () => {
  it.each([
    ['not a database', (file: string) => writeFileSync(file, 'x'.repeat(50_000))],
    [
      'damaged behind its first page',
      (file: string) => {
        const bytes = readFileSync(file);
        writeFileSync(file, bytes.fill(0xa5, 4096));
      },
    ],
  ])(
    'ends with a message that says how to restore it, and leaves the file unchanged, when the file is %s',
    async (_what, spoil) => {
      const folder = emptyFolder();
      const file = await databaseIn(folder, 50);
      spoil(file);
      const before = readFileSync(file);
      const { code, errors } = await site(file, folder).ended;
      expect(code).toBe(1);
      expect(errors).toMatch(
        /^DATABASE_URL: .*SQLITE_(?:NOTADB|CORRUPT).*restore a backup with npm run restore/,
      );
      expect(errors).not.toMatch(stack);
      expect(readFileSync(file).equals(before)).toBe(true);
    },
  );

  it('succeeds when only one table is damaged: visitors can answer, and the log says how to restore it', async () => {
    const folder = emptyFolder();
    const file = await databaseIn(folder, 50);
    const first = site(file, folder);
    const visitor = new SavingVisitor(await addressOf(first), secret);
    await visitor.answer();
    expect(await visitor.post('/copy')).toBe(303);
    await first.stop();

    const database = new SQLite(file);
    const page = Number(
      database.prepare("select rootpage from sqlite_schema where name = 'copy_part'").pluck().get(),
    );
    database.close();
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.fill(0xa5, (page - 1) * 4096, page * 4096));

    const second = site(file, folder);
    visitor.moveTo(await addressOf(second));
    await visitor.answer();
    expect(visitor.acknowledged.size).toBe(2);
    expect(await visitor.page('/questions')).toContain('cannot be reached just now');
    await logged(second, 'SQLITE_CORRUPT');
    expect(second.out).toContain('restore a backup with npm run restore');
  });
});

describe('a start with a database of another version', { timeout: patience }, () => {
  const later =
    "insert into kysely_migration (name, timestamp) values ('9999-later', '2030-01-01T00:00:00.000Z')";

  it.each([
    [
      'was changed by a newer version',
      `${later}; pragma journal_mode = DELETE`,
      ['The database has the migration "9999-later"', 'Start the newer version again, or restore a backup'],
    ],
    ['lacks a table', 'drop table member', ['the table "member" is missing']],
  ])('ends with a message that says what is wrong when it %s', async (_what, sql, words) => {
    const folder = emptyFolder();
    const file = await databaseIn(folder);
    change(file, sql);
    const { code, errors } = await site(file, folder).ended;
    expect(code).toBe(1);
    for (const word of words) expect(errors).toContain(word);
    expect(errors).not.toMatch(stack);
  });
});

describe('a table that is dropped while the site runs', { timeout: patience }, () => {
  it('is named by /ready and in the log, and visitors go on answering', async () => {
    const folder = emptyFolder();
    const file = await databaseIn(folder);
    const running = site(file, folder);
    const visitor = new SavingVisitor(await addressOf(running), secret);
    await visitor.answer();
    expect(await visitor.post('/copy')).toBe(303);
    change(file, 'drop table copy_part');
    await visitor.answer();
    expect(visitor.acknowledged.size).toBe(2);
    expect(await visitor.post('/copy/stop')).toBe(303);
    const ready = await fetch(`${await addressOf(running)}/ready`);
    const body = await ready.text();
    expect([ready.status, body]).toEqual([
      503,
      expect.stringContaining('the table \\"copy_part\\" is missing'),
    ]);
    await logged(running, '"msg":"database has wrong tables"');
    expect(body + running.out).not.toContain('away');
  });
});

describe('a clock that jumps', () => {
  it.each([2_000, -2_000])(
    'by %i days and back loses no answer in the cookie or in the saved copy',
    async (days) => {
      const storage = await openStorage({ engine: 'sqlite', file: ':memory:' }, () => undefined);
      onTestFinished(() => storage.close());
      const rightly = Date.parse('2026-11-21T12:00:00Z');
      let jumped = 0;
      const app = testApp({ storage, now: () => new Date(rightly + jumped * 86_400_000) });
      const browser = new Browser(app);
      const answer = (place: number) =>
        browser.post(`/questions/${questionAt(place).id}/answer`, { me: '3', us: '2' });
      await answer(0);
      expect((await browser.post('/copy')).status).toBe(303);
      jumped = days;
      expect((await answer(1)).status).toBe(303);
      jumped = 0;
      expect((await answer(2)).status).toBe(303);
      const page = await browser.page('/questions');
      expect(page.text('main')).toMatch(/3\s+of 100/);
      expect(page.notices.join()).not.toContain('cannot be used');
      for (const place of [0, 1, 2]) {
        const { chosen } = await browser.page(`/questions/${questionAt(place).id}`);
        expect(chosen).toMatchObject({ me: '3', us: '2' });
      }
    },
  );
});

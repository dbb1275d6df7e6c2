import { describe, expect, it } from 'vitest';
import { faultOf, guarded, reasonOf, StorageAway, WrongSchema } from '../../src/storage/away.ts';

/** An error as a driver throws it. */
const coded = (code: string, message: string) => Object.assign(new Error(message), { code });

describe('reasonOf', () => {
  it.each([
    [
      'keeps the message of an error of SQLite, after its code',
      coded('SQLITE_FULL', 'database or disk is full'),
      'SQLITE_FULL database or disk is full (the disk is full: make room)',
    ],
    [
      'finds the remedy for an extended code of SQLite',
      coded('SQLITE_IOERR_WRITE', 'disk I/O error'),
      'SQLITE_IOERR_WRITE disk I/O error (the disk is full or failing)',
    ],
    [
      'does not repeat a code that the message has',
      coded('ECONNREFUSED', 'connect ECONNREFUSED 127.0.0.1:1'),
      'connect ECONNREFUSED 127.0.0.1:1 (nothing listens there: start PostgreSQL, or correct host and port)',
    ],
    [
      'keeps only the code of an error of PostgreSQL, whose message may hold values',
      coded('23505', 'duplicate key: (person)=(Ann)'),
      '23505',
    ],
    [
      'finds the remedy for a class of codes of PostgreSQL',
      coded('28P01', 'password authentication failed for user "ann"'),
      '28P01 (PostgreSQL rejects this user or password: correct them)',
    ],
    [
      'keeps the message of an error without a code, and finds the remedy by its start',
      new Error('timeout exceeded when trying to connect'),
      'timeout exceeded when trying to connect (PostgreSQL does not answer: check host, port and firewall)',
    ],
    [
      'keeps the first line of a message',
      new Error('driver has been destroyed\nat Ann'),
      'driver has been destroyed',
    ],
    ['falls back to the name of an error without a message', new TypeError(''), 'TypeError'],
    ['says nothing of what is not an Error', 'Ann', 'unknown'],
  ])('%s', (_name, error, expected) => {
    expect(reasonOf(error)).toBe(expected);
  });
});

describe('faultOf', () => {
  it.each([
    coded('42P01', 'relation "member" does not exist'),
    coded('42703', 'column team.actions does not exist'),
    coded('42P07', 'relation "live_room" already exists'),
    coded('42701', 'column "round" of relation "team" already exists'),
    coded('SQLITE_ERROR', 'no such table: member'),
    coded('SQLITE_ERROR', 'no such column: actions'),
    coded('SQLITE_ERROR', 'table team has no column named actions'),
    coded('SQLITE_ERROR', 'table "live_room" already exists'),
    coded('SQLITE_ERROR', 'index copy_touched already exists'),
    coded('SQLITE_ERROR', 'duplicate column name: round'),
    new Error('corrupted migrations: expected previously executed migration a to be at index 1'),
  ])('returns WrongSchema with the words of the driver, and not StorageAway, for "$message"', (error) => {
    const fault = faultOf(error);
    expect(fault).toBeInstanceOf(WrongSchema);
    expect(fault.message).toContain(`: ${error.message}. `);
    expect(fault.message).not.toContain('away');
  });

  it.each([
    coded('SQLITE_FULL', 'database or disk is full'),
    coded('42501', 'permission denied for table member'),
    coded('ECONNREFUSED', 'connect ECONNREFUSED 127.0.0.1:1'),
    new Error('timeout exceeded when trying to connect'),
  ])('calls "$message" away', (error) => {
    expect(faultOf(error)).toBeInstanceOf(StorageAway);
  });
});

describe('guarded', () => {
  it('returns the result of the query', async () => {
    expect(await guarded(async () => 7)).toBe(7);
  });

  it('throws StorageAway with the reason in place of the error of the driver', async () => {
    const failing = guarded(async () => {
      throw coded('23505', 'duplicate key: (person)=(Ann)');
    });
    await expect(failing).rejects.toEqual(new StorageAway('23505'));
    await expect(failing).rejects.toBeInstanceOf(StorageAway);
  });

  it('throws a StorageAway of the query unchanged', async () => {
    const away = new StorageAway('its tables are not ready yet');
    await expect(guarded(() => Promise.reject(away))).rejects.toBe(away);
  });
});

/** npm run erase as an operator runs it, on a real file. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sealOf } from '../../src/codec/database/copy.ts';
import { teamLinkHash } from '../../src/codec/database/team-keys.ts';
import { encodeToken } from '../../src/codec/links/token.ts';
import { secretsFrom } from '../../src/codec/signature.ts';
import { openStorage } from '../../src/storage/storage.ts';
import { folder, opened, runWith, sqlite } from './databases.ts';

const secret = 'a-secret-of-an-operator-with-32-characters';
const keys = { join: 'j'.repeat(22), results: 'r'.repeat(22) };
const copyKey = 'c'.repeat(22);
const copyLink = (edition: number) =>
  `https://mirror.example/copy/open?link=${encodeToken('c', { k: copyKey }, { current: edition, accepts: [] }, secretsFrom([secret]))}`;

/** A database with a team and two saved copies. */
async function filled(): Promise<string> {
  const file = join(folder(), 'mirror.db');
  const storage = await openStorage({ engine: 'sqlite', file }, () => undefined);
  const team = {
    id: 'team1',
    name: 'Ward 7',
    edition: 2,
    groups: [],
    createdOn: 20_000,
    closed: false,
    expected: 8,
  };
  const hashes = { join: teamLinkHash(keys.join), results: teamLinkHash(keys.results) };
  await storage.teams.create(team, hashes);
  for (const id of [sealOf(copyKey).id, 'another'])
    await storage.copies.write(id, [{ part: 'a', value: 'b' }], 20_000);
  await storage.close();
  return file;
}

const erase = (file: string, link: string, settings: Record<string, string> = {}) =>
  runWith('erase', { DATABASE_URL: sqlite(file), ...settings }, link);

describe('npm run erase', () => {
  it.each([
    ['join', `https://mirror.example/teams/join?key=${keys.join}`],
    ['results', `https://mirror.example/teams/results?key=${keys.results}`],
  ])('deletes the team of a %s link, and prints a line without the link', async (_which, link) => {
    const file = await filled();
    const { status, out } = erase(file, link);
    expect(status).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ msg: 'erased by the operator', kind: 'team', name: 'Ward 7' });
    expect(out).not.toMatch(/j{22}|r{22}/);
    const storage = await opened(file);
    expect(await storage.teams.byId('team1')).toBeUndefined();
    expect(await storage.copies.changes('another', 0)).toBeDefined();
  });

  it.each([1, 2])('deletes the one saved copy of a link made in edition %i', async (edition) => {
    const file = await filled();
    const { status, out } = erase(file, copyLink(edition), { COOKIE_SECRETS: secret });
    expect(status).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ kind: 'saved copy' });
    const storage = await opened(file);
    expect(await storage.copies.changes(sealOf(copyKey).id, 0)).toBeUndefined();
    expect(await storage.copies.changes('another', 0)).toBeDefined();
    expect(await storage.teams.byId('team1')).toBeDefined();
  });

  it.each([
    [
      'a team’s link that nothing has',
      `https://x.example/teams/join?key=${'x'.repeat(22)}`,
      {},
      'no team has this link',
    ],
    ['the link of a copy without the secret', copyLink(2), {}, 'set COOKIE_SECRETS'],
    [
      'a link that is not ours',
      'https://x.example/',
      { COOKIE_SECRETS: secret },
      'neither the link of a team nor',
    ],
    [
      'the link of a copy signed with another secret',
      copyLink(2),
      { COOKIE_SECRETS: secret.toUpperCase() },
      'neither the link of a team nor',
    ],
  ])('refuses %s in one sentence, and deletes nothing', async (_what, link, settings, words) => {
    const file = await filled();
    const { status, out, errors } = erase(file, link, settings as Record<string, string>);
    expect([status, out]).toEqual([1, '']);
    expect(errors).toContain(words);
    const storage = await opened(file);
    expect(await storage.teams.byId('team1')).toBeDefined();
    expect(await storage.copies.changes('another', 0)).toBeDefined();
  });
});

describe('the commands in production', () => {
  it.each(['purge', 'backup'])('npm run %s needs no COOKIE_SECRETS', async (command) => {
    const file = await filled();
    const words = command === 'backup' ? [join(folder(), 'copy.db')] : [];
    const settings = { DATABASE_URL: sqlite(file), NODE_ENV: 'production' };
    expect(runWith(command, settings, ...words)).toMatchObject({ status: 0, errors: '' });
  });
});

/** Secrets in links: 128 random bits, compared in constant time, with no difference between wrong guesses. */

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { decodeCopyCookie } from '../../../src/codec/database/copy-cookie.ts';
import { secretsFrom } from '../../../src/codec/signature.ts';
import { copyCookie } from '../../../src/web/visitor/cookies.ts';
import { cookieText } from '../../cookies.ts';
import { Replica } from '../../ops/running.ts';
import { opsSecret } from '../../ops/visitor.ts';
import { Browser } from '../browser.ts';
import { Page } from '../dom.ts';
import { type Everything, everything, regular } from './everything.ts';

const bits = (key: string) =>
  [...Buffer.from(key, 'base64url')].flatMap((byte) => [...byte.toString(2).padStart(8, '0')]);

describe('the keys of saved copies that the real site makes', () => {
  it('have 128 random bits, are all different, and are not stored in the database', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'mirror-keys-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const site = await Replica.started({ DATABASE_URL: `sqlite:${join(folder, 'mirror.db')}` });
    onTestFinished(async () => void (await site.stop('SIGKILL')));
    const keys: string[] = [];
    for (let i = 0; i < 100; i++) {
      const response = await fetch(`${site.address}/copy`, { method: 'POST', redirect: 'manual' });
      const set = response.headers.getSetCookie().find((cookie) => cookie.startsWith(`${copyCookie}=`)) ?? '';
      const value = set.slice(copyCookie.length + 1).split(';', 1)[0] ?? '';
      keys.push(decodeCopyCookie(cookieText(value, secretsFrom([opsSecret])))?.key ?? '');
    }
    expect(new Set(keys).size).toBe(100);
    for (let at = 0; at < 128; at++)
      expect(new Set(keys.map((key) => bits(key)[at])), `bit ${at}`).toEqual(new Set(['0', '1']));
    const files = readdirSync(folder).map((name) => readFileSync(join(folder, name)).toString('latin1'));
    expect(files.join('').length).toBeGreaterThan(10_000);
    for (const key of keys) expect(files.some((text) => text.includes(key))).toBe(false);
  }, 30_000);
});

describe('a guess', () => {
  let site: Everything;
  beforeAll(async () => {
    site = await everything();
  });
  afterAll(() => site?.stop());

  const changed = (text: string, at: number) =>
    text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);
  const told = ({ status, text }: { status: number; text: string }) => ({
    status,
    said: new Page(text).text('main').replace(/key=[\w-]+/g, ''),
  });

  it('at a team’s link gets the same response, however close it is', async () => {
    const browser = new Browser(site.app);
    const ticket = (await browser.page('/teams')).attribute('input[name="ticket"]', 'value');
    const page = new Page(
      (await browser.post('/teams/new', { ticket, name: 'Parts counter', expected: '8' })).text,
    );
    for (const use of ['join', 'results'] as const) {
      const key = new URL(page.attribute(`#${use}`, 'value')).searchParams.get('key') ?? '';
      expect(bits(key)).toHaveLength(128);
      const stranger = new Browser(site.app);
      const far = told(await stranger.get(`/teams/${use}?key=${'x'.repeat(22)}`));
      expect(far.status).toBeGreaterThanOrEqual(400);
      // The last character holds only four of the 128 bits, so a lenient decoder would read several characters as the same key.
      for (const at of [0, 10, 20, 21])
        expect(told(await stranger.get(`/teams/${use}?key=${changed(key, at)}`))).toEqual(far);
      expect((await stranger.get(`/teams/${use}?key=${key}`)).status).toBe(200);
    }
  });

  it('at the link of a saved copy is refused by its signature, without a query of the database', async () => {
    const owner = await regular(site.app);
    const link =
      new URL((await owner.page('/copy')).attribute('#copy-link', 'value')).searchParams.get('link') ?? '';
    const stranger = new Browser(site.app);
    const answers = new Set<string>();
    const payload = link.split('.')[3] ?? '';
    const start = link.indexOf(payload);
    for (const at of [start, start + 10, start + payload.length - 2, link.length - 20])
      answers.add(JSON.stringify(told(await stranger.get(`/copy/open?link=${changed(link, at)}`))));
    expect(answers.size).toBe(1);
    expect([...answers][0]).toContain('"status":422');
    expect((await stranger.get(`/copy/open?link=${link}`)).status).toBe(200);
  });

  it('at the cookie of a saved copy reads no copy', async () => {
    const owner = await regular(site.app);
    const value = owner.jar.value(copyCookie) ?? '';
    for (const at of [2, 12, 22, value.length - 5]) {
      const thief = new Browser(site.app);
      thief.jar.set(copyCookie, changed(value, at));
      expect((await thief.get('/questions')).text).not.toContain('with a copy on this site');
      expect((await thief.get('/report')).text).not.toContain('Ruth');
    }
    const heir = new Browser(site.app);
    heir.jar.set(copyCookie, value);
    expect((await heir.get('/report')).text).toContain('Ruth');
  });
});

describe('the comparison of a signature', () => {
  const sources = (folder: string): string[] =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => join(folder, name));
  const codeOf = (file: string) =>
    readFileSync(file, 'utf8')
      .replaceAll(/\/\*[\s\S]*?\*\//g, '')
      .replaceAll(/^\s*\/\/.*$/gm, '');

  it('uses timingSafeEqual everywhere', () => {
    const secret = '(?:signature|mac|hmac|digest|hash)';
    const plain = new RegExp(
      `\\b\\w*${secret}(?:Of\\([^)]*\\))?\\s*[!=]==|[!=]==\\s*\\w*${secret}(?!\\w*Length)`,
      'i',
    );
    expect(plain.test('if (signature === given)')).toBe(true);
    const compared = ['src/codec', 'src/web', 'src/storage']
      .flatMap(sources)
      .filter((file) => plain.test(codeOf(file)));
    expect(compared).toEqual([]);
    expect(sources('src').filter((file) => codeOf(file).includes('timingSafeEqual('))).toEqual([
      join('src', 'codec', 'signature.ts'),
    ]);
  });
});

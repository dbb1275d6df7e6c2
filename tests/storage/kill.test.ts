/** The process is killed in the middle of many writes, and every answer it acknowledged is in the database. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as later } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { sealOf } from '../../src/codec/copy.ts';
import { decodeCopyCookie } from '../../src/codec/copy-cookie.ts';
import { secretsFrom } from '../../src/codec/signature.ts';
import { openStorage } from '../../src/storage/storage.ts';
import { copyCookie } from '../../src/web/cookies.ts';
import { instrument } from '../web/state.ts';

const secret = 'only for the test that kills: long enough';
const visitors = 10;
const writesASecond = 50;
const seconds = 2;

async function started(file: string) {
  const site = spawn(process.execPath, [resolve('src/start.js')], {
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      COOKIE_SECRETS: secret,
      DATABASE_URL: `sqlite:${file}`,
      PORT: '0',
    },
  });
  let out = '';
  site.stdout.on('data', (chunk) => {
    out += chunk;
  });
  for (;;) {
    const address = /Service Mirror is at (\S+)\//.exec(out)?.[1];
    if (address) return { site, address };
    if (site.exitCode !== null) throw new Error(`it ended with ${site.exitCode}: ${out}`);
    await later(20);
  }
}

/** One visitor with a saved copy, who keeps the cookies as a browser would. */
class Visitor {
  readonly #address: string;
  readonly #cookies = new Map<string, string>();
  /** Question id to the letter last acknowledged. */
  readonly acknowledged = new Map<string, string>();
  #count = 0;

  constructor(address: string) {
    this.#address = address;
  }

  get key(): string {
    const value = this.#cookies.get(copyCookie) ?? '';
    return decodeCopyCookie(value, secretsFrom([secret]))?.key ?? '';
  }

  async post(path: string, fields: Record<string, string> = {}): Promise<number> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(this.#address + path, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie },
      body: new URLSearchParams(fields),
    });
    for (const set of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (set.split(';', 1)[0] ?? '').split('=');
      if (value) this.#cookies.set(name, value);
      else this.#cookies.delete(name);
    }
    return response.status;
  }

  async answer(): Promise<void> {
    const number = this.#count++;
    const { id = '' } = instrument.questions[number % instrument.questions.length] ?? {};
    const [me, us] = [number % 4, (number >> 2) % 4];
    const status = await this.post(`/questions/${id}`, { me: `${me}`, us: `${us}`, action: 'continue' });
    if (status === 303) this.acknowledged.set(id, String.fromCharCode(97 + 5 * me + us));
  }
}

it(`finds every acknowledged answer after SIGKILL under ${writesASecond} writes a second`, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'mirror-kill-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'mirror.db');
  const { site, address } = await started(file);
  onTestFinished(() => void site.kill('SIGKILL'));

  const all = Array.from({ length: visitors }, () => new Visitor(address));
  for (const visitor of all) {
    await visitor.answer();
    expect(await visitor.post('/copy')).toBe(303);
  }
  const gone = new Promise((resolved) => site.once('exit', resolved));
  let running = true;
  const writing = all.map(async (visitor) => {
    while (running) {
      // The request that the kill interrupts was never acknowledged.
      await visitor.answer().catch(() => undefined);
      await later((1000 * visitors) / writesASecond / 2);
    }
  });
  await later(seconds * 1000);
  site.kill('SIGKILL');
  await gone;
  running = false;
  await Promise.all(writing);

  const storage = await openStorage({ engine: 'sqlite', file }, () => undefined);
  onTestFinished(() => storage.close());
  let found = 0;
  for (const { key, acknowledged } of all) {
    const seal = sealOf(key);
    const parts = (await storage.copies.changes(seal.id, 0))?.parts ?? [];
    const kept = new Map(parts.flatMap(({ value }) => [seal.open(value) ?? []] as [string, string][]));
    for (const [question, letter] of acknowledged) {
      expect(kept.get(`q 1 ${question}`), question).toBe(letter);
      found++;
    }
  }
  expect(found).toBeGreaterThan((writesASecond * seconds) / 2);
}, 60_000);

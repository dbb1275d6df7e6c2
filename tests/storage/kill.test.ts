/** Kills the process during many writes, and looks for every acknowledged answer in the database. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as later } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { sealOf } from '../../src/codec/database/copy.ts';
import { openStorage } from '../../src/storage/storage.ts';
import { SavingVisitor } from '../saving-visitor.ts';

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

it(`finds every acknowledged answer after SIGKILL under ${writesASecond} writes a second`, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'mirror-kill-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'mirror.db');
  const { site, address } = await started(file);
  onTestFinished(() => void site.kill('SIGKILL'));

  const all = Array.from({ length: visitors }, () => new SavingVisitor(address, secret));
  for (const visitor of all) {
    await visitor.answer();
    expect(await visitor.post('/copy')).toBe(303);
  }
  const gone = new Promise((resolved) => site.once('exit', resolved));
  let running = true;
  const writing = all.map(async (visitor) => {
    while (running) {
      // The request that the kill interrupts fails and is not acknowledged.
      await visitor.answer().catch(() => undefined);
      await later((1000 * visitors) / writesASecond / 2);
    }
  });
  // A busy machine needs longer for as many answers.
  const acknowledged = () => all.reduce((sum, visitor) => sum + visitor.acknowledged.size, 0);
  const enough = (writesASecond * seconds) / 2;
  await later(seconds * 1000);
  while (acknowledged() <= enough) await later(20);
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
    const opened = parts.flatMap(({ value }) => [seal.open(value) ?? []] as [string, string][]);
    // The id of the assessment, between "q" and the question, is random.
    const kept = new Map(opened.map(([name = '', letter]) => [name.replace(/^q \S+/, 'q'), letter]));
    for (const [question, letter] of acknowledged) {
      expect(kept.get(`q ${question}`), question).toBe(letter);
      found++;
    }
  }
  expect(found).toBeGreaterThan(enough);
}, 60_000);

/**
 * Measures the results of large teams: how long the last answer before the figures takes, how long the results page takes, and
 * how long a question's page takes meanwhile. `node bench/team-results.ts [sizes] [postgres://…]`; by default 1000,5000,20000
 * members on SQLite. Each member answers all questions.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Answers, PerspectiveAnswer } from '../src/assessment/answers.ts';
import { memberChange } from '../src/codec/database/figures.ts';
import { teamLinkHash } from '../src/codec/database/team-keys.ts';
import { openStorage } from '../src/storage/storage.ts';
import { testApp, testContent } from '../tests/site.ts';

const [sizes = '1000,5000,20000', url] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'mirror-bench-'));
const storage = await openStorage(
  url ? { engine: 'postgres', url } : { engine: 'sqlite', file: join(folder, 'bench.db') },
  (error) => {
    throw error;
  },
);
const { instrument } = testContent;
const threshold = 5;

/** A random generator with a fixed seed (Park and Miller 1988). */
let seed = 20_261_122;
function chance(): number {
  seed = (seed * 48_271) % 2_147_483_647;
  return seed / 2_147_483_647;
}

function someAnswers(): Answers {
  const rating = (): PerspectiveAnswer =>
    chance() < 0.03 ? 'not-applicable' : (Math.floor(4 * chance()) as PerspectiveAnswer);
  return new Map(instrument.questions.map(({ id }) => [id, { me: rating(), us: rating() }]));
}

const server = createServer(testApp({ storage })).listen(0);
// A large team takes minutes to fill, and the connection must still be open then.
server.keepAliveTimeout = 3_600_000;
const { port } = server.address() as AddressInfo;

/** Fetches a page and returns how many milliseconds that took. */
async function timed(path: string): Promise<number> {
  const start = performance.now();
  const response = await fetch(`http://127.0.0.1:${port}${path}`);
  await response.text();
  if (response.status !== 200) throw new Error(`${path}: status ${response.status}`);
  return performance.now() - start;
}

const percentile = (times: readonly number[], share: number) =>
  times.toSorted((a, b) => a - b)[Math.floor(share * (times.length - 1))] ?? 0;
const shown = (milliseconds: number) => `${milliseconds.toFixed(1)} ms`;

/** The 99th percentile of a question's page while the results are opened again and again, or while they are not. */
async function questionPages(key?: string): Promise<number> {
  let open = true;
  const opening = (async () => {
    while (open && key !== undefined) await timed(`/teams/results?key=${key}`);
  })();
  const times: number[] = [];
  for (let i = 0; i < 200; i++) times.push(await timed('/questions/3.7'));
  open = false;
  await opening;
  return percentile(times, 0.99);
}

for (const size of sizes.split(',').map(Number)) {
  const id = `bench ${size} ${Date.now()}`;
  const key = `${size}-${Date.now()}`.padEnd(22, '0');
  await storage.teams.create(
    {
      id,
      name: 'Everybody',
      edition: instrument.edition,
      groups: [],
      createdOn: 20_000,
      closed: false,
      expected: size,
    },
    { join: teamLinkHash(`${id} join`), results: teamLinkHash(key) },
  );
  const times: number[] = [];
  for (let person = 0; person < size; person++) {
    const start = performance.now();
    await storage.teams.respond(
      id,
      { person: `p${person}`, group: -1, round: 1 },
      { today: 20_000 + (person % 60), mostMembers: size },
      memberChange(instrument, threshold, someAnswers()),
    );
    times.push(performance.now() - start);
    // SQLite answers without leaving the microtasks. Memory is freed, and requests are answered, only between tasks.
    await setImmediate();
  }
  const first = await timed(`/teams/results?key=${key}`);
  const again = await timed(`/teams/results?key=${key}`);
  const memory = Math.round(process.memoryUsage().rss / 2 ** 20);
  const alone = await questionPages();
  const beside = await questionPages(key);
  console.log(
    [
      `${size} members:`,
      `first opening ${shown(first)}, again ${shown(again)}`,
      `a member's 100 answers ${shown(percentile(times, 0.5))} at the median, ${shown(times.at(-1) ?? 0)} for the last, which shows the figures`,
      `a question's page at p99 ${shown(alone)} alone, ${shown(beside)} while the results are opened`,
      `memory ${memory} MB`,
    ].join('\n  '),
  );
  await storage.teams.remove(id);
}

server.closeAllConnections();
server.close();
await storage.close();
rmSync(folder, { recursive: true, force: true });

/**
 * Measures the results of a team of 5,000: the first time, again without a change, and after ten more answers. `node bench/team-results.ts [postgres://…]`; without an address, SQLite.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Answers, PerspectiveAnswer } from '../src/assessment/answers.ts';
import { teamLinkHash } from '../src/codec/database/team-keys.ts';
import { packAnswers } from '../src/codec/packed/packed.ts';
import { openStorage } from '../src/storage/storage.ts';
import { testApp, testContent } from '../tests/site.ts';

const people = 5_000;
const folder = mkdtempSync(join(tmpdir(), 'mirror-bench-'));
const [url] = process.argv.slice(2);
const storage = await openStorage(
  url ? { engine: 'postgres', url } : { engine: 'sqlite', file: join(folder, 'bench.db') },
  (error) => {
    throw error;
  },
);
const { questions, edition } = testContent.instrument;

/** A random generator with a fixed seed (Park and Miller 1988). */
let seed = 20_261_122;
function chance(): number {
  seed = (seed * 48_271) % 2_147_483_647;
  return seed / 2_147_483_647;
}

function someAnswers(): Answers {
  const rating = (): PerspectiveAnswer =>
    chance() < 0.03 ? 'not-applicable' : (Math.floor(4 * chance()) as PerspectiveAnswer);
  return new Map(
    questions.filter(() => chance() < 0.95).map(({ id }) => [id, { me: rating(), us: rating() }]),
  );
}

const id = `bench ${Date.now()}`;
const key = String(Date.now()).padEnd(22, '0');
await storage.teams.create(
  { id, name: 'Everybody', edition, groups: ['Day', 'Night'], createdOn: 20_000, closed: false },
  { join: teamLinkHash(`${id} join`), results: teamLinkHash(key) },
);
const answer = (person: number) =>
  storage.teams.respond(
    id,
    { person: `p${person}`, group: person % 2, answers: packAnswers(someAnswers()) },
    20_000 + (person % 60),
  );
for (let person = 0; person < people; person++) await answer(person);

const server = createServer(testApp({ storage })).listen(0);
const { port } = server.address() as AddressInfo;
async function timed(what: string): Promise<void> {
  const start = performance.now();
  const response = await fetch(`http://127.0.0.1:${port}/teams/results?key=${key}`);
  const page = await response.text();
  const milliseconds = Math.round(performance.now() - start);
  console.log(`${what}: ${milliseconds} ms, status ${response.status}, ${page.length} characters`);
}

await timed(`${people} responses, all new`);
await timed('nothing new');
for (let person = people; person < people + 10; person++) await answer(person);
await timed('ten more');
await timed('nothing new');

server.closeAllConnections();
server.close();
await storage.teams.remove(id);
await storage.close();
rmSync(folder, { recursive: true, force: true });

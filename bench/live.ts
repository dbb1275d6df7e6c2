/**
 * What live rooms cost: opens rooms, fills them with people who follow the events, and lets each room rate, reveal and go on.
 *
 *     npm run bench:live                             80 people in a room, 50 rooms: as many as one replica takes
 *     npm run bench:live -- 20 2                     20 people in a room, 2 rooms
 *     DATABASE_URL=postgres://… npm run bench:live   with PostgreSQL; by default a new SQLite file
 *
 * Everybody comes from this one process, so its own processor time is part of the times that are printed.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { processorSeconds, residentMegabytes, siteFile, startServer } from './servers.ts';

const [people = 80, count = 50] = process.argv.slice(2).map(Number);
const port = 4790;
/** Right codes do not count against the limit of codes, and each room's people have addresses of their own. */
const addressOf = (room: number, person: number) =>
  `10.${room % 250}.${Math.floor(person / 250)}.${person % 250}`;
const statements = 2;

interface Reply {
  readonly status: number;
  readonly location: string;
  readonly cookie: string;
  readonly text: string;
}

const agent = new Agent({ keepAlive: true, maxSockets: 100 });

function send(path: string, from: string, cookie = '', fields?: Record<string, string>): Promise<Reply> {
  const body = fields && new URLSearchParams(fields).toString();
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        ...{ host: '127.0.0.1', port, path, agent, method: body === undefined ? 'GET' : 'POST' },
        headers: {
          ...{ cookie, 'x-forwarded-for': from, 'accept-encoding': 'gzip' },
          ...(body === undefined
            ? {}
            : { 'content-type': 'application/x-www-form-urlencoded', 'content-length': body.length }),
        },
      },
      (response) => {
        let text = '';
        response.on('data', (chunk) => {
          text += chunk;
        });
        response.on('end', () => {
          const { location = '', 'set-cookie': set = [] } = response.headers;
          const pairs = set.map((one) => one.split(';')[0]);
          resolve({ status: response.statusCode ?? 0, location, cookie: pairs.join('; '), text });
        });
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

const clear = async (path: string, from: string) => {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { headers: { 'x-forwarded-for': from } });
  return response.text();
};

/** One person's stream of events: the last revision that came, and when. */
class Follower {
  revision = -1;
  heardAt = 0;
  #waiting: { revision: number; resolve: () => void } | undefined;

  async connect(path: string, from: string, cookie: string): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const headers = { cookie, 'x-forwarded-for': from };
      request({ host: '127.0.0.1', port, path, headers, agent: false }, (response) => {
        if (response.statusCode !== 200) return reject(new Error(`${path}: ${response.statusCode}`));
        response.on('data', (chunk: Buffer) => {
          const [, revision] = /"revision":(\d+)/.exec(chunk.toString()) ?? [];
          if (revision === undefined) return;
          this.revision = Number(revision);
          this.heardAt = performance.now();
          if (this.#waiting && this.revision >= this.#waiting.revision) this.#waiting.resolve();
          resolve();
        });
      })
        .on('error', reject)
        .end();
    });
  }

  hears(revision: number): Promise<void> {
    if (this.revision >= revision) return Promise.resolve();
    return new Promise((resolve) => {
      this.#waiting = { revision, resolve };
    });
  }
}

interface Room {
  readonly key: string;
  readonly code: string;
  readonly from: string;
  readonly people: { readonly from: string; readonly cookie: string; readonly follower: Follower }[];
}

const line = (text: string) => process.stdout.write(`${text}\n`);
const rounded = (value: number) => String(Math.round(value));
function spread(values: readonly number[]): string {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) =>
    rounded(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0);
  return `median ${at(0.5)} ms, 95 % within ${at(0.95)} ms, all within ${at(1)} ms`;
}

/** Runs the tasks, so many at a time. */
async function atOnce<T>(items: readonly T[], most: number, run: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items];
  await Promise.all(
    Array.from({ length: most }, async () => {
      for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await run(item);
    }),
  );
}

async function openRoom(index: number): Promise<Room> {
  const from = addressOf(index, 249);
  const [, ticket = ''] = /name="ticket" value="([^"]+)"/.exec(await clear('/live/new', from)) ?? [];
  const opened = await send('/live/open', from, '', { ticket, choice: 'key' });
  const key = new URL(opened.location, 'http://a').searchParams.get('key') ?? '';
  const page = await clear(opened.location, from);
  const [, code = ''] = /class="live-code">([^<]+)</.exec(page) ?? [];
  return { key, code, from, people: [] };
}

const folder = mkdtempSync(join(tmpdir(), 'mirror-live-'));
const database = process.env.DATABASE_URL ?? `sqlite:${join(folder, 'live.db')}`;
const site = await startServer(siteFile, port, '/health', { DATABASE_URL: database, LOG_LEVEL: 'silent' });
line(
  `${count} rooms with ${people} people each, ${database.startsWith('sqlite:') ? 'SQLite' : 'PostgreSQL'}`,
);
const before = residentMegabytes(site.pid);

const rooms: Room[] = [];
for (let i = 0; i < count; i++) rooms.push(await openRoom(i));
const seats = rooms.flatMap((room, r) =>
  Array.from({ length: people }, (_, p) => ({ room, from: addressOf(r, p) })),
);

async function measured(what: string, run: () => Promise<string>): Promise<void> {
  const [started, spent] = [performance.now(), processorSeconds(site.pid) ?? 0];
  const more = await run();
  const seconds = (performance.now() - started) / 1_000;
  const processor = (processorSeconds(site.pid) ?? 0) - spent;
  line(
    `${what}: ${seconds.toFixed(1)} s, of them ${processor.toFixed(1)} s processor time of the site${more && `; ${more}`}`,
  );
}

await measured(`${seats.length} people join and connect`, async () => {
  await atOnce(seats, 50, async ({ room, from }) => {
    const { cookie, status } = await send('/live/enter', from, '', { code: room.code });
    if (status !== 303) throw new Error(`joining: ${status}`);
    const follower = new Follower();
    await follower.connect('/live/events', from, cookie);
    room.people.push({ from, cookie, follower });
  });
  return `memory ${before} MB before, ${residentMegabytes(site.pid)} MB after`;
});

let revision = 0;

/** In every room the facilitator presses a button, and everybody hears of it and loads the page. */
async function pressed(button: Readonly<Record<string, string>>): Promise<string> {
  revision++;
  const heard: number[] = [];
  await Promise.all(
    rooms.map(async ({ key, from, people: all }) => {
      const sent = performance.now();
      await send('/live/run', from, '', { key, ...button });
      await Promise.all(
        all.map(async (person) => {
          await person.follower.hears(revision);
          heard.push(person.follower.heardAt - sent);
          await send('/live/here', person.from, person.cookie);
        }),
      );
    }),
  );
  return `heard: ${spread(heard)}`;
}

for (let place = 0; place < statements; place++) {
  await measured(`statement ${place + 1}: everybody hears of it and loads the page`, () =>
    pressed({ action: 'go', from: String(place - 1), to: String(place) }),
  );

  await measured(`statement ${place + 1}: everybody rates`, async () => {
    const took: number[] = [];
    const all = rooms.flatMap((room) => room.people);
    await atOnce(all, 100, async ({ from, cookie }) => {
      const sent = performance.now();
      const fields = { place: String(place), me: '1', us: '2' };
      const { status, location } = await send('/live/rate', from, cookie, fields);
      if (status !== 303 || !location.includes('rated')) throw new Error(`rating: ${status} ${location}`);
      took.push(performance.now() - sent);
    });
    return `one rating, 100 at a time: ${spread(took)}`;
  });

  await measured(`statement ${place + 1}: reveal, and everybody loads the spread`, () =>
    pressed({ action: 'reveal', from: String(place) }),
  );
}
line(`memory at the end: ${residentMegabytes(site.pid)} MB`);
site.process.kill('SIGKILL');
rmSync(folder, { recursive: true, force: true });
process.exit(0);

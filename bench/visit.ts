/**
 * npm run bench:visit: what one visitor costs in requests, bytes sent, processor time and database rows. Each visitor goes
 * from the home page to the report, with the compression of a browser, and requests each asset once.
 * The figures behind docs/scaling.md. VISIT_POSTGRES takes the address of a PostgreSQL on this machine, to be measured too.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, type IncomingMessage, request } from 'node:http';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadContent } from '../src/content/load.ts';
import { recentPrefix } from '../src/web/visitor/cookies.ts';
import { heldByPostgres, heldBySqlite } from './held.ts';
import { pinSelf, processorSeconds, type Running, siteFile, startServer } from './servers.ts';

const { instrument } = loadContent('data');
const allQuestions = instrument.questions.map(({ id }) => id);
const keyQuestions = instrument.questions.filter(({ key }) => key).map(({ id }) => id);

interface Journey {
  readonly name: string;
  readonly questions: readonly string[];
  readonly copy: boolean;
  readonly pdf: boolean;
  readonly visitors: number;
}

const journeys: readonly Journey[] = [
  { name: '25 key questions, report', questions: keyQuestions, copy: false, pdf: false, visitors: 200 },
  { name: 'the same, with a saved copy', questions: keyQuestions, copy: true, pdf: false, visitors: 200 },
  { name: 'all 100 questions, report', questions: allQuestions, copy: false, pdf: false, visitors: 60 },
  { name: 'the same, with a saved copy', questions: allQuestions, copy: true, pdf: false, visitors: 60 },
  {
    name: '25 key questions, report, its PDF',
    questions: keyQuestions,
    copy: false,
    pdf: true,
    visitors: 40,
  },
];

/** A browser with its own connection, cookies and cache. */
class Visitor {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });
  readonly #cookies = new Map<string, string>();
  readonly #assets = new Set<string>();
  readonly #sockets = new Set<Socket>();
  readonly #port: number;
  readonly #from: string;
  requests = 0;

  constructor(port: number, number: number) {
    this.#port = port;
    this.#from = `10.${(number >> 8) & 255}.${number & 255}.1`;
  }

  /** Bytes of all requests and responses, headers included. */
  get bytes(): { received: number; sent: number } {
    const sum = (of: (socket: Socket) => number) => [...this.#sockets].reduce((all, one) => all + of(one), 0);
    return { received: sum((socket) => socket.bytesRead), sent: sum((socket) => socket.bytesWritten) };
  }

  async #ask(
    path: string,
    fields?: Record<string, string>,
  ): Promise<{ body: Buffer; response: IncomingMessage }> {
    this.requests++;
    const body = fields && new URLSearchParams(fields).toString();
    const cookie = [...this.#cookies].map((pair) => pair.join('=')).join('; ');
    const headers = {
      'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
      accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
      'accept-language': 'en-GB,en;q=0.5',
      'accept-encoding': 'gzip, deflate, br, zstd',
      'x-forwarded-for': this.#from,
      ...(cookie ? { cookie } : {}),
      ...(body
        ? {
            'content-type': 'application/x-www-form-urlencoded',
            'content-length': body.length,
            'sec-fetch-site': 'same-origin',
          }
        : {}),
    };
    const options = { host: '127.0.0.1', port: this.#port, path, agent: this.#agent, headers };
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const sent = request({ ...options, method: body === undefined ? 'GET' : 'POST' }, resolve);
      sent.on('socket', (socket) => this.#sockets.add(socket));
      sent.on('error', reject);
      sent.end(body);
    });
    const chunks: Buffer[] = [];
    for await (const chunk of response) chunks.push(chunk);
    for (const set of response.headers['set-cookie'] ?? []) {
      const pair = set.split(';', 1)[0] ?? '';
      const equals = pair.indexOf('=');
      if (/Max-Age=0\b/.test(set)) this.#cookies.delete(pair.slice(0, equals));
      else this.#cookies.set(pair.slice(0, equals), pair.slice(equals + 1));
    }
    this.#forgetRecent();
    return { body: Buffer.concat(chunks), response };
  }

  /** Recent-answer cookies last a minute, in which a person gives about three answers. This visitor gives a hundred in a second. */
  #forgetRecent(): void {
    const recent = [...this.#cookies.keys()].filter((name) => name.startsWith(recentPrefix));
    for (const name of recent.slice(0, -3)) this.#cookies.delete(name);
  }

  /** Requests a page, and those of its assets that are not cached. */
  async open(path: string): Promise<void> {
    const { body, response } = await this.#ask(path);
    if (response.statusCode !== 200) throw new Error(`GET ${path}: ${response.statusCode}`);
    if (!String(response.headers['content-type']).startsWith('text/html')) return;
    const { gunzipSync } = await import('node:zlib');
    const html =
      response.headers['content-encoding'] === 'gzip' ? gunzipSync(body).toString() : body.toString();
    for (const [, asset = ''] of html.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)) {
      if (this.#assets.has(asset)) continue;
      this.#assets.add(asset);
      await this.#ask(asset);
    }
  }

  /** Posts a form and follows the redirect. */
  async post(path: string, fields: Record<string, string>): Promise<void> {
    const { response } = await this.#ask(path, fields);
    if (response.statusCode !== 303) throw new Error(`POST ${path}: ${response.statusCode}`);
    await this.open(String(response.headers.location));
  }

  async go({ questions, copy, pdf }: Journey): Promise<void> {
    await this.open('/');
    await this.open('/start');
    await this.post('/start/new', { level: 'group', name: 'Ward Seven', person: '', route: 'all' });
    if (copy) await this.post('/copy', { keep: 'yes' });
    for (const [i, id] of questions.entries()) {
      await this.open(`/questions/${id}`);
      // The redirect leads to the next question, whose page is counted there.
      const { response } = await this.#ask(`/questions/${id}/answer`, {
        me: `${i % 4}`,
        us: `${(i >> 1) % 4}`,
        action: 'continue',
      });
      if (response.statusCode !== 303) throw new Error(`POST ${id}: ${response.statusCode}`);
    }
    await this.open('/questions');
    await this.open('/report');
    if (pdf) await this.open('/report.pdf');
    this.#agent.destroy();
  }
}

const folder = mkdtempSync(join(tmpdir(), 'mirror-visit-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));

const postgres = process.env.VISIT_POSTGRES;

async function measure(site: Running, file: string, journey: Journey, port: number): Promise<void> {
  const one = async (number: number) => {
    const visitor = new Visitor(port, number);
    await visitor.go(journey);
    return visitor;
  };
  // Lets V8 optimise the code first.
  for (let i = 0; i < journey.visitors / 2; i++) await one(i);
  const held = () => (postgres ? heldByPostgres(postgres) : heldBySqlite(file));
  const before = { ...(await held()), processor: processorSeconds(site.pid) ?? Number.NaN };
  let [requests, received, sent] = [0, 0, 0];
  for (let i = 0; i < journey.visitors; i++) {
    const visitor = await one(10_000 + i);
    requests += visitor.requests;
    received += visitor.bytes.received;
    sent += visitor.bytes.sent;
  }
  const processor = (processorSeconds(site.pid) ?? Number.NaN) - before.processor;
  const after = await held();
  const each = (total: number, digits = 0) => (total / journey.visitors).toFixed(digits);
  console.log(
    `| ${journey.name} | ${journey.visitors} | ${each(requests)} | ${each(received / 1000)} | ${each(sent / 1000)} ` +
      `| ${each(1000 * processor, 1)} | ${each(1000 * (after.processorSeconds - before.processorSeconds), 1)} | ${each(after.rows - before.rows)} | ${each((after.bytes - before.bytes) / 1000, 1)} |`,
  );
}

pinSelf(1);
console.log(`Node ${process.version}. For each visitor, on the mean:\n`);
console.log(
  '| journey | visitors | requests | kB received | kB sent | ms of processor | ms of the database’s | rows | kB of database |',
);
console.log('| --- | --- | --- | --- | --- | --- | --- | --- | --- |');
for (const [i, journey] of journeys.entries()) {
  const file = join(folder, `${i}.db`);
  const port = 4010 + i;
  const site = await startServer(siteFile, port, '/questions/3.7', {
    DATABASE_URL: postgres ?? `sqlite:${file}`,
  });
  await measure(site, file, journey, port);
  site.process.kill();
}
process.exit(0);

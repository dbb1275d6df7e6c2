/**
 * npm run bench: the site in production mode beside a bare node:http server that sends as many bytes, in interleaved rounds,
 * each alone on its core, the load generator on another. Only ratios mean anything. See docs/performance.md.
 */
import { brotliCompressSync, gzipSync } from 'node:zlib';
import autocannon from 'autocannon';
import {
  pinSelf,
  processorSeconds,
  type Running,
  residentMegabytes,
  siteFile,
  startServer,
} from './servers.ts';
import { type BenchVisitor, benchVisitors } from './visitors.ts';

const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
const seconds = Number(process.env.BENCH_SECONDS ?? 3);
/** Seconds of warm-up before each comparison. */
const warmUp = 3 * seconds;
const connections = 20;

interface Scenario {
  readonly name: string;
  readonly target: number;
  readonly method: 'GET' | 'POST';
  readonly visitors: readonly BenchVisitor[];
  readonly path: (visitor: BenchVisitor) => string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

interface Measured {
  readonly perSecond: number;
  /** Requests a second of the server's processor time, so that a slow load generator does not count. */
  readonly perProcessorSecond: number;
  readonly p50: number;
  readonly p99: number;
}

const halfway = benchVisitors(200);
/** Few enough that their reports stay in the cache. */
const ten = benchVisitors(10, 1);
/** Each request has another address, so that no rate limit is reached. */
const finished = benchVisitors(200, 1).map(({ headers, question }, i) => {
  const cookie = ten[i % ten.length]?.headers.cookie ?? '';
  return { headers: { ...headers, cookie }, question };
});
/** So many that each report is rendered for the first time. */
const crowd = benchVisitors(3000, 1);
const browser = { 'accept-encoding': 'gzip, deflate, br, zstd' };
const questionPath = ({ question }: BenchVisitor) => `/questions/${question}`;

const scenarios: Scenario[] = [
  {
    name: 'GET question, no compression',
    target: 0.28,
    method: 'GET',
    visitors: halfway,
    path: questionPath,
  },
  {
    name: 'GET question, as a browser asks',
    target: 0.28,
    method: 'GET',
    visitors: halfway,
    path: questionPath,
    headers: browser,
  },
  {
    name: 'POST an answer',
    target: 0.42,
    method: 'POST',
    visitors: halfway,
    path: (visitor) => `${questionPath(visitor)}/answer`,
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
    body: 'assessment=1&me=2&us=1&action=continue',
  },
  { name: 'GET full report, again', target: 0.4, method: 'GET', visitors: finished, path: () => '/report' },
  {
    name: 'GET full report, the first time',
    target: 0.15,
    method: 'GET',
    visitors: crowd,
    path: () => '/report',
  },
];

const median = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const round = (value: number, digits = 2) => value.toFixed(digits);

async function load(server: Running, requests: autocannon.Request[], duration = seconds): Promise<Measured> {
  const before = processorSeconds(server.pid);
  let begun = 0;
  // Each connection starts with another visitor. Otherwise they would request reports that are already cached.
  const setupClient = (client: autocannon.Client) => {
    const first = Math.floor((begun++ * requests.length) / connections);
    client.setRequests([...requests.slice(first), ...requests.slice(0, first)]);
  };
  const result = await autocannon({ url: server.url, connections, duration, requests, setupClient });
  const after = processorSeconds(server.pid);
  const wrong = result.errors + result.timeouts + result['4xx'] + result['5xx'];
  if (wrong > 0) throw new Error(`${wrong} requests to ${server.url} went wrong`);
  const used = before !== undefined && after !== undefined ? after - before : duration;
  return {
    perSecond: result.requests.average,
    perProcessorSecond: result.requests.total / used,
    p50: result.latency.p50,
    p99: result.latency.p99,
  };
}

function requestsOf({ method, visitors, path, headers, body }: Scenario): autocannon.Request[] {
  return visitors.map((visitor) => ({
    method,
    path: path(visitor),
    headers: { ...visitor.headers, ...headers },
    ...(body ? { body } : {}),
  }));
}

/** Returns the mean size of the responses. */
async function meanSize(site: Running, { visitors, path, headers }: Scenario): Promise<number> {
  let total = 0;
  for (const visitor of visitors.slice(0, 200)) {
    const response = await fetch(site.url + path(visitor), {
      headers: { ...visitor.headers, 'accept-encoding': 'identity', ...headers },
    });
    await response.arrayBuffer();
    total += Number(response.headers.get('content-length'));
  }
  return Math.round(total / Math.min(200, visitors.length));
}

async function compare(site: Running, bare: Running, scenario: Scenario): Promise<void> {
  const size = scenario.method === 'GET' ? await meanSize(site, scenario) : 0;
  const ours = requestsOf(scenario);
  const theirs = ours.map((request) => ({
    ...request,
    path: `/${size}${scenario.headers === browser ? '?gzip' : ''}`,
  }));
  const results: { site: Measured[]; bare: Measured[] } = { site: [], bare: [] };
  // Lets V8 optimise the code first.
  await load(bare, theirs, warmUp);
  await load(site, ours, warmUp);
  for (let i = 0; i < rounds; i++) {
    results.bare.push(await load(bare, theirs));
    results.site.push(await load(site, ours));
  }
  const of = (list: readonly Measured[], field: keyof Measured) => median(list.map((one) => one[field]));
  const ratio = median(results.site.map((one, i) => one.perSecond / (results.bare[i]?.perSecond ?? 1)));
  const processorRatio = median(
    results.site.map((one, i) => one.perProcessorSecond / (results.bare[i]?.perProcessorSecond ?? 1)),
  );
  console.log(
    `| ${scenario.name} | ${size || '–'} | ${round(of(results.bare, 'perSecond'), 0)} | ${round(of(results.site, 'perSecond'), 0)} ` +
      `| **${round(ratio)}** | ${round(processorRatio)} | ${scenario.target} ` +
      `| ${of(results.bare, 'p50')} / ${of(results.bare, 'p99')} | ${of(results.site, 'p50')} / ${of(results.site, 'p99')} |`,
  );
}

/** Returns the bytes of a page and its style sheet on a first visit. */
async function firstVisit(site: Running): Promise<void> {
  const get = async (path: string, encoding: string) => {
    const response = await fetch(site.url + path, {
      headers: { 'accept-encoding': encoding, ...halfway[100]?.headers },
    });
    return { text: await response.text(), bytes: Number(response.headers.get('content-length')) };
  };
  let heaviest = { page: '', total: 0, detail: '' };
  for (const id of new Set(halfway.map(({ question }) => question))) {
    const page = await get(`/questions/${id}`, 'br, gzip');
    const css = { bytes: 0 };
    for (const [address] of page.text.matchAll(/\/assets\/css\/[^"]+/g))
      css.bytes += (await get(address, 'br, gzip')).bytes;
    const total = page.bytes + css.bytes;
    if (total > heaviest.total)
      heaviest = {
        page: id,
        total,
        detail: `page ${page.bytes}, CSS ${css.bytes}; the same page whole in gzip -9: ${gzipSync(page.text, { level: 9 }).length}, in brotli 11: ${brotliCompressSync(page.text).length}`,
      };
  }
  console.log(
    `First visit, heaviest key question (${heaviest.page}) with CSS: ${heaviest.total} bytes (target 12288): ${heaviest.detail}`,
  );
}

/** Starts a new site, so that memory is measured for these requests only. */
async function memory(): Promise<void> {
  const site = await startServer(siteFile, 4004, '/questions/3.7');
  const mixed = scenarios
    .filter(({ visitors }) => visitors !== crowd)
    .flatMap((scenario) => requestsOf(scenario));
  await autocannon({ url: site.url, connections, amount: 100_000, requests: mixed });
  console.log(`Resident memory after 100,000 mixed requests: ${residentMegabytes(site.pid)} MB (target 170)`);
}

async function startUp(): Promise<void> {
  const site: number[] = [];
  const bare: number[] = [];
  for (let i = 0; i < 11; i++) {
    for (const [file, path, times] of [
      ['bench/bare.ts', '/100', bare],
      [siteFile, '/questions/3.7', site],
    ] as const) {
      const server = await startServer(file, 4003, path);
      times.push(server.milliseconds);
      server.process.kill('SIGKILL');
      await new Promise((resolve) => server.process.once('exit', resolve));
    }
  }
  console.log(
    `Spawn to first 200: site ${round(median(site), 0)} ms, bare ${round(median(bare), 0)} ms, ratio ${round(median(site) / median(bare))} (target 5)`,
  );
}

pinSelf(1);
const site = await startServer(siteFile, 4001, '/questions/3.7');
const bare = await startServer('bench/bare.ts', 4002, '/100');
console.log(`${rounds} rounds of ${seconds} s, ${connections} connections, Node ${process.version}\n`);
console.log(
  '| what | bytes | bare/s | site/s | ratio | ratio by processor time | target | bare p50 / p99 ms | site p50 / p99 ms |',
);
console.log('| --- | --- | --- | --- | --- | --- | --- | --- | --- |');
for (const scenario of scenarios) await compare(site, bare, scenario);
console.log('');
await firstVisit(site);
site.process.kill();
bare.process.kill();
await memory();
await startUp();
process.exit(0);

/**
 * npm run bench:soak: the site at half of its capacity for ten minutes. Measures memory, failures and response times. One
 * visitor in ten has a saved copy, in SQLite. SOAK_SECONDS shortens it. See docs/scaling.md.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { pinSelf, processorSeconds, residentMegabytes, siteFile, startServer } from './servers.ts';
import { benchVisitors, keyQuestions } from './visitors.ts';

const seconds = Number(process.env.SOAK_SECONDS ?? 600);
const saturationSeconds = 15;
const connections = 40;
const visitors = benchVisitors(400);
const form = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' };
const browser = { 'accept-encoding': 'gzip, deflate, br, zstd' };

const folder = mkdtempSync(join(tmpdir(), 'mirror-soak-'));
const site = await startServer(siteFile, 4005, '/questions/3.7', {
  DATABASE_URL: `sqlite:${join(folder, 'soak.db')}`,
});
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));

/** Saves a copy and returns its cookie. */
async function withCopy(headers: Record<string, string>): Promise<Record<string, string>> {
  const response = await fetch(`${site.url}/copy`, {
    method: 'POST',
    redirect: 'manual',
    headers: { ...headers, ...form },
  });
  const set = response.headers.getSetCookie().map((cookie) => cookie.split(';', 1)[0]);
  if (response.status !== 303 || set.length === 0) throw new Error(`no copy: ${response.status}`);
  return { ...headers, cookie: [headers.cookie, ...set].join('; ') };
}

/** A typical mix: pages and answers in turn, sometimes the table of questions or a report, never a PDF. */
async function mixed(): Promise<autocannon.Request[]> {
  const all: autocannon.Request[] = [];
  for (const [i, { headers, question }] of visitors.entries()) {
    const own = i % 10 === 0 ? await withCopy(headers) : headers;
    const [me, us] = [i % 4, (i >> 2) % 4];
    const next = keyQuestions[i % keyQuestions.length] ?? question;
    const read = (path: string): autocannon.Request => ({
      method: 'GET',
      path,
      headers: { ...own, ...browser },
    });
    const answer = (id: string): autocannon.Request => ({
      method: 'POST',
      path: `/questions/${id}/answer`,
      headers: { ...own, ...form },
      body: `assessment=1&me=${me}&us=${us}&action=continue`,
    });
    all.push(read(`/questions/${question}`), answer(question), read(`/questions/${next}`), answer(next));
    if (i % 4 === 0) all.push(read('/questions'));
    if (i % 8 === 0) all.push(read('/report'));
  }
  return all;
}

interface Load {
  readonly perSecond: number;
  readonly result: autocannon.Result;
}

async function load(requests: autocannon.Request[], duration: number, overallRate?: number): Promise<Load> {
  const result = await autocannon({
    url: site.url,
    connections,
    duration,
    requests,
    ...(overallRate ? { overallRate } : {}),
  });
  return { perSecond: result.requests.average, result };
}

pinSelf(1);
const requests = await mixed();
await load(requests, saturationSeconds);
const saturation = (await load(requests, saturationSeconds)).perSecond;
const rate = Math.round(saturation / 2);
console.log(`Node ${process.version}; ${requests.length} different requests, ${connections} connections.`);
console.log(
  `Saturation: ${Math.round(saturation)} requests a second. Soak: ${rate} a second for ${seconds} s.\n`,
);

const memory: number[] = [residentMegabytes(site.pid)];
const every = Math.max(10, Math.round(seconds / 20));
const sampling = setInterval(() => memory.push(residentMegabytes(site.pid)), every * 1000);
const before = processorSeconds(site.pid) ?? Number.NaN;
const { result, perSecond } = await load(requests, seconds, rate);
clearInterval(sampling);
const used = (processorSeconds(site.pid) ?? Number.NaN) - before;

console.log(`Requests: ${result.requests.total}, ${Math.round(perSecond)} a second.`);
console.log(
  `Answers: 2xx ${result['2xx']}, 3xx ${result['3xx']}, 4xx ${result['4xx']}, 5xx ${result['5xx']}.`,
);
console.log(`Connections broken: ${result.errors}; too late: ${result.timeouts}.`);
const { p50, p90, p99, p99_9: p999, max } = result.latency;
console.log(`Milliseconds: p50 ${p50}, p90 ${p90}, p99 ${p99}, p99.9 ${p999}, longest ${max}.`);
console.log(`Processor: ${Math.round((1e6 * used) / result.requests.total)} µs a request.`);
console.log(`Bytes received a request: ${Math.round(result.throughput.total / result.requests.total)}.`);
console.log(`Resident memory in MB, every ${every} s: ${memory.map(Math.round).join(' ')}`);
const wrong = result['4xx'] + result['5xx'] + result.errors + result.timeouts;
site.process.kill();
process.exit(wrong > 0 ? 1 : 0);

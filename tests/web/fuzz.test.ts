/** Random requests to the whole site. None may get a 5xx response or stop the server. */

import { METHODS } from 'node:http';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeRecents } from '../../src/codec/recent.ts';
import { secretsFrom } from '../../src/codec/signature.ts';
import { asideCookie, recentName, recentPrefix, stateCookie } from '../../src/web/visitor/cookies.ts';
import { cookieValue } from '../cookies.ts';
import { testApp, testSecret, today } from '../site.ts';
import {
  answersTo,
  assessmentWith,
  instrument,
  keyQuestions,
  questionAt,
  stateId,
  stateOf,
  visitorWith,
} from './state.ts';
import { type Sent, Wire } from './wire.ts';

const failures: string[] = [];
let wire: Wire;
beforeAll(async () => {
  wire = await Wire.to(
    testApp({
      environment: { TRUST_PROXY: 'loopback' },
      log: (line) => {
        if (JSON.parse(line).level >= 50) failures.push(line);
      },
    }),
  );
});
afterAll(() => wire.close());

const recent = cookieValue(
  encodeRecents(
    {
      visitor: stateId,
      givenAt: today.getTime() / 1_000,
      answers: [{ assessment: '1', question: questionAt(1).id, answer: { me: 1, us: 1 } }],
    },
    { current: instrument.edition, accepts: [] },
  ),
  secretsFrom([testSecret]),
);
const states = [
  stateOf(visitorWith()),
  stateOf(visitorWith(assessmentWith(answersTo(keyQuestions)))),
  stateOf(
    visitorWith(assessmentWith(answersTo(instrument.questions)), assessmentWith(answersTo([]), { id: 'b' })),
  ),
  stateOf(visitorWith(assessmentWith(answersTo(keyQuestions))), { secret: 'z'.repeat(40) }),
];

/** Text for a header or an address: the printable characters of Latin-1. */
const latin = (maxLength: number) =>
  fc.string({
    unit: fc
      .integer({ min: 0x21, max: 0xff })
      .map((code) => (code === 0x7f ? '~' : String.fromCharCode(code))),
    maxLength,
  });
const anything = fc.oneof(
  latin(30),
  fc.string({ unit: 'binary', maxLength: 20 }).map((text) => encodeURIComponent(text.toWellFormed())),
  fc.constantFrom(
    '',
    '%',
    '%00',
    '%ff',
    '%2e%2e',
    '..',
    '.',
    '__proto__',
    'constructor',
    'toString',
    '3.7',
    '1',
  ),
  fc.constantFrom(
    '%0d%0aX:1',
    '%01',
    '\\',
    '*',
    'null',
    '-1',
    '1e9',
    '9'.repeat(400),
    '%F0%9F%98%80',
    '[object]',
  ),
);

const known = [
  '/',
  '/start',
  '/start/new',
  '/start/1',
  '/start/1/change',
  '/start/1/switch',
  '/start/1/route',
  '/start/1/delete',
  '/start-aside',
].concat(
  [
    '/questions',
    '/questions/3.7',
    '/questions/10.10',
    '/questions/10.10/answer',
    '/key',
    '/key/answers',
    '/principles/3/answers',
    '/principles/3',
    '/report',
    '/report.csv',
    '/report.json',
    '/plan',
    '/plan/save',
    '/plan/remove',
    '/moments',
    '/moments/save',
    '/plan.ics',
    '/sample',
    '/method',
    '/privacy',
    '/about',
  ],
  ['/accessibility', '/health', '/ready', '/robots.txt', '/favicon.ico', '/assets/css/site.css'],
);
const path = fc
  .oneof(
    fc.constantFrom(...known),
    fc.tuple(fc.constantFrom(...known), anything).map(([start, end]) => `${start}/${end}`),
    fc.array(anything, { maxLength: 4 }).map((parts) => `/${parts.join('/')}`),
  )
  .map((text) => text.replace(/[?#\s]/g, ''));
const query = fc
  .array(
    fc.tuple(fc.oneof(fc.constantFrom('show', 'cleared', 'stopped', 'opened', 'show[]'), anything), anything),
    {
      maxLength: 3,
    },
  )
  .map((pairs) => pairs.map(([name, value]) => `${name}=${value}`).join('&'));

const damaged = fc
  .tuple(fc.constantFrom(...states, recent), fc.nat(400), latin(3))
  .map(([text, at, instead]) => `${text.slice(0, at)}${instead}${text.slice(at + 1)}`);
const cookieName = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(stateCookie, asideCookie, recentName('1', questionAt(1).id)) },
  { weight: 1, arbitrary: latin(12).map((text) => `${recentPrefix}${text}`) },
  { weight: 1, arbitrary: latin(12) },
);
const anyValue = fc.oneof(
  fc.constantFrom(...states, recent),
  damaged,
  latin(200),
  fc.constant('x'.repeat(9000)),
);
const cookie = fc.array(fc.tuple(cookieName, anyValue), { maxLength: 3 }).map((pairs) =>
  pairs
    .map(([name, value]) => `${name}=${value}`)
    .join('; ')
    .slice(0, 12_000),
);

const field = fc.constantFrom(
  'me',
  'us',
  'action',
  'assessment',
  'level',
  'name',
  'person',
  'route',
  '__proto__',
);
const value = fc.oneof(
  fc.constantFrom(
    '0',
    '1',
    '2',
    '3',
    'na',
    'continue',
    'stop',
    'clear',
    'restore',
    'discard',
    'group',
    'key',
    'all',
    'b',
  ),
  anything,
  fc.string({ unit: 'binary', maxLength: 70 }).map((text) => encodeURIComponent(text.toWellFormed())),
);
const body = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .array(fc.tuple(field, value), { maxLength: 8 })
      .map((pairs) => pairs.map((pair) => pair.join('=')).join('&')),
  },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)) },
  { weight: 1, arbitrary: fc.constantFrom(300, 9_000, 40_000).map((length) => 'x'.repeat(length)) },
);

const header = fc.oneof(
  fc.tuple(
    fc.constantFrom(
      'Accept-Encoding',
      'Accept',
      'Accept-Language',
      'If-None-Match',
      'Range',
      'X-Forwarded-For',
    ),
    latin(40),
  ),
  fc.tuple(
    fc.constantFrom('X-Forwarded-Proto', 'X-Forwarded-Host', 'Host', 'User-Agent', 'Referer'),
    latin(40),
  ),
  fc.tuple(
    fc.constant('Accept-Encoding'),
    fc.constantFrom('gzip', 'br', 'gzip;q=0', '*', ',,;;', 'gzip;q=x'),
  ),
  fc.tuple(
    fc.constant('Origin'),
    fc.oneof(latin(30), fc.constantFrom('null', 'http://127.0.0.1', 'https://')),
  ),
  fc.tuple(
    fc.constant('Sec-Fetch-Site'),
    fc.oneof(latin(10), fc.constantFrom('same-origin', 'none', 'cross-site')),
  ),
  fc.tuple(
    fc.constant('Content-Type'),
    fc.oneof(
      latin(30),
      fc.constantFrom('application/x-www-form-urlencoded', 'application/json', 'multipart/form-data'),
    ),
  ),
  fc.tuple(fc.constant('Content-Encoding'), fc.constantFrom('gzip', 'br', 'nonsense')),
  fc.tuple(fc.constant('X-HTTP-Method-Override'), fc.constantFrom('DELETE', 'POST')),
);

const methods = METHODS.filter((method) => method !== 'CONNECT');
const anySent: fc.Arbitrary<Sent> = fc
  .record({
    method: fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom('GET', 'POST', 'HEAD') },
      { weight: 1, arbitrary: fc.constantFrom(...methods) },
    ),
    path,
    query,
    cookie,
    body,
    headers: fc.array(header, { maxLength: 4 }),
  })
  .map((given) => ({
    method: given.method,
    path: given.query ? `${given.path}?${given.query.replace(/[#\s]/g, '')}` : given.path,
    headers: {
      'Content-Type': 'application/x-www-form-urlencoded',
      ...Object.fromEntries(given.headers),
      ...(given.cookie ? { Cookie: given.cookie } : {}),
    },
    ...(given.method === 'GET' || given.method === 'HEAD' ? {} : { body: given.body }),
  }));

/** A request as a browser sends it, with some faults. */
const nearlyProper: fc.Arbitrary<Sent> = fc
  .record({
    method: fc.constantFrom('GET', 'POST', 'POST'),
    path: fc.constantFrom(
      ...known,
      ...instrument.questions.flatMap(({ id }) => [`/questions/${id}`, `/questions/${id}/answer`]),
    ),
    state: fc.constantFrom(...states),
    others: cookie,
    fields: fc.array(fc.tuple(field, value), { maxLength: 5 }),
    rating: fc.constantFrom(
      'me=2&us=1',
      'me=na&us=0',
      'me=3',
      'level=group&route=key',
      'action=restore',
      '',
      `name=${'x'.repeat(9_000)}`,
    ),
  })
  .map(({ method, path: to, state, others, fields, rating }) => ({
    method,
    path: to,
    headers: {
      'Content-Type': 'application/x-www-form-urlencoded',
      Cookie: `${stateCookie}=${state}; ${others}`.slice(0, 14_000),
    },
    ...(method === 'POST' ? { body: `${rating}&${fields.map((pair) => pair.join('=')).join('&')}` } : {}),
  }));

describe('a random request', () => {
  it('gets no 5xx response and logs no error', async () => {
    const seen = new Map<number, number>();
    await fc.assert(
      fc.asyncProperty(fc.oneof(anySent, nearlyProper), async (sent) => {
        const { status } = await wire.send(sent);
        seen.set(status, (seen.get(status) ?? 0) + 1);
        expect(status).toBeGreaterThanOrEqual(200);
        expect(status).toBeLessThan(500);
        expect(failures).toEqual([]);
      }),
      { numRuns: 3000 },
    );
    // Makes sure that not all requests were refused early.
    for (const status of [200, 303, 400, 403, 404, 413, 415, 422]) expect([...seen.keys()]).toContain(status);
    expect(seen.get(200)).toBeGreaterThan(300);
    expect(seen.get(303)).toBeGreaterThan(60);
  });

  it('does not change what other visitors see', async () => {
    expect((await wire.send({ path: '/questions' })).status).toBe(200);
  });
});

describe('random bytes on a connection', () => {
  it('do not stop the server', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
          fc
            .tuple(fc.constantFrom('GET', 'POST', 'BREW', ''), latin(20), fc.uint8Array({ maxLength: 60 }))
            .map(([method, to, rest]) =>
              Buffer.concat([
                Buffer.from(`${method} /${to} HTTP/1.1\r\nHost: x\r\n`, 'latin1'),
                Buffer.from(rest),
                Buffer.from('\r\n\r\n'),
              ]),
            ),
        ),
        async (bytes) => {
          const answer = await wire.raw(bytes).catch(() => '');
          expect(answer).not.toMatch(/^HTTP\/1\.1 5/);
        },
      ),
      { numRuns: 150 },
    );
    expect((await wire.send({ path: '/health' })).status).toBe(200);
    expect(failures).toEqual([]);
  });
});

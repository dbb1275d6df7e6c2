/** Every route answers a request within the server's time limits, whatever part of its body arrives and however its path is spelt. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serverLimits } from '../../../src/web/http/server-limits.ts';
import { testApp } from '../../site.ts';
import { cookiesOf } from '../browser.ts';
import { request } from '../request.ts';
import { addressOf, type Everything, everything, routesOf } from '../security/everything.ts';
import { Wire } from '../wire.ts';

/** The server's limits, forty times as fast. */
const limits = {
  ...serverLimits,
  headersTimeout: serverLimits.headersTimeout / 40,
  requestTimeout: serverLimits.requestTimeout / 40,
  connectionsCheckingInterval: serverLimits.connectionsCheckingInterval / 40,
};

const spellings: readonly (readonly [string, (path: string) => string])[] = [
  ['as usual', (path) => path],
  ['in capitals', (path) => path.toUpperCase()],
  ['with a slash at its end', (path) => `${path}/`],
  ['with an escape', (path) => path.replace(/[a-z]/, (letter) => `%${letter.charCodeAt(0).toString(16)}`)],
];

const types = ['application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', ''];

/** What each request sends after its first line. The connection stays open and sends nothing more. */
const bodies: readonly (readonly [string, string])[] = [
  ['no body', '\r\n'],
  ['an empty body', 'Content-Length: 0\r\n\r\n'],
  ['no chunks', 'Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n'],
  ['half a body', 'Content-Length: 100\r\n\r\nme=1&us='],
  ['half a chunk', 'Transfer-Encoding: chunked\r\n\r\n40\r\nme=1'],
  ['a body over each limit, by its length', 'Content-Length: 1000000\r\n\r\nme=1'],
];

describe('every route', () => {
  let site: Everything;
  let wire: Wire;
  beforeAll(async () => {
    site = await everything();
    wire = await Wire.to(site.app, limits);
  });
  afterAll(async () => {
    await wire?.close();
    await site?.stop();
  });

  describe.each(bodies)('answers a POST with %s', (_what, body) => {
    it.each(spellings)(
      'to its path spelt %s',
      async (_how, spelt) => {
        const addresses = [...new Set(routesOf(site.app).map(addressOf))].map(spelt);
        for (const type of types) {
          const head = `Host: x\r\nConnection: close\r\n${type && `Content-Type: ${type}\r\n`}`;
          const answers = await Promise.all(
            addresses.map((path) => wire.begun(`POST ${path} HTTP/1.1\r\n${head}${body}`)),
          );
          const statuses = addresses.map((path, i) => `${path} ${answers[i]?.slice(0, 12)}`);
          expect(statuses.filter((line) => !/ HTTP\/1\.1 [34]\d\d$/.test(line))).toEqual([]);
        }
      },
      30_000,
    );
  });
});

describe('a path in another spelling', () => {
  const app = testApp({ environment: { BASE_URL: 'http://site.example/mirror/' } });

  it.each([
    ['/Report', '/report'],
    ['/report/', '/report'],
    ['/QUESTIONS/1.1/?x=Y%20z', '/questions/1.1?x=Y%20z'],
    ['/Start/ID1/Snapshots', '/start/id1/snapshots'],
  ])('%s is led to %s', async (from, to) => {
    for (const path of [from, `/mirror${from}`]) {
      const { status, headers } = await request(app).get(path);
      expect({ status, location: headers.location }).toEqual({ status: 301, location: `/mirror${to}` });
    }
  });

  it.each(['/nowhere', '//evil.example/', '/Evil.example//', '/%2fEVIL.example', '/report;X'])(
    '%s is a 404 without a Location',
    async (path) => {
      const { status, headers } = await request(app).get(path);
      expect({ status, location: headers.location }).toEqual({ status: 404, location: undefined });
    },
  );

  it.each(['/QUESTIONS/1.1', '/questions/1.1/', '/RESUME/FILE', '/resume/file/', '/FORGET'])(
    'changes nothing when it is posted to: %s',
    async (path) => {
      const response = await request(app).post(path).type('form').send('me=1&us=2');
      expect(response.status).toBe(404);
      expect(cookiesOf(response)).toEqual([]);
    },
  );
});

/** Request targets in all forms that HTTP allows. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testApp } from '../../site.ts';
import { Page } from '../dom.ts';
import { firstQuestion } from '../state.ts';
import { Wire } from '../wire.ts';

const question = `/questions/${firstQuestion.id}`;
const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
const logged: string[] = [];
let wire: Wire;
beforeAll(async () => {
  wire = await Wire.to(
    testApp({ environment: { BASE_URL: 'http://site.example/mirror/' }, log: (line) => logged.push(line) }),
  );
});
afterAll(() => wire.close());

const titleOf = (body: Buffer) => new Page(body.toString()).text('h1');

describe.each([
  ['a path', ''],
  ['a whole address (RFC 9112, section 3.2.2)', 'http://site.example'],
  ['one with a port', 'HTTPS://site.example:8443'],
])('a target that is %s', (_what, before) => {
  it.each([question, `${question}?opened`, `${question}#rate`, '/questions', '/report#top'])(
    'leads to %s, with the path of BASE_URL and without',
    async (path) => {
      const { status, body } = await wire.send({ path });
      expect(status).toBe(200);
      for (const prefix of ['', '/mirror']) {
        const found = await wire.send({ path: `${before}${prefix}${path}` });
        expect(found.status).toBe(200);
        expect(titleOf(found.body)).toBe(titleOf(body));
      }
    },
  );

  it('accepts an answer, a worksheet and a file, each with its own limit', async () => {
    const answer = { method: 'POST', headers: form, body: 'me=1&us=2' };
    expect((await wire.send({ path: `${before}${question}/answer`, ...answer })).status).toBe(303);
    const long = `action=save&progress=${'x'.repeat(20_000)}`;
    const plan = await wire.send({ method: 'POST', path: `${before}/plan`, headers: form, body: long });
    expect(plan.status).not.toBe(413);
    const type = { 'Content-Type': 'multipart/form-data; boundary=b' };
    const file = await wire.send({
      method: 'POST',
      path: `${before}/resume/file`,
      headers: type,
      body: '--b--',
    });
    expect(file.status).toBe(422);
  });

  it('leads to the files of public/', async () => {
    expect((await wire.send({ path: `${before}/favicon.ico` })).headers['content-type']).toBe('image/png');
  });

  it('is logged as a path', async () => {
    logged.length = 0;
    await wire.send({ path: `${before}/mirror${question}?x#y` });
    expect(logged.map((line) => JSON.parse(line).path)).toEqual([`/mirror${question}`]);
  });
});

describe('a request target that leads to no page', () => {
  it.each([
    '*',
    'http://site.example',
    '/questions/%',
    '/questions/%zz',
    '/questions/%ff',
    '/questions/3.7%00',
  ])('%s gets a page of this site', async (path) => {
    const { status, body, headers } = await wire.send({ path });
    const malformed = /%(?![0-7])/.test(path);
    expect(status).toBe(path === 'http://site.example' ? 200 : malformed ? 400 : 404);
    expect(headers['x-request-id']).toBeDefined();
    expect(body.toString()).toContain('<h1');
  });

  it('is shown decoded', async () => {
    const { body } = await wire.send({ path: '/questions/%33%2e%39%39' });
    expect(body.toString()).toContain('There is no question 3.99.');
  });
});

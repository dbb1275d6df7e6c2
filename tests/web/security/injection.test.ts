/** Hostile text in databases, templates, headers and the log. report-csv.test.ts covers CSV. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { markdown } from '../../../src/content/files/markdown.ts';
import { engines } from '../../storage/postgres.ts';
import { Browser } from '../browser.ts';
import { Page } from '../dom.ts';
import { request } from '../request.ts';
import {
  answersTo,
  assessmentWith,
  instrument,
  jarWith,
  keyQuestions,
  questionAt,
  visitorWith,
} from '../state.ts';
import { Wire } from '../wire.ts';
import { addressOf, type Everything, everything, regular, routesOf } from './everything.ts';

const sql = [
  "' or '1'='1",
  "'; drop table copy; --",
  '"; drop table team; --',
  "\\'; delete from response; --",
  "x' union select id from team --",
  '%',
  '_',
  '$1',
  '?',
  ':name',
  '{"$ne":null}',
  'NULL',
  "E'\\\\x27'",
];

describe.each(engines)('SQL in what visitors send, on $name', (engine) => {
  let site: Everything;
  beforeAll(async () => {
    site = await everything({}, engine);
  }, 60_000);
  afterAll(() => site?.stop());

  it('is not executed in keys and links, and finds nothing', async () => {
    const owner = await regular(site.app);
    const browser = new Browser(site.app);
    for (const text of [...sql, 'x'.repeat(22)]) {
      const given = encodeURIComponent(text);
      for (const address of [
        `/copy/open?link=${given}`,
        `/teams/join?key=${given}`,
        `/teams/results?key=${given}`,
        `/teams/results.csv?key=${given}`,
        `/benchmark?key=${given}`,
      ]) {
        const { status } = await browser.get(address);
        expect({ address, status }).not.toMatchObject({ status: 500 });
      }
      for (const address of [
        '/copy/open',
        '/teams/join',
        '/teams/results',
        '/teams/results/delete',
        '/teams/leave',
      ])
        expect(
          (await browser.post(address, { link: text, key: text, team: text, ticket: text })).status,
        ).toBeLessThan(500);
    }
    expect((await owner.get('/questions')).text).toContain('with a copy on this site');
  });

  it('is stored unchanged in the names of a team and its groups', async () => {
    for (const name of sql.filter((text) => text.length > 1)) {
      const browser = new Browser(site.app);
      const ticket = (await browser.page('/teams')).attribute('input[name="ticket"]', 'value');
      const { status, text } = await browser.post('/teams/new', {
        ticket,
        name,
        expected: '12',
        groups: `${name} a\n${name} b`,
      });
      expect({ name, status }).toEqual({ name, status: 200 });
      const link = new Page(text).attribute('#join', 'value').replace(/^https?:\/\/[^/]+/, '');
      expect((await browser.page(link)).text('main')).toContain(name);
    }
  });

  it('is not executed by the storage', async () => {
    const { copies } = site.storage;
    const parts = sql.map((text, i) => ({ part: `${i} ${text}`, value: text }));
    for (const id of sql) {
      expect(await copies.changes(id, 0)).toBeUndefined();
      await copies.write(id, parts, 20_000);
      const found = await copies.changes(id, 0);
      expect(new Set(found?.parts.map(({ value }) => value))).toEqual(new Set(sql));
      await copies.remove(id);
      expect(await copies.changes(id, 0)).toBeUndefined();
    }
    await site.storage.check();
  });
});

const markup = [
  '"><script>alert(1)</script>',
  "'><img src=x onerror=alert(1)>",
  '<%= process.env %>',
  '<%- 7*7 %>',
  '#{7*7}{{7*7}}',
  '</textarea></title></style><svg onload=alert(1)>',
  '&lt;script&gt;',
];

describe('markup and template code in what visitors send', () => {
  let site: Everything;
  beforeAll(async () => {
    site = await everything();
  });
  afterAll(() => site?.stop());

  /** Hostile markup, or the result of executing it. */
  const foreign = (html: string) =>
    /<script(?! src="\/assets\/)[^>]*>|<img src=x|<svg onload|<%|\[object Object\]/.exec(html)?.[0] ??
    /<[^>]*\son[a-z]+=/.exec(html.replaceAll(/="[^"]*"/g, ''))?.[0];

  it.each(markup)('is shown as text on every page: %s', async (text) => {
    const visitor = await regular(site.app, text, text);
    await visitor.post('/plan/save', {
      'goal-1-text': text,
      'goal-1-owner': text,
      less: text,
      action: 'save',
    });
    await visitor.post('/moments/save', { 'moment-1-name': text, action: 'save' });
    for (const route of routesOf(site.app).filter(({ method }) => method === 'get')) {
      const address = addressOf(route);
      if (/\.(pdf|ics|csv|json)$/.test(address)) continue;
      const given = new URLSearchParams(
        ['show', 'link', 'with', 'key', 'person', 'group', 'brought', 'q'].map((name): [string, string] => [
          name,
          text,
        ]),
      );
      for (const asked of [address, `${address}?${given}`]) {
        const response = await visitor.get(asked);
        expect({ asked, foreign: foreign(response.text ?? '') }).toEqual({ asked, foreign: undefined });
      }
    }
    expect((await visitor.page('/start')).text('main')).toContain(text);
  });

  it.each(markup)('is shown as text in a form with errors and on the 404 page: %s', async (text) => {
    const browser = new Browser(site.app);
    for (const address of [
      '/start',
      '/plan',
      '/resume',
      '/copy/open',
      '/teams',
      `/questions/${questionAt(0).id}`,
    ]) {
      const fields = {
        level: text,
        name: text,
        person: text,
        route: text,
        me: text,
        us: text,
        link: text,
        ticket: text,
        'goal-1-due': text,
      };
      expect(foreign((await browser.post(address, fields)).text ?? ''), address).toBeUndefined();
    }
    expect(foreign((await browser.get(`/${encodeURIComponent(text)}`)).text)).toBeUndefined();
  });
});

describe('markup in the content, which others may edit', () => {
  it.each(markup)('is shown as text: %s', (text) => {
    expect(markdown.render(`${text}\n\n[a](javascript:alert(1)) ![b](data:text/html,x)`)).not.toMatch(
      /<(?:script|img|svg|a)\b/,
    );
  });
});

describe('line breaks in what visitors send', () => {
  const breaks = [
    '\r\nX-Evil: 1',
    '\nSet-Cookie: evil=1',
    '\r\n\r\n<html>',
    '\u2028X-Evil: 1',
    '%0d%0aX-Evil: 1',
    '\u0000',
  ];

  it('do not inject a header', async () => {
    const { app, stop } = await everything();
    const visitor = await regular(app, 'Ruth\r\nX-Evil: 1', 'Ward\r\nSet-Cookie: evil=1');
    const addresses = routesOf(app)
      .filter(({ method }) => method === 'get')
      .map(addressOf);
    for (const text of breaks)
      for (const address of [
        ...addresses,
        `/questions/${encodeURIComponent(text)}`,
        `/${encodeURIComponent(text)}`,
      ]) {
        const { status, headers } = await visitor.get(
          `${address}?show=${encodeURIComponent(text)}&with=${encodeURIComponent(text)}`,
        );
        expect({ address, status, evil: headers['x-evil'] }).toEqual({
          address,
          status: expect.any(Number),
          evil: undefined,
        });
        expect(JSON.stringify(headers['set-cookie'] ?? '')).not.toContain('evil=1');
        expect(status).toBeLessThan(500);
      }
    for (const text of breaks) {
      const response = await visitor.post('/start/new', {
        level: 'group',
        route: 'key',
        name: text,
        person: text,
      });
      expect(response.headers['x-evil']).toBeUndefined();
    }
    await stop();
  });

  it('do not inject a line into the log', async () => {
    const lines: string[] = [];
    const { app, stop } = await everything({ log: (line) => lines.push(line) });
    const wire = await Wire.to(app);
    for (const text of [...breaks, '"}\n{"level":60,"msg":"forged"}', '\u001b[31m'])
      for (const path of [
        `/${encodeURIComponent(text)}`,
        `/questions/${encodeURIComponent(text)}?a=${encodeURIComponent(text)}`,
      ])
        await wire.send({
          path,
          headers: { 'User-Agent': '"}{"msg":"forged"}', Referer: '"}{"msg":"forged"}' },
        });
    await wire.close();
    await stop();
    expect(lines.length).toBeGreaterThan(10);
    for (const line of lines) {
      expect([...line.trimEnd()].filter((character) => character < ' ')).toEqual([]);
      const entry = JSON.parse(line);
      expect(Object.keys(entry).toSorted()).toEqual([
        'level',
        'method',
        'ms',
        'msg',
        'path',
        'requestId',
        'status',
        'time',
      ]);
      expect(entry.msg).toBe('request');
    }
  });
});

describe('names of JavaScript properties, such as __proto__', () => {
  it('are handled like other names', async () => {
    const visitor = visitorWith(assessmentWith(answersTo(keyQuestions), { name: '__proto__' }));
    const { app, stop } = await everything();
    const browser = new Browser(app, jarWith({ ...visitor, name: 'constructor' }));
    for (const address of ['/report', '/start', '/questions', '/report.json', '/report.csv', '/share'])
      expect((await browser.get(address)).status).toBe(200);
    for (const name of ['__proto__', 'constructor', 'hasOwnProperty', 'toString']) {
      expect((await browser.get(`/questions/${name}`)).status).toBe(404);
      expect((await browser.get(`/start/${name}`)).status).toBe(404);
      await request(app)
        .post(`/questions/${instrument.questions[0]?.id}/answer`)
        .type('form')
        .send(`${name}[x]=1&${name}=2&me=1&us=1`);
    }
    expect(({} as Record<string, unknown>).x).toBeUndefined();
    await stop();
  });
});

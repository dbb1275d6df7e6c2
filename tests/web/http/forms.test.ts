/** The addresses of forms, on a site with every feature switched on. */
import type { Express } from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Browser } from '../browser.ts';
import { attributeOf, Page } from '../dom.ts';
import { addressOf, type Everything, everything, regular, routesOf } from '../security/everything.ts';
import { answersTo, instrument, jarWithAnswers } from '../state.ts';

let site: Everything;
let app: Express;
beforeAll(async () => {
  site = await everything();
  app = site.app;
});
afterAll(() => site?.stop());

const pathsOf = (method: string) =>
  routesOf(app).flatMap((route) => (route.method === method ? [route.path] : []));

/** The pages of these forms need a query or a key, which a restored tab has lost, so they say what is missing. */
const needQuery = [
  '/resume/open',
  '/copy/open',
  '/teams/join',
  '/teams/leave',
  '/teams/results',
  '/teams/results/delete',
  '/start/:id/snapshots/:day/delete',
];

describe('an address that a form is posted to', () => {
  it('answers a GET as well, as after a restored tab', () => {
    const gets = new Set(pathsOf('get'));
    expect(pathsOf('post').length).toBeGreaterThan(30);
    expect(pathsOf('post').filter((path) => !gets.has(path))).toEqual([]);
  });

  it('leads a GET to a page that exists, or to one that says what is missing', async () => {
    const visitor = await regular(app);
    for (const route of routesOf(app).filter(({ method }) => method === 'post')) {
      const address = addressOf(route);
      const asked = await visitor.get(address);
      const { status, text } =
        asked.status === 303 ? await visitor.get(String(asked.headers.location)) : asked;
      if (!needQuery.includes(route.path)) expect({ address, status }).toEqual({ address, status: 200 });
      else {
        expect({ address, isRefused: [404, 422].includes(status) }).toEqual({ address, isRefused: true });
        expect(new Page(text).text('main'), address).not.toContain('There is no page at this address.');
      }
    }
  });

  it.each([
    ['/plan/save', '/plan'],
    ['/moments/save', '/moments'],
    ['/start/new', '/start'],
    ['/start/1/change', '/start/1'],
    ['/start/1/switch', '/start'],
    ['/start/1/route', '/start'],
    ['/start-aside', '/start'],
    ['/resume/link', '/resume'],
    ['/resume/file', '/resume'],
    ['/copy/stop', '/copy'],
    ['/teams/new', '/teams'],
    ['/teams/again', '/teams'],
    ['/live/enter', '/live'],
    ['/live/open', '/live/new'],
    ['/live/rate', '/live/here'],
    ['/live/run', '/live'],
  ])('leads from GET %s to its page %s', async (address, page) => {
    const response = await new Browser(app).get(address);
    expect([response.status, response.headers.location]).toEqual([303, page]);
  });

  it.each(['/plan', '/moments', '/start', '/start/1', '/resume'])(
    'is not that of its page %s, so that Back after a failed save brings back what was typed',
    async (address) => {
      const page = await new Browser(app, jarWithAnswers(answersTo(instrument.questions))).page(address);
      const actions = page.all('main form[method=post]').map((form) => attributeOf(form, 'action'));
      expect(actions.length).toBeGreaterThan(0);
      expect(actions).not.toContain(address);
    },
  );
});

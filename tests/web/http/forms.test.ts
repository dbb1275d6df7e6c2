/** The addresses of forms. */
import { describe, expect, it } from 'vitest';
import { testApp } from '../../site.ts';
import { Browser } from '../browser.ts';
import { attributeOf } from '../dom.ts';
import { answersTo, instrument, jarWithAnswers } from '../state.ts';

interface Layer {
  readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> };
}

const app = testApp();
const routes = (app as unknown as { router: { stack: readonly Layer[] } }).router.stack.flatMap(
  ({ route }) => route ?? [],
);
const pathsOf = (method: string) => routes.flatMap(({ path, methods }) => (methods[method] ? [path] : []));

describe('an address that a form is posted to', () => {
  it('answers a GET as well, as after a restored tab', () => {
    const gets = new Set(pathsOf('get'));
    expect(pathsOf('post').length).toBeGreaterThan(15);
    expect(pathsOf('post').filter((path) => !gets.has(path))).toEqual([]);
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
